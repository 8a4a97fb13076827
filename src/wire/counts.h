#pragma once
// Counters <-> Protobuf, for the .cpp files of this folder. A counter of a closed enum travels as a column in
// the order of the enum, or as named counts; what a later version adds is left out.

#include <cstddef>
#include <string>
#include <vector>

#include "base/enum_names.h"
#include "model/named_count.h"
#include "wire/utf8.h"

namespace selat::wire {

// No process has more counters than this.
inline constexpr int kMostCounts = 1'000;

template <typename Enum, typename Column>
void write_column(const EnumCounts<Enum>& counts, Column& column) {
  column.Clear();
  if (counts.total() == 0) {
    return;
  }
  for (std::size_t i = 0; i < enum_count<Enum>; ++i) {
    column.Add(counts[static_cast<Enum>(i)]);
  }
}

template <typename Enum, typename Column>
[[nodiscard]] EnumCounts<Enum> read_column(const Column& column) {
  EnumCounts<Enum> counts;
  for (std::size_t i = 0; i < enum_count<Enum> && i < static_cast<std::size_t>(column.size()); ++i) {
    counts.add(static_cast<Enum>(i), column.Get(static_cast<int>(i)));
  }
  return counts;
}

// By name; zeros are left out.
template <typename Enum, typename Counts>
void write_names(const EnumCounts<Enum>& counts, Counts& wire) {
  for (std::size_t i = 0; i < enum_count<Enum>; ++i) {
    const auto value = static_cast<Enum>(i);
    if (counts[value] > 0) {
      auto& count = *wire.Add();
      count.set_name(std::string(name_of(value)));
      count.set_count(counts[value]);
    }
  }
}

template <typename Enum, typename Counts>
[[nodiscard]] EnumCounts<Enum> read_names(const Counts& wire) {
  EnumCounts<Enum> counts;
  for (const auto& count : wire) {
    if (const auto value = from_name<Enum>(count.name())) {
      counts.add(*value, count.count());
    }
  }
  return counts;
}

template <typename Counts>
void write_counts(const std::vector<model::NamedCount>& counts, Counts& wire) {
  for (const model::NamedCount& count : counts) {
    auto& added = *wire.Add();
    added.set_name(utf8_or_marked(count.name));
    added.set_count(count.count);
  }
}

template <typename Counts>
[[nodiscard]] std::vector<model::NamedCount> read_counts(const Counts& wire) {
  std::vector<model::NamedCount> counts;
  for (int i = 0; i < wire.size() && i < kMostCounts; ++i) {
    counts.push_back({.name = wire.Get(i).name(), .count = wire.Get(i).count()});
  }
  return counts;
}

}  // namespace selat::wire
