#pragma once
// Fixes in one piece of memory, taken away at the front: a vessel's fixes are seldom in the processor's
// cache, and of a std::deque each look costs two more misses. References end with the next insert or pop. One
// thread.

#include <algorithm>
#include <cstddef>
#include <vector>

#include "track/fix.h"

namespace selat::track {

class FixQueue {
 public:
  using Iterator = std::vector<Fix>::iterator;
  using ConstIterator = std::vector<Fix>::const_iterator;

  [[nodiscard]] Iterator begin() { return fixes_.begin() + static_cast<std::ptrdiff_t>(popped_); }
  [[nodiscard]] Iterator end() { return fixes_.end(); }
  [[nodiscard]] ConstIterator begin() const { return fixes_.begin() + static_cast<std::ptrdiff_t>(popped_); }
  [[nodiscard]] ConstIterator end() const { return fixes_.end(); }
  [[nodiscard]] std::size_t size() const { return fixes_.size() - popped_; }
  [[nodiscard]] bool empty() const { return size() == 0; }
  [[nodiscard]] Fix& operator[](std::size_t index) { return fixes_[popped_ + index]; }
  [[nodiscard]] const Fix& operator[](std::size_t index) const { return fixes_[popped_ + index]; }
  [[nodiscard]] const Fix& front() const { return fixes_[popped_]; }
  [[nodiscard]] const Fix& back() const { return fixes_.back(); }

  // Before the fix that has this index now.
  void insert(std::size_t index, const Fix& fix) {
    if (fixes_.size() == fixes_.capacity()) {
      make_room();
    }
    fixes_.insert(begin() + static_cast<std::ptrdiff_t>(index), fix);
  }
  void pop_front() { ++popped_; }

  template <typename Archive>
  void archive(Archive& archive) {
    forget_popped();
    archive(fixes_);
  }

 private:
  // Most often the place of those that were popped is enough.
  void make_room() {
    constexpr std::size_t kStep = 8;
    if (popped_ < kStep) {
      fixes_.reserve(fixes_.size() + std::max(kStep, fixes_.size() / 4));
    }
    forget_popped();
  }
  void forget_popped() {
    fixes_.erase(fixes_.begin(), begin());
    popped_ = 0;
  }

  std::vector<Fix> fixes_;
  std::size_t popped_ = 0;  // of them, still at the front
};

}  // namespace selat::track
