#pragma once
// What one end of the coordination protocol remembers: the messages it has received, so that a copy is not
// handed on again and gets the same answer; and the messages it has sent that are not answered yet, so that
// they are repeated. Uses no socket and reads no clock.

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.h"
#include "units/steady_time.h"

namespace selat::bus {

// Received messages by (from, term, id). Bounded: 1024 senders (name and term), 256 messages of each. At the
// limits the least recently heard sender, and the lowest id of a sender, are evicted. The ids of a sender
// only grow, so an id below those that are kept counts as known.
class ReceivedMessages {
 public:
  // True if this message is new. `now` is used only to order senders by when they were last heard.
  bool note(std::string_view from, std::uint64_t term, std::uint64_t id, SteadyTime now);
  void keep_answer(std::string_view from, std::uint64_t id, std::string answer);
  // The answer to send again for a copy; none while the first copy is not answered yet.
  [[nodiscard]] const std::string* answer_to(std::string_view from, std::uint64_t term,
                                             std::uint64_t id) const;

 private:
  struct Sender {
    std::map<std::uint64_t, std::string> messages;  // answer by id; empty: not answered yet
    std::uint64_t forgotten_up_to = 0;
    SteadyTime heard_at;
  };
  using Key = std::pair<std::string, std::uint64_t>;
  void make_room();

  std::map<Key, Sender> senders_;
};

// Messages sent and not answered. At most 4096: at this limit the oldest is dropped and counts as given up.
class UnansweredMessages {
 public:
  struct Message {
    std::string to;
    std::string bytes;
    SteadyTime due_at;  // when to send it (again)
    SteadyTime give_up_at;
    Span wait;                 // from this copy to the next
    SteadyTime sent_at;        // the last copy
    std::uint64_t copies = 0;  // how many were sent
  };

  // `are_in_order`: no message is sent while an earlier one to the same address may be lost; that one is sent
  // again first. So a receiver that was started anew hears them in the order in which they were added.
  explicit UnansweredMessages(std::uint64_t seed, bool are_in_order = false)
      : random_(seed), are_in_order_(are_in_order) {}

  void add(std::uint64_t id, std::string to, std::string bytes, SteadyTime now, Span give_up_after);
  // True if a message with this id was waiting for its answer.
  bool take_answer(std::uint64_t id) { return messages_.erase(id) > 0; }
  // A message that was sent is due again after 0.5, 1, 2, 4, 5, 5 … s (± 10 %); one that could not be sent is
  // due again after 50 ms.
  void note_sent(Message& message, SteadyTime now);
  void note_unsent(Message& message, SteadyTime now) const;
  // Makes the messages to this address due at once: the addressee has connected.
  void retry_now(std::string_view to, SteadyTime now);
  // In the order in which they were added.
  [[nodiscard]] std::vector<Message*> due(SteadyTime now);
  // Forgets the messages whose time has passed; returns how many.
  std::uint64_t give_up(SteadyTime now);
  [[nodiscard]] std::optional<SteadyTime> next_at() const;
  [[nodiscard]] std::size_t size() const { return messages_.size(); }

 private:
  std::map<std::uint64_t, Message> messages_;
  std::uint64_t dropped_ = 0;
  Random random_;
  bool are_in_order_;
};

}  // namespace selat::bus
