#pragma once
// From the sentences of one feed to what its radar says: TTM and TLL become reports, with the position that
// range, bearing and the radar's own position give. One object a feed; sentences in the order they came; not
// thread-safe; no allocation for each sentence. Every sentence is accounted for: counters().adds_up() holds.

#include <cstdint>
#include <optional>

#include "base/enum_names.h"
#include "geo/position.h"
#include "model/radar_report.h"
#include "nmea/observation_time.h"
#include "nmea/other_sentence.h"
#include "radar/feed_clock.h"
#include "radar/known_radars.h"
#include "radar/own_ships.h"
#include "radar/problem.h"
#include "radar/sentence.h"
#include "units/angle.h"

namespace selat::radar {

// A plot is of now: its time is not ahead by more than clocks may differ.
inline constexpr nmea::TimePolicy kTimesOfRadars = {.max_ahead = Span::seconds(5),
                                                    .max_behind = std::nullopt};

struct SentenceReceiverOptions {
  // The source of reports whose sentence names none.
  model::SourceName source = "feed";
  nmea::TimePolicy time = kTimesOfRadars;
  KnownRadars* radars = nullptr;  // of the feed; outlives the receiver; null: none
  // Of a radar that is not among them, and whose feed says neither.
  std::optional<geo::Position> position = std::nullopt;
  std::optional<Bearing> heading = std::nullopt;
};

struct SentenceCounters {
  std::uint64_t sentences = 0;
  std::uint64_t reports = 0;             // of these: TTM and TLL, each of which became a report
  std::uint64_t own_ship = 0;            // of these: position, time or heading of the radar's own vessel
  EnumCounts<SentenceProblem> problems;  // of these: dropped, and why
  EnumCounts<Warning> warnings;          // reports kept, with something unusual

  [[nodiscard]] bool adds_up() const { return sentences == reports + own_ship + problems.total(); }
  void add(const SentenceCounters& more);
};

struct ReceivedReport {
  model::RadarReport report;
  Warnings warnings;
};

class SentenceReceiver {
 public:
  explicit SentenceReceiver(const SentenceReceiverOptions& options = {}) : options_(options) {}

  // The report that the sentence made, valid until the next call; nullptr if it made none.
  // is_radar_sentence() holds for it.
  [[nodiscard]] const ReceivedReport* take(const nmea::OtherSentence& sentence);

  [[nodiscard]] const SentenceCounters& counters() const { return counters_; }

 private:
  void take_target(const TargetSentence& target, const nmea::OtherSentence& sentence);
  void take_measurement(const TargetSentence& target, Instant sent_at, const KnownRadar* known);
  // True, if it can be told.
  [[nodiscard]] std::optional<Bearing> true_bearing(const TargetSentence& target, Instant sent_at,
                                                    const KnownRadar* known);
  void warn(Warning warning);

  SentenceReceiverOptions options_;
  SentenceCounters counters_;
  FeedClock clock_;
  OwnShips own_ships_;
  ReceivedReport received_;  // kept to be used again
};

}  // namespace selat::radar
