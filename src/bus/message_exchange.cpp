#include "bus/message_exchange.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "base/random.h"
#include "selat/v1/coordination.pb.h"

namespace selat::bus {

namespace {

constexpr std::size_t kLongestName = 64;
constexpr std::size_t kMostBytesSent = 1000 * 1024;

// Ids grow by one from a first id that is different in each term.
std::uint64_t first_id(std::uint64_t term) {
  return (mix(term) >> 24 | 1) << 8;
}

}  // namespace

bool parse_message(std::string_view bytes, v1::CoordinationMessage& message) {
  return message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())) && !message.from().empty() &&
         message.from().size() <= kLongestName && message.id() != 0;
}

MessageExchange::MessageExchange(Bus& bus, std::string own_name, std::uint64_t term, Transmit transmit,
                                 bool is_in_order)
    : bus_(bus),
      name_(std::move(own_name)),
      term_(term),
      next_id_(first_id(term)),
      transmit_(std::move(transmit)),
      is_in_order_(is_in_order),
      unanswered_(term, is_in_order),
      timer_(bus.io()) {}

std::optional<std::uint64_t> MessageExchange::send(v1::CoordinationMessage& message,
                                                   const std::string& address, Span give_up_after) {
  const std::uint64_t id = next_id_++;
  message.set_from(name_);
  message.set_term(term_);
  message.set_id(id);
  std::string bytes = message.SerializeAsString();
  if (bytes.size() > kMostBytesSent) {
    ++counters.given_up;
    return std::nullopt;
  }
  if (message.has_in_reply_to()) {
    counters.sent += transmit_(address, bytes) ? 1U : 0U;
    received_.keep_answer(message.to(), message.in_reply_to(), std::move(bytes));
  } else {
    unanswered_.add(id, address, std::move(bytes), bus_.now().steady, give_up_after);
    work();
  }
  return id;
}

bool MessageExchange::take(const v1::CoordinationMessage& message) {
  ++counters.received;
  if (!received_.note(message.from(), message.term(), message.id(), bus_.now().steady)) {
    ++counters.duplicates;
    if (const auto* const answer = received_.answer_to(message.from(), message.term(), message.id())) {
      counters.repeated += transmit_(message.from(), *answer) ? 1U : 0U;
    }
    return false;
  }
  if (message.has_in_reply_to()) {
    unanswered_.take_answer(message.in_reply_to());
  }
  return true;
}

void MessageExchange::retry_now(std::string_view address) {
  unanswered_.retry_now(address, bus_.now().steady);
  work();
}

// Sends the messages that are due, gives up those whose time has passed, and runs again when the next is due.
void MessageExchange::work() {
  const SteadyTime now = bus_.now().steady;
  for (auto* const message : unanswered_.due(now)) {
    if (transmit_(message->to, message->bytes)) {
      ++(message->copies == 0 ? counters.sent : counters.repeated);
      unanswered_.note_sent(*message, now);
    } else {
      unanswered_.note_unsent(*message, now);
      if (is_in_order_) {
        break;
      }
    }
  }
  counters.given_up += unanswered_.give_up(now);
  if (const auto next = unanswered_.next_at()) {
    timer_.after(std::max(*next - now, Span::milliseconds(1)), [this] { work(); });
  }
}

}  // namespace selat::bus
