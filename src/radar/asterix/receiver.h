#pragma once
// From ASTERIX data blocks to what radars say: reports of targets, and of themselves. CAT 010, 034, 048, 062,
// 063 and 065; blocks of others, and items that nobody here reads, are counted. One object a feed; not
// thread-safe; no allocation for each record. Every record is accounted for: counters().adds_up() holds.

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <unordered_map>

#include "base/enum_names.h"
#include "geo/position.h"
#include "model/radar_report.h"
#include "nmea/observation_time.h"
#include "radar/asterix/item.h"
#include "radar/known_radars.h"
#include "radar/problem.h"
#include "radar/sentence_receiver.h"

namespace selat::radar {

struct AsterixOptions {
  KnownRadars* radars = nullptr;  // of the feed; outlives the receiver; null: none
  // Of radars that are not among them, and do not say where they are (CAT 034, item 120).
  std::optional<geo::Position> position = std::nullopt;
  nmea::TimePolicy time = kTimesOfRadars;
};

struct ReceivedStatus {
  model::RadarStatus status;
  Warnings warnings;
};

struct AsterixSink {
  std::function<void(const ReceivedReport&)> take_report;
  std::function<void(const ReceivedStatus&)> take_status;
};

struct AsterixCounters {
  std::uint64_t bytes = 0;
  std::uint64_t blocks = 0;
  std::uint64_t bad_blocks = 0;                         // of a length that cannot be, or cut short
  std::array<std::uint64_t, 256> unknown_categories{};  // blocks, by category
  std::uint64_t records = 0;                            // of known categories, whatever became of them
  std::uint64_t reports = 0;
  std::uint64_t statuses = 0;
  std::uint64_t items_unread = 0;
  EnumCounts<RecordProblem> problems;  // records dropped; but for value_impossible and source_missing with
                                       // what follows in their block
  EnumCounts<Warning> warnings;        // reports kept, with something unusual

  [[nodiscard]] bool adds_up() const { return records == reports + statuses + problems.total(); }
  [[nodiscard]] std::uint64_t unknown_blocks() const;
  void add(const AsterixCounters& more);
};

class AsterixReceiver {
 public:
  explicit AsterixReceiver(const AsterixOptions& options = {}) : options_(options) {}

  // Whole blocks, as a datagram holds them. False if there was one whose length cannot be: what follows it
  // was dropped.
  bool take(Bytes blocks, Instant received_at, const AsterixSink& sink);

  [[nodiscard]] const AsterixCounters& counters() const { return counters_; }

 private:
  // As many radars' positions are remembered; of more, what the options say holds.
  static constexpr std::size_t kMostRadars = 1'024;

  void take_block(Bytes records, const Category& category, Instant received_at, const AsterixSink& sink);
  void take_record(const Category& category, Instant received_at, const AsterixSink& sink);
  [[nodiscard]] Warnings take_time(Instant received_at, Instant& observed_at, Instant& at);
  void take_report(const Category& category, Instant received_at, const AsterixSink& sink);
  void take_status(const Category& category, Instant received_at, const AsterixSink& sink);
  void place(model::RadarReport& report, const KnownRadar* known, Warnings& warnings) const;
  void count(Warnings warnings);
  // Of what is no report of a target.
  [[nodiscard]] model::SourceName name_of_source(const model::SourceName& sent_as) const;

  AsterixOptions options_;
  AsterixCounters counters_;
  std::unordered_map<std::uint16_t, geo::Position> radars_;  // by SAC and SIC
  Record record_;                                            // kept to be used again
};

// How many of the bytes are whole blocks; all, where one says a length that cannot be.
[[nodiscard]] std::size_t size_of_whole_blocks(Bytes bytes);

}  // namespace selat::radar
