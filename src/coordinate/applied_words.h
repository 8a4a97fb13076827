#pragma once
// The uids of persons' words that were applied, so that words that are sent again, by another process or to a
// restarted server, are answered again and not applied again.
//
// Bounded: at `most` the uid that was noted first is forgotten. Pure; not thread-safe.

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "model/log_entry.h"

namespace selat::coordinate {

class AppliedWords {
 public:
  // `entries`: the newest of the log, the oldest first; only those that persons wrote count.
  explicit AppliedWords(const std::vector<model::LogEntry>& entries, std::size_t most = 20'000)
      : most_(most) {
    for (const model::LogEntry& entry : entries) {
      if (entry.from_term == 0) {
        note(entry.from, entry.request, entry.reference);
      }
    }
  }

  // What was answered to these words (the id of a context entry, or nothing); nullptr: they are new.
  [[nodiscard]] const std::string* find(const model::ControlPointId& from, std::uint64_t uid) const {
    const auto found = answers_.find({from, uid});
    return found == answers_.end() ? nullptr : &found->second;
  }

  void note(const model::ControlPointId& from, std::uint64_t uid, std::string reference) {
    const Key key(from, uid);
    if (answers_.insert_or_assign(key, std::move(reference)).second) {
      order_.push_back(key);
    }
    if (order_.size() > most_) {
      answers_.erase(order_.front());
      order_.pop_front();
    }
  }

 private:
  using Key = std::pair<model::ControlPointId, std::uint64_t>;
  std::size_t most_;
  std::map<Key, std::string> answers_;
  std::deque<Key> order_;
};

}  // namespace selat::coordinate
