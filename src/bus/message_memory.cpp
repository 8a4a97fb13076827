#include "bus/message_memory.h"

#include <algorithm>
#include <ranges>
#include <set>
#include <utility>

namespace selat::bus {

namespace {

constexpr std::size_t kMostMessagesPerSender = 256;
constexpr std::size_t kMostSenders = 1024;
constexpr std::size_t kMostUnanswered = 4096;

constexpr Span kFirstWait = Span::milliseconds(500);
constexpr Span kLongestWait = Span::seconds(5);
constexpr Span kTryUnsentAfter = Span::milliseconds(50);

}  // namespace

void ReceivedMessages::make_room() {
  if (senders_.size() < kMostSenders) {
    return;
  }
  senders_.erase(std::min_element(senders_.begin(), senders_.end(), [](const auto& a, const auto& b) {
    return a.second.heard_at < b.second.heard_at;
  }));
}

bool ReceivedMessages::note(std::string_view from, std::uint64_t term, std::uint64_t id, SteadyTime now) {
  Key key(from, term);
  auto found = senders_.find(key);
  if (found == senders_.end()) {
    make_room();
    found = senders_.emplace(std::move(key), Sender()).first;
  }
  Sender& sender = found->second;
  sender.heard_at = now;
  if (id <= sender.forgotten_up_to || !sender.messages.try_emplace(id).second) {
    return false;
  }
  if (sender.messages.size() > kMostMessagesPerSender) {
    sender.forgotten_up_to = sender.messages.begin()->first;
    sender.messages.erase(sender.messages.begin());
  }
  return true;
}

// Ids begin at a different number in each term, so as a rule one term has this id. If more have it, one of
// them is forged: each message is answered when it comes, so the answer belongs to the one heard last.
void ReceivedMessages::keep_answer(std::string_view from, std::uint64_t id, std::string answer) {
  std::string* kept = nullptr;
  SteadyTime heard_at;
  for (auto sender = senders_.lower_bound(Key(from, 0));
       sender != senders_.end() && sender->first.first == from; ++sender) {
    const auto message = sender->second.messages.find(id);
    if (message != sender->second.messages.end() && (!kept || sender->second.heard_at >= heard_at)) {
      kept = &message->second;
      heard_at = sender->second.heard_at;
    }
  }
  if (kept != nullptr) {
    *kept = std::move(answer);
  }
}

const std::string* ReceivedMessages::answer_to(std::string_view from, std::uint64_t term,
                                               std::uint64_t id) const {
  const auto sender = senders_.find(Key(from, term));
  if (sender == senders_.end()) {
    return nullptr;
  }
  const auto message = sender->second.messages.find(id);
  return message == sender->second.messages.end() || message->second.empty() ? nullptr : &message->second;
}

void UnansweredMessages::add(std::uint64_t id, std::string to, std::string bytes, SteadyTime now,
                             Span give_up_after) {
  if (messages_.size() == kMostUnanswered) {
    messages_.erase(messages_.begin());
    ++dropped_;
  }
  messages_[id] = {.to = std::move(to),
                   .bytes = std::move(bytes),
                   .due_at = now,
                   .give_up_at = now + give_up_after,
                   .wait = kFirstWait,
                   .sent_at = {}};
}

void UnansweredMessages::note_sent(Message& message, SteadyTime now) {
  ++message.copies;
  message.sent_at = now;
  message.due_at = now + message.wait * random_.uniform(0.9, 1.1);
  message.wait = std::min(message.wait * 2.0, kLongestWait);
}

void UnansweredMessages::note_unsent(Message& message, SteadyTime now) const {
  message.due_at = now + kTryUnsentAfter;
}

void UnansweredMessages::retry_now(std::string_view to, SteadyTime now) {
  for (auto& [id, message] : messages_) {
    if (message.to == to) {
      message.due_at = now;
      message.wait = kFirstWait;
    }
  }
}

std::vector<UnansweredMessages::Message*> UnansweredMessages::due(SteadyTime now) {
  std::vector<Message*> due;
  std::set<std::string_view> later_are_due;  // addresses
  for (auto& [id, message] : std::views::reverse(messages_)) {
    const bool may_be_lost = message.copies == 0 || now - message.sent_at >= kFirstWait;
    const bool comes_first = are_in_order_ && may_be_lost && later_are_due.contains(message.to);
    if (message.due_at <= now || comes_first) {
      due.push_back(&message);
      later_are_due.insert(message.to);
    }
  }
  std::ranges::reverse(due);
  return due;
}

std::uint64_t UnansweredMessages::give_up(SteadyTime now) {
  return std::exchange(dropped_, 0) +
         std::erase_if(messages_, [&](const auto& entry) { return entry.second.give_up_at <= now; });
}

std::optional<SteadyTime> UnansweredMessages::next_at() const {
  std::optional<SteadyTime> next;
  for (const auto& [id, message] : messages_) {
    const SteadyTime at = std::min(message.due_at, message.give_up_at);
    next = next ? std::min(*next, at) : at;
  }
  return next;
}

}  // namespace selat::bus
