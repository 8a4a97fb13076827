#pragma once
// The alerts a control point's terminal is told of: stored, printed once, and answered by receipts that say
// what is true: stored, and seen when it stands on the screen where a person sits. The rules are those of
// coordinate/inbox.h.
//
// Notices that arrive together are stored together. What cannot be stored is printed all the same, has no
// receipt, and is tried again. Thread: that of the io_context. What is passed in must outlive it.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "coordinate/inbox.h"
#include "service/heard_alerts.h"
#include "store/terminal_store.h"
#include "terminal/console.h"
#include "terminal/control_point_screen.h"

namespace boost::asio {
class io_context;
}

namespace selat::service {

class ToldAlerts {
 public:
  struct Surroundings {
    boost::asio::io_context& io;
    terminal::Console& console;
    terminal::ControlPointScreen& screen;
    store::TerminalStore* store = nullptr;  // none: in memory only
    Clock clock;
    std::function<void(const model::NoticeReceipt&)> send;
    const HeardAlerts* heard = nullptr;  // none: alerts are shown as they were told
    bool is_read = true;                 // somebody reads what is printed: a person, or a program
  };
  explicit ToldAlerts(Surroundings surroundings);

  void take(const model::Notice& notice, std::uint64_t run);
  // All that was printed has been written.
  void drained();
  // To be called a few times a second.
  void tick();
  // What another terminal of the control point on this machine was told since.
  void load();
  // The server has welcomed this terminal: what another one on this machine was told meanwhile is printed
  // here too.
  void welcomed();

  // The file is another one, or there is none now: what is known here is written to it.
  void use(store::TerminalStore* store);

  // What the server knows began then.
  void note_past(Instant since) { past_since_ = since; }
  [[nodiscard]] std::optional<Instant> past_since() const { return past_since_; }

  // The server does not know any more what it told: its words of before are shown as not named since, and
  // nobody is asked to acknowledge them.
  // Open ones of which the server could store nothing when it told them.
  [[nodiscard]] std::vector<std::uint64_t> not_stored() const { return inbox_.not_stored(); }
  void not_confirmed() {
    confirmed_.clear();
    is_past_lost_ = true;
  }

  // Says what was told before this process began and is still open.
  void print_earlier();
  // As it is now.
  [[nodiscard]] std::optional<model::Notice> with_number(std::uint32_t number) const;
  [[nodiscard]] std::string number_of(std::uint64_t alert) const;  // "#12"; "#?" if it is not known
  // What a person can acknowledge: open, not acknowledged, and printed as it is now.
  [[nodiscard]] std::vector<model::Alert> to_acknowledge() const;
  [[nodiscard]] std::vector<std::string> lines() const;
  // Open ones that were raised before all that the server knows, and that it has not named: of a past that it
  // has lost. Nobody at the watch can be told anything about them.
  [[nodiscard]] std::vector<std::string> former_lines() const;
  [[nodiscard]] bool is_former(std::uint32_t number) const;
  std::size_t drop_former();

 private:
  [[nodiscard]] bool is_former(const coordinate::ToldAlert& told) const;
  [[nodiscard]] std::vector<const coordinate::ToldAlert*> current(bool is_former) const;
  [[nodiscard]] model::Notice as_it_is_now(const model::Notice& told) const;
  [[nodiscard]] std::vector<coordinate::ToldAlert> kept();
  void work();
  void take_news(model::Notice notice, std::uint64_t run, std::vector<std::uint64_t>& dropped);
  void print(const coordinate::ToldAlert& told, const std::optional<coordinate::ToldAlert>& before);
  void keep_and_answer(const std::set<std::uint64_t>& alerts, const std::vector<std::uint64_t>& dropped);
  [[nodiscard]] bool save(const std::set<std::uint64_t>& alerts, const std::vector<std::uint64_t>& dropped);
  void answer(const coordinate::ToldAlert& told);
  void answer_known(const model::Notice& notice);

  Surroundings here_;
  coordinate::Inbox inbox_;
  std::vector<std::pair<model::Notice, std::uint64_t>> arrived_;  // each with the server's run
  std::set<std::uint64_t> confirmed_;                             // the server has told this process of them
  std::set<std::uint64_t> unwritten_;                             // printed; their bytes wait in the console
  std::set<std::uint64_t> unsaved_;                               // the disk did not take them
  SteadyTime save_again_at_;
  bool was_told_unsaved_ = false;
  bool is_past_lost_ = false;
  std::optional<Instant> past_since_;
  std::shared_ptr<int> alive_ = std::make_shared<int>(0);
};

}  // namespace selat::service
