#pragma once
// What people type at a control point's terminal, on its way to the coordination server and shown at each
// step: kept, NOT DELIVERED, received, refused. The rules are those of coordinate/outbox.h. What the disk
// does not take is sent all the same, tried again every few seconds, and never said to be kept.
//
// Thread: that of the io_context. What is passed in must outlive it.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/localized_message.h"
#include "coordinate/control_point_agent.h"
#include "coordinate/outbox.h"
#include "store/terminal_store.h"
#include "terminal/control_point_screen.h"

namespace selat::service {

class SentWords {
 public:
  struct Surroundings {
    terminal::ControlPointScreen& screen;
    store::TerminalStore* store = nullptr;  // none: the words are in memory only
    Clock clock;
    // Sends the words once more, with their uid and the time at which they were written.
    std::function<void(const coordinate::Words&)> send;
    std::function<std::string(std::uint64_t alert)> alert_number;  // "#12"
  };
  explicit SentWords(Surroundings surroundings);

  // The file is another one, or there is none now: what is known here is written to it.
  void use(store::TerminalStore* store);
  // A person has written something. With `is_connected` it is sent at once. Of more than there is room for,
  // the first are taken, and the person is told.
  void write(std::vector<model::Request> bodies, bool is_connected);
  // What an earlier process gave back and the server has not heard of yet is not ours again.
  void remind(coordinate::ControlPointAgent& agent) const;
  // The server has welcomed this terminal, and knows nothing of before `past_since`: what was given back then
  // is said again, with its uid, so that a server that knows it all the same applies it once.
  void welcomed(std::optional<Instant> past_since);
  // To be called a few times a second.
  void tick(bool is_connected);
  // The server's answer to words; the first one counts. `reference`: that of its Receipt.
  void received(std::uint64_t uid, std::string_view reference);
  void refused(std::uint64_t uid, const model::Refusal& refusal);
  // What the agent says again of a person's words: sends them unless the server has them. False if these are
  // no words known here.
  bool say_again(const model::Request& body);

  [[nodiscard]] std::size_t waiting() const { return outbox_.waiting(); }
  [[nodiscard]] std::vector<coordinate::Words> all() const { return outbox_.all(); }
  [[nodiscard]] bool is_full() const { return outbox_.room() == 0; }
  [[nodiscard]] bool is_waiting(const model::Request& body) const { return outbox_.is_waiting(body); }
  // The person has accepted an offer; that is no words, the agent repeats it. And what became of it.
  void accepted(const model::SectorId& sector);
  void take(const coordinate::AgentEvent& event);
  void show() const;
  // What is not delivered when the terminal of `holder` ends: kept, or lost.
  void say_what_waits(std::string_view holder);

 private:
  struct Accept {
    model::SectorId sector;
    Instant at;  // wall clock
    std::optional<Instant> answered_at = {};
    bool is_ours = false;
  };
  struct Sent {
    std::string line;
    bool waits = false;
  };
  [[nodiscard]] std::string line_of(const Accept& accept) const;
  [[nodiscard]] std::vector<Sent> sent() const;
  [[nodiscard]] std::string what(const coordinate::Words& words) const;
  [[nodiscard]] std::string state_of(const coordinate::Words& words) const;
  void say_not_taken(const std::vector<coordinate::Words>& words) const;
  [[nodiscard]] std::optional<LocalizedMessage> save();
  void save_again();
  [[nodiscard]] bool is_kept(std::uint64_t uid) const;
  [[nodiscard]] std::size_t waiting_unkept() const;
  void load();
  void keep(const coordinate::Words& words);

  Surroundings here_;
  coordinate::Outbox outbox_;
  std::vector<Accept> accepts_;  // the newest
  SteadyTime save_again_at_;
};

}  // namespace selat::service
