#pragma once
// What both ends of the coordination protocol do with their messages: number them, repeat what is not
// answered (back-off 0.5 s to 5 s), hand on each (from, term, id) once, and repeat the answer to a copy from
// a bounded memory. Where a message goes is its owner's business.
//
// Thread: that of the io_context.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "bus/bus.h"
#include "bus/message_memory.h"
#include "bus/timer.h"
#include "units/instant.h"

namespace selat::v1 {
class CoordinationMessage;
}

namespace selat::bus {

inline constexpr int kMostMessagesQueued = 1000;  // per peer

struct ExchangeCounters {
  std::uint64_t sent = 0;
  std::uint64_t repeated = 0;
  std::uint64_t received = 0;
  std::uint64_t duplicates = 0;
  std::uint64_t malformed = 0;
  std::uint64_t given_up = 0;
};

// Reads one message; false when the bytes are none, or it does not say whose it is.
[[nodiscard]] bool parse_message(std::string_view bytes, v1::CoordinationMessage& message);

class MessageExchange {
 public:
  // Sends to an address, or says that it cannot now.
  using Transmit = std::function<bool(const std::string& address, std::string_view bytes)>;

  MessageExchange(Bus& bus, std::string own_name, std::uint64_t term, Transmit transmit);

  // Sets from, term and id; returns the id. An answer (in_reply_to set) is sent once and kept for copies of
  // what it answers; any other message is repeated until answered, or for `give_up_after`. One larger than
  // 1,000 KiB counts as given up at once.
  std::uint64_t send(v1::CoordinationMessage& message, const std::string& address, Span give_up_after);

  // True when the message is new and to be handed on.
  [[nodiscard]] bool take(const v1::CoordinationMessage& message);

  // What waits for this address is sent at once.
  void retry_now(std::string_view address);

  // Whether something sent is not answered yet.
  [[nodiscard]] bool is_waiting() const { return unanswered_.size() > 0; }

  ExchangeCounters counters;

 private:
  void work();

  Bus& bus_;
  std::string name_;
  std::uint64_t term_;
  std::uint64_t next_id_;
  Transmit transmit_;
  ReceivedMessages received_;
  UnansweredMessages unanswered_;
  Timer timer_;
};

}  // namespace selat::bus
