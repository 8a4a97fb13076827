#pragma once
// What rules judge by besides the reports: zones and the watch list, in a version that never changes. Another
// version takes its place from an instant on; an anomaly names the version it was judged by. So the same
// reports and the same versions give the same anomalies. One thread.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "detect/zone_context.h"
#include "model/watch_entry.h"
#include "units/instant.h"

namespace selat {
class ArchiveReader;
class ArchiveWriter;
}  // namespace selat

namespace selat::detect {

// An entry of the watch list, with the forms in which it is compared.
struct ListedVessel {
  model::WatchEntry entry;
  std::string name, call_sign;  // normalised
};

class Context {
 public:
  // `zones_since`: since when each zone is in force; empty: they always were.
  Context(std::vector<model::Zone> zones, std::vector<model::WatchEntry> watch_list,
          std::vector<Instant> zones_since = {});

  [[nodiscard]] const ZoneContext& zones() const { return zones_; }
  [[nodiscard]] Instant zone_since(std::size_t zone) const {
    return zones_since_.empty() ? Instant() : zones_since_[zone];
  }
  [[nodiscard]] std::span<const ListedVessel> watch_list() const { return watch_list_; }
  // Follows from the content: the same content has the same version everywhere. Never 0.
  [[nodiscard]] std::uint64_t version() const { return version_; }

 private:
  ZoneContext zones_;
  std::vector<ListedVessel> watch_list_;
  std::vector<Instant> zones_since_;
  std::uint64_t version_ = 0;
};

// The versions by the time from which each is in force. The first is in force from the beginning of time.
class ContextHistory {
 public:
  explicit ContextHistory(std::shared_ptr<const Context> first) {
    versions_.push_back({{}, std::move(first)});
  }

  using Index = std::uint32_t;  // grows with each version; stays a version's own

  // `from` must not be before the version that was added last.
  void add(Instant from, std::shared_ptr<const Context> context);
  // Since when each of these zones is in force where they are added from then on: what has the same id in the
  // newest version goes on.
  [[nodiscard]] std::vector<Instant> zones_since(const std::vector<model::Zone>& zones, Instant from) const;
  // Forgets the versions that were in force before `before` only; their indices must not be used any more.
  // The oldest that is left counts as in force from the beginning of time.
  void forget_before(Instant before);
  [[nodiscard]] Index at(Instant when) const;
  [[nodiscard]] const Context& operator[](Index index) const { return *versions_[index - first_].context; }
  // When the version after `index` takes its place; kNever when there is none.
  [[nodiscard]] Instant ends_at(Index index) const;
  [[nodiscard]] std::size_t size() const { return versions_.size(); }
  [[nodiscard]] const Context& newest() const { return *versions_.back().context; }
  // All versions with their indices and times, as bytes; and back, in place of those there are.
  void save(ArchiveWriter& writer) const;
  void load(ArchiveReader& reader);

 private:
  struct Version {
    Instant from;
    std::shared_ptr<const Context> context;
  };
  std::vector<Version> versions_;
  Index first_ = 0;  // of the oldest that is kept
};

}  // namespace selat::detect
