#pragma once
// Gives the names of sources small numbers. Bounded, since a hostile feed may invent names without end: when
// all numbers are used, further names share number 0, "(other)".

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "model/report.h"
#include "track/fix.h"

namespace selat::track {

class SourceTable {
 public:
  static constexpr std::size_t kCapacity = kMostSource + 1;

  SourceTable() { names_.emplace_back("(other)"); }

  std::uint16_t index_of(const model::SourceName& name) {
    if (names_.size() > 1 && names_[last_] == name) {
      return last_;
    }
    if (const auto found = index_.find(name); found != index_.end()) {
      return last_ = found->second;
    }
    if (names_.size() >= kCapacity) {
      return 0;
    }
    names_.push_back(name);
    last_ = static_cast<std::uint16_t>(names_.size() - 1);
    index_.emplace(name, last_);
    return last_;
  }
  [[nodiscard]] const model::SourceName& name_of(std::uint16_t index) const { return names_[index]; }
  [[nodiscard]] std::size_t size() const { return names_.size(); }

  template <typename Archive>
  void archive(Archive& archive) {
    archive(names_);
    index_.clear();
    for (std::size_t i = 1; i < names_.size(); ++i) {
      index_.emplace(names_[i], static_cast<std::uint16_t>(i));
    }
    last_ = 0;
  }

 private:
  std::vector<model::SourceName> names_;
  std::unordered_map<model::SourceName, std::uint16_t> index_;
  std::uint16_t last_ = 0;
};

}  // namespace selat::track
