#include "coordinate/outbox.h"

#include <algorithm>
#include <map>
#include <utility>
#include <variant>

#include "base/check.h"
#include "coordinate/exclusions.h"

namespace selat::coordinate {
namespace {

// Why a sector was declined or given back.
std::optional<model::DeclineCode> code_of(const model::Request& body) {
  const auto* const decline = std::get_if<model::Decline>(&body);
  const auto* const release = std::get_if<model::Release>(&body);
  return decline != nullptr   ? std::optional(decline->code)
         : release != nullptr ? release->code
                              : std::nullopt;
}

}  // namespace

bool Outbox::is_late(const Entry& entry, SteadyTime now) {
  return entry.words.state == WordsState::waiting && now - entry.written_at >= kLateAfter;
}

void Outbox::load(std::vector<Words> words, SteadyTime now) {
  for (Words& one : words) {
    const auto known =
        std::ranges::find_if(entries_, [&](const Entry& entry) { return entry.words.uid == one.uid; });
    if (known == entries_.end()) {
      entries_.push_back({.words = std::move(one), .written_at = now, .sent_at = {}});
    } else if (one.state != WordsState::waiting) {
      known->words = std::move(one);
    }
  }
  // By their number, not by the clock, which may have been set back meanwhile. What has none is the newest.
  std::ranges::stable_sort(entries_, {}, [](const Entry& entry) { return entry.words.number - 1; });
  drop_oldest_answered();
}

std::size_t Outbox::room() const {
  return kMostWaiting - std::min(waiting(), kMostWaiting);
}

void Outbox::add(Words words, SteadyTime now) {
  require(room() > 0 && words.uid != 0, "words need room and a uid");
  entries_.push_back({.words = std::move(words), .written_at = now, .sent_at = {}});
}

std::vector<Words> Outbox::not_kept() const {
  std::vector<Words> words;
  for (const Entry& entry : entries_) {
    if (entry.words.number == 0) {
      words.push_back(entry.words);
    }
  }
  return words;
}

void Outbox::note_kept(const std::vector<Words>& words) {
  for (const Words& one : words) {
    const auto known =
        std::ranges::find_if(entries_, [&](const Entry& entry) { return entry.words.uid == one.uid; });
    if (known != entries_.end()) {
      known->words.number = one.number;
    }
  }
}

void Outbox::note_none_kept() {
  for (Entry& entry : entries_) {
    entry.words.number = 0;
  }
}

void Outbox::send_all_anew() {
  for (Entry& entry : entries_) {
    entry.sent_at.reset();
  }
}

std::vector<Words> Outbox::due(SteadyTime now) {
  std::vector<Words> due;
  for (Entry& entry : entries_) {
    const bool is_on_its_way = entry.sent_at && now - *entry.sent_at < kSendAnewAfter;
    if (entry.words.state == WordsState::waiting && !is_on_its_way) {
      entry.sent_at = now;
      due.push_back(entry.words);
    }
  }
  return due;
}

std::vector<Words> Outbox::newly_late(SteadyTime now) {
  std::vector<Words> late;
  for (Entry& entry : entries_) {
    if (is_late(entry, now) && !std::exchange(entry.was_told_late, true)) {
      late.push_back(entry.words);
    }
  }
  return late;
}

bool Outbox::is_late(const Words& words) const {
  return std::ranges::any_of(
      entries_, [&](const Entry& entry) { return entry.words.uid == words.uid && entry.was_told_late; });
}

std::optional<Words> Outbox::receive(std::uint64_t uid, Instant wall) {
  return settle(uid, wall, WordsState::received);
}

std::optional<Words> Outbox::refuse(std::uint64_t uid, model::RefusalCode code, std::string remark,
                                    Instant wall) {
  const auto entry = std::ranges::find_if(entries_, [&](const Entry& one) { return one.words.uid == uid; });
  if (entry == entries_.end() || entry->words.state != WordsState::waiting) {
    return std::nullopt;
  }
  entry->words.refusal = code;
  entry->words.remark = std::move(remark);
  return settle(uid, wall, WordsState::refused);
}

std::optional<Words> Outbox::settle(std::uint64_t uid, Instant wall, WordsState state) {
  const auto entry = std::ranges::find_if(entries_, [&](const Entry& one) { return one.words.uid == uid; });
  if (entry == entries_.end() || entry->words.state != WordsState::waiting) {
    return std::nullopt;
  }
  entry->words.state = state;
  entry->words.answered_at = wall;
  Words settled = entry->words;
  drop_oldest_answered();
  return settled;
}

void Outbox::drop_oldest_answered() {
  auto answered = entries_.size() - waiting();
  std::erase_if(entries_, [&](const Entry& entry) {
    const bool is_dropped = answered > kMostAnswered && entry.words.state != WordsState::waiting;
    answered -= is_dropped ? 1 : 0;
    return is_dropped;
  });
}

std::vector<Words> Outbox::given_back_before(Instant since, Instant wall) const {
  std::map<model::SectorId, const Words*> last;
  for (const Entry& entry : entries_) {
    const auto note = [&](const model::SectorId& sector, const Words* words) { last[sector] = words; };
    if (const auto* const decline = std::get_if<model::Decline>(&entry.words.body)) {
      note(decline->sector, &entry.words);
    } else if (const auto* const release = std::get_if<model::Release>(&entry.words.body)) {
      note(release->sector, &entry.words);
    } else if (const auto* const resume = std::get_if<model::Resume>(&entry.words.body)) {
      note(resume->sector, nullptr);
    }
  }
  std::vector<Words> given_back;
  for (const auto& [sector, words] : last) {
    const bool is_received = words != nullptr && words->state == WordsState::received;
    const auto code = is_received ? code_of(words->body) : std::nullopt;
    if (code && words->written_at < since && wall - words->written_at < rest_after(*code)) {
      given_back.push_back(*words);
    }
  }
  return given_back;
}

std::size_t Outbox::waiting() const {
  return static_cast<std::size_t>(std::ranges::count_if(
      entries_, [](const Entry& entry) { return entry.words.state == WordsState::waiting; }));
}

bool Outbox::is_waiting(const model::Request& body) const {
  return std::ranges::any_of(entries_, [&](const Entry& entry) {
    return entry.words.state == WordsState::waiting && entry.words.body == body;
  });
}

std::vector<Words> Outbox::all() const {
  std::vector<Words> all;
  all.reserve(entries_.size());
  for (const Entry& entry : entries_) {
    all.push_back(entry.words);
  }
  return all;
}

std::optional<Words> Outbox::find(std::uint64_t uid) const {
  const auto entry = std::ranges::find_if(entries_, [&](const Entry& one) { return one.words.uid == uid; });
  return entry == entries_.end() ? std::nullopt : std::optional(entry->words);
}

}  // namespace selat::coordinate
