// The state as bytes, and back.
#include <bit>
#include <cstring>

#include "base/archive.h"
#include "base/check.h"
#include "base/fingerprint.h"
#include "detect/engine_impl.h"
#include "detect/rule_table.h"

namespace selat::detect {

// What the state's bytes depend on besides the state.
std::uint64_t Engine::Impl::layout() const {
  std::uint64_t seed = join(sizeof(MmsiRecord), sizeof(track::Tracker));
  seed = join(seed, join(sizeof(track::Fix), sizeof(model::Report)));
  seed = join(seed, join(sizeof(model::Anomaly), vessel_fold->memory_bytes()));
  seed = join(seed, static_cast<std::uint64_t>(options.lateness.in_microseconds()));
  for (const RuleDescription& rule : rule_table()) {
    seed = join(join(seed, fingerprint(rule.id)), rule.version);
    const auto found = options.rules.find(rule.id);
    const RuleOptions chosen = found == options.rules.end() ? RuleOptions{} : found->second;
    seed = join(seed, chosen.is_on ? 1 : 0);
    for (const auto& [key, value] : chosen.thresholds) {
      seed = join(join(seed, fingerprint(key)), std::bit_cast<std::uint64_t>(value));
    }
  }
  return seed;
}

template <typename Archive>
void Engine::Impl::archive_plain(Archive& archive) {
  archive(sources, stations, anomalies, tracks, begun_before, time_jumps, watermark, latest_at, clock,
          stepped_since, comparisons, has_watermark, counters);
}

std::string Engine::Impl::save() {
  evaluate();
  ArchiveWriter writer;
  std::uint64_t own = layout(), content = 0;
  writer(own, content);
  contexts.save(writer);
  archive_plain(writer);
  auto count = static_cast<std::uint64_t>(records.size());
  writer(count);
  for (MmsiRecord* record : records.records()) {
    writer(record->mmsi, *record);
  }
  for (auto& monitor : pair_monitors) {
    monitor->save(writer);
  }
  for (auto& rule : fleet_rules) {
    rule->save(writer);
  }
  for (auto& monitor : area_monitors) {
    monitor->save(writer);
  }
  std::string bytes = writer.take();
  content = fingerprint(std::string_view(bytes).substr(sizeof own + sizeof content));
  std::memcpy(bytes.data() + sizeof own, &content, sizeof content);
  return bytes;
}

bool Engine::Impl::load(std::string_view bytes) {
  ArchiveReader head(bytes);
  std::uint64_t own = 0, content = 0;
  head(own, content);
  if (head.has_failed() || own != layout() || content != fingerprint(bytes.substr(2 * sizeof content))) {
    return false;
  }
  ArchiveReader reader(bytes.substr(2 * sizeof content));
  contexts.load(reader);
  archive_plain(reader);
  std::uint64_t count = 0;
  for (reader(count); count > 0 && !reader.has_failed(); --count) {
    model::Mmsi mmsi;
    reader(mmsi);
    reader(records.add(mmsi));
  }
  for (auto& monitor : pair_monitors) {
    monitor->load(reader);
  }
  for (auto& rule : fleet_rules) {
    rule->load(reader);
  }
  for (auto& monitor : area_monitors) {
    monitor->load(reader);
  }
  require(!reader.has_failed() && reader.is_at_end(), "the engine's state does not match its own layout");
  restore_derived();
  return true;
}

// What follows from the rest is not in the bytes.
void Engine::Impl::restore_derived() {
  keeper->recount(records.records());
  for (MmsiRecord* record : records.records()) {
    wake_later(*record);
  }
  for (Instant minute = ceil_to_minute(pair_horizon()); minute <= clock; minute = minute + Span::minutes(1)) {
    grids.begin(minute);
    for (auto& monitor : pair_monitors) {
      monitor->begin_minute(minute);
    }
    for (const MmsiRecord* record : records.records()) {
      if (minute <= MmsiTable::swept_at(record->mmsi, clock)) {
        search(*record, minute);
      }
    }
  }
}

}  // namespace selat::detect
