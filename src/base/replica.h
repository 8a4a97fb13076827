#pragma once
// A reader's copy of the state of a publisher, by key. A snapshot begins, is applied and ends; entries that
// it did not name no longer exist at the publisher and are removed here too. Between snapshots entries change
// one by one.
//
// Bounded: at `most` entries further keys are refused. A snapshot that does not end (the publisher died)
// removes nothing; the next one starts from the beginning. Pure; not thread-safe.

#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>

namespace selat {

template <typename Key, typename Value>
class Replica {
 public:
  explicit Replica(std::size_t most = SIZE_MAX) : most_(most) {}

  void begin_snapshot() { ++generation_; }

  // The entry as it is now; none when there is no room for another key.
  Value* put(const Key& key, Value value) {
    const auto found = entries_.find(key);
    if (found == entries_.end() && entries_.size() >= most_) {
      return nullptr;
    }
    Entry& entry = found == entries_.end() ? entries_[key] : found->second;
    entry = {.value = std::move(value), .generation = generation_};
    return &entry.value;
  }

  void erase(const Key& key) { entries_.erase(key); }

  // Calls `gone(key, value)` for every entry that was not put since the snapshot began, and drops it.
  template <typename Gone>
  void end_snapshot(Gone&& gone) {
    for (auto it = entries_.begin(); it != entries_.end();) {
      if (it->second.generation == generation_) {
        ++it;
        continue;
      }
      gone(it->first, std::as_const(it->second.value));
      it = entries_.erase(it);
    }
  }
  void end_snapshot() {
    end_snapshot([](const Key&, const Value&) {});
  }

  [[nodiscard]] const Value* find(const Key& key) const {
    const auto found = entries_.find(key);
    return found == entries_.end() ? nullptr : &found->second.value;
  }
  [[nodiscard]] std::size_t size() const { return entries_.size(); }

  // In the order of the keys.
  template <typename Visit>
  void for_each(Visit&& visit) const {
    for (const auto& [key, entry] : entries_) {
      visit(key, entry.value);
    }
  }

 private:
  struct Entry {
    Value value;
    std::uint64_t generation = 0;
  };
  std::map<Key, Entry> entries_;
  std::uint64_t generation_ = 0;
  std::size_t most_;
};

}  // namespace selat
