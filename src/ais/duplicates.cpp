#include "ais/duplicates.h"

#include <algorithm>
#include <utility>

namespace selat::ais {

namespace {
constexpr std::size_t kFirstSlots = 1024;

[[nodiscard]] Span distance(Instant a, Instant b) {
  return a < b ? b - a : a - b;
}
}  // namespace

Duplicates::Duplicates(const DuplicateOptions& options) : options_(options) {
  options_.max_entries = std::max<std::size_t>(options_.max_entries, 2);
}

bool Duplicates::is_first(std::uint64_t fingerprint, Instant observed_at, Instant received_at) {
  const std::uint64_t key = fingerprint == 0 ? 1 : fingerprint;
  rotate(received_at);
  for (Generation* generation : {&current_, &previous_}) {
    Entry* known = generation->find(key);
    if (known == nullptr) {
      continue;
    }
    if (distance(known->observed_at, observed_at) <= options_.window) {
      ++duplicates_;
      return false;
    }
    if (generation == &current_) {
      known->observed_at = observed_at;  // the same bits, sent again
      return true;
    }
  }
  current_.insert({key, observed_at});
  return true;
}

void Duplicates::rotate(Instant now) {
  if (!current_since_) {
    current_since_ = now;
  }
  const bool is_over = distance(now, *current_since_) > options_.window;
  const bool is_full = current_.size() >= options_.max_entries / 2;
  if (!is_over && !is_full) {
    return;
  }
  if (!is_over) {
    evicted_ += previous_.size();
  }
  std::swap(current_, previous_);
  current_.clear();
  current_since_ = now;
}

Duplicates::Entry* Duplicates::Generation::find(std::uint64_t fingerprint) {
  if (slots_.empty()) {
    return nullptr;
  }
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = fingerprint & mask; slots_[at].fingerprint != 0; at = (at + 1) & mask) {
    if (slots_[at].fingerprint == fingerprint) {
      return &slots_[at];
    }
  }
  return nullptr;
}

void Duplicates::Generation::insert(const Entry& entry) {
  if ((size_ + 1) * 2 > slots_.size()) {
    grow();
  }
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = entry.fingerprint & mask;
  while (slots_[at].fingerprint != 0) {
    at = (at + 1) & mask;
  }
  slots_[at] = entry;
  ++size_;
}

void Duplicates::Generation::clear() {
  std::fill(slots_.begin(), slots_.end(), Entry{});
  size_ = 0;
}

void Duplicates::Generation::grow() {
  std::vector<Entry> smaller(slots_.empty() ? kFirstSlots : slots_.size() * 2);
  std::swap(slots_, smaller);
  size_ = 0;
  for (const Entry& entry : smaller) {
    if (entry.fingerprint != 0) {
      insert(entry);
    }
  }
}

}  // namespace selat::ais
