#pragma once
// What one end of the coordination protocol remembers: what it has received, so that a copy is not handed on
// twice and gets the same answer; and what it has sent and not seen answered, so that it is repeated. Knows
// no socket and reads no clock.

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

// Received messages by (from, term, id). Bounded: 256 messages a sender, 1024 senders (name and term); of a
// sender an id below those it remembers counts as known, since ids only grow.
class ReceivedMessages {
 public:
  // True when this message is new. `now` only orders senders by when they were last heard.
  bool note(std::string_view from, std::uint64_t term, std::uint64_t id, SteadyTime now);
  void keep_answer(std::string_view from, std::uint64_t id, std::string answer);
  // The answer to a copy; none while the first is not answered yet.
  [[nodiscard]] const std::string* answer_to(std::string_view from, std::uint64_t term,
                                             std::uint64_t id) const;

 private:
  struct Sender {
    std::map<std::uint64_t, std::string> messages;  // answer by id; empty: none yet
    std::uint64_t forgotten_up_to = 0;
    SteadyTime heard_at;
  };
  using Key = std::pair<std::string, std::uint64_t>;
  void make_room();

  std::map<Key, Sender> senders_;
};

// Messages sent and not answered. Times are of a clock that never steps back. At most 4096; one more drops
// the oldest, which counts as given up.
class UnansweredMessages {
 public:
  struct Message {
    std::string to;
    std::string bytes;
    SteadyTime due_at;  // when to send it (again)
    SteadyTime give_up_at;
    Span wait;                 // before the next copy
    std::uint64_t copies = 0;  // sent
  };

  explicit UnansweredMessages(std::uint64_t seed) : random_(seed) {}

  void add(std::uint64_t id, std::string to, std::string bytes, SteadyTime now, Span give_up_after);
  // True when it was waited for.
  bool take_answer(std::uint64_t id) { return messages_.erase(id) > 0; }
  // A message that could be sent is due again after 0.5, 1, 2, 4, 5, 5 … s (± 10 %); one that could not,
  // soon.
  void note_sent(Message& message, SteadyTime now);
  void note_unsent(Message& message, SteadyTime now) const;
  // To be sent at once: its addressee has turned up.
  void retry_now(std::string_view to, SteadyTime now);
  [[nodiscard]] std::vector<Message*> due(SteadyTime now);
  // Forgets those whose time is over; says how many.
  std::uint64_t give_up(SteadyTime now);
  [[nodiscard]] std::optional<SteadyTime> next_at() const;
  [[nodiscard]] std::size_t size() const { return messages_.size(); }

 private:
  std::map<std::uint64_t, Message> messages_;
  std::uint64_t dropped_ = 0;
  Random random_;
};

}  // namespace selat::bus
