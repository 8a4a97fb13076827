#pragma once
// What both ends of the coordination protocol do with their messages. Each message sent gets a number and is
// repeated until it is answered (back-off 0.5 s to 5 s). Each message received is handed on once by its
// (from, term, id); a copy of it is answered again from a bounded memory. The owner decides where a message
// is sent.
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

// Reads one message; false if the bytes are not a message, or it does not name its sender.
[[nodiscard]] bool parse_message(std::string_view bytes, v1::CoordinationMessage& message);

class MessageExchange {
 public:
  // Sends to an address; false if that is not possible now.
  using Transmit = std::function<bool(const std::string& address, std::string_view bytes)>;

  // `is_in_order`: see UnansweredMessages.
  MessageExchange(Bus& bus, std::string own_name, std::uint64_t term, Transmit transmit,
                  bool is_in_order = false);

  // Sets from, term and id; returns the id. An answer (in_reply_to set) is sent once, and kept to answer
  // copies of the same request. Any other message is repeated until it is answered, or until `give_up_after`
  // has passed. A message larger than 1,000 KiB is not sent and counts as given up.
  // Nothing is returned, and nothing sent, where the message is larger than one may be.
  std::optional<std::uint64_t> send(v1::CoordinationMessage& message, const std::string& address,
                                    Span give_up_after);

  // True if the message is new: then the owner handles it. False: it is a copy, and was answered again.
  [[nodiscard]] bool take(const v1::CoordinationMessage& message);

  // Sends the messages that wait for this address at once.
  void retry_now(std::string_view address);

  // Whether a message is still unanswered.
  [[nodiscard]] bool is_waiting() const { return unanswered_.size() > 0; }

  ExchangeCounters counters;

 private:
  void work();

  Bus& bus_;
  std::string name_;
  std::uint64_t term_;
  std::uint64_t next_id_;
  Transmit transmit_;
  bool is_in_order_;
  ReceivedMessages received_;
  UnansweredMessages unanswered_;
  Timer timer_;
};

}  // namespace selat::bus
