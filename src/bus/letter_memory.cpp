#include "bus/letter_memory.h"

#include <algorithm>
#include <utility>

namespace selat::bus {

namespace {

constexpr std::size_t kMostLettersPerSender = 256;
constexpr std::size_t kMostSenders = 1024;
constexpr std::size_t kMostUnanswered = 4096;

constexpr Span kFirstWait = Span::milliseconds(500);
constexpr Span kLongestWait = Span::seconds(5);
constexpr Span kTryUnsentAfter = Span::milliseconds(50);

}  // namespace

void ReceivedLetters::make_room() {
  if (senders_.size() < kMostSenders) {
    return;
  }
  senders_.erase(std::min_element(senders_.begin(), senders_.end(), [](const auto& a, const auto& b) {
    return a.second.heard_at < b.second.heard_at;
  }));
}

bool ReceivedLetters::note(std::string_view from, std::uint64_t term, std::uint64_t id, Instant now) {
  Key key(from, term);
  auto found = senders_.find(key);
  if (found == senders_.end()) {
    make_room();
    found = senders_.emplace(std::move(key), Sender()).first;
  }
  Sender& sender = found->second;
  sender.heard_at = now;
  if (id <= sender.forgotten_up_to || !sender.letters.try_emplace(id).second) {
    return false;
  }
  if (sender.letters.size() > kMostLettersPerSender) {
    sender.forgotten_up_to = sender.letters.begin()->first;
    sender.letters.erase(sender.letters.begin());
  }
  return true;
}

// Ids begin at a different number in every term, so the newest term that knows the id is the one meant.
void ReceivedLetters::keep_answer(std::string_view from, std::uint64_t id, std::string answer) {
  const auto first = senders_.lower_bound(Key(from, 0));
  auto sender = senders_.upper_bound(Key(from, UINT64_MAX));
  while (sender != first) {
    --sender;
    if (const auto letter = sender->second.letters.find(id); letter != sender->second.letters.end()) {
      letter->second = std::move(answer);
      return;
    }
  }
}

const std::string* ReceivedLetters::answer_to(std::string_view from, std::uint64_t term,
                                              std::uint64_t id) const {
  const auto sender = senders_.find(Key(from, term));
  if (sender == senders_.end()) {
    return nullptr;
  }
  const auto letter = sender->second.letters.find(id);
  return letter == sender->second.letters.end() || letter->second.empty() ? nullptr : &letter->second;
}

void UnansweredLetters::add(std::uint64_t id, std::string to, std::string bytes, Instant now,
                            Span give_up_after) {
  if (letters_.size() == kMostUnanswered) {
    letters_.erase(letters_.begin());
    ++dropped_;
  }
  letters_[id] = {.to = std::move(to),
                  .bytes = std::move(bytes),
                  .due_at = now,
                  .give_up_at = now + give_up_after,
                  .wait = kFirstWait};
}

void UnansweredLetters::note_sent(Letter& letter, Instant now) {
  ++letter.copies;
  letter.due_at = now + letter.wait * random_.uniform(0.9, 1.1);
  letter.wait = std::min(letter.wait * 2.0, kLongestWait);
}

void UnansweredLetters::note_unsent(Letter& letter, Instant now) const {
  letter.due_at = now + kTryUnsentAfter;
}

void UnansweredLetters::hasten(std::string_view to, Instant now) {
  for (auto& [id, letter] : letters_) {
    if (letter.to == to) {
      letter.due_at = now;
      letter.wait = kFirstWait;
    }
  }
}

std::vector<UnansweredLetters::Letter*> UnansweredLetters::due(Instant now) {
  std::vector<Letter*> due;
  for (auto& [id, letter] : letters_) {
    if (letter.due_at <= now) {
      due.push_back(&letter);
    }
  }
  return due;
}

std::uint64_t UnansweredLetters::give_up(Instant now) {
  return std::exchange(dropped_, 0) +
         std::erase_if(letters_, [&](const auto& entry) { return entry.second.give_up_at <= now; });
}

std::optional<Instant> UnansweredLetters::next_at() const {
  std::optional<Instant> next;
  for (const auto& [id, letter] : letters_) {
    const Instant at = std::min(letter.due_at, letter.give_up_at);
    next = next ? std::min(*next, at) : at;
  }
  return next;
}

}  // namespace selat::bus
