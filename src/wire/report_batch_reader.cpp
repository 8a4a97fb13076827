// How a received ReportBatch becomes reports.

#include <optional>
#include <string_view>
#include <vector>

#include "selat/v1/report.pb.h"
#include "wire/dimensions.h"
#include "wire/reading.h"
#include "wire/report_batch.h"
#include "wire/report_columns.h"

namespace selat::wire {

namespace {

// Differences wrap around instead of overflowing, as they were made.
std::int64_t sum(std::int64_t a, std::int64_t b) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b));
}

void read_header(Reading& reading, const v1::ReportHeader& wire, model::ReportHeader& header) {
  header.mmsi = reading.mmsi(wire.mmsi());
  header.message_type =
      static_cast<std::uint8_t>(reading.at_most<std::uint32_t>(wire.message_type(), kLargestMessageType));
  header.transponder = reading.enumeration<model::Transponder>(wire.transponder());
  header.observed_at = reading.instant(wire.observed_at_unix_us());
  header.received_at = reading.instant(wire.received_at_unix_us());
  header.source = reading.identity<model::SourceName>(wire.source());
  header.fingerprint = wire.fingerprint();
}

model::StaticReport read_static(Reading& reading, const v1::StaticReport& wire) {
  model::StaticReport report;
  if (!wire.has_header()) {
    reading.fail(WireProblem::missing_field);
    return report;
  }
  read_header(reading, wire.header(), report);
  if (wire.has_imo()) {
    report.imo = wire.imo();
  }
  if (wire.has_call_sign()) {
    report.call_sign.emplace(std::string_view(wire.call_sign()));
  }
  if (wire.has_name()) {
    report.name.emplace(std::string_view(wire.name()));
  }
  if (wire.has_ship_type()) {
    report.ship_type = static_cast<std::uint8_t>(reading.at_most<std::uint32_t>(wire.ship_type(), 255));
  }
  if (wire.has_dimensions()) {
    report.dimensions = reading.value(dimensions_from_wire(wire.dimensions()));
  }
  if (wire.has_draught_dm()) {
    report.draught = Distance::metres(reading.at_most(wire.draught_dm(), kLargestDraught_dm) / 10.0);
  }
  if (wire.has_destination()) {
    report.destination.emplace(std::string_view(wire.destination()));
  }
  if (wire.has_eta()) {
    report.eta.emplace(std::string_view(wire.eta()));
  }
  if (wire.has_mothership_mmsi()) {
    report.mothership = reading.mmsi(wire.mothership_mmsi());
  }
  return report;
}

model::SafetyReport read_safety(Reading& reading, const v1::SafetyReport& wire) {
  model::SafetyReport report;
  if (!wire.has_header()) {
    reading.fail(WireProblem::missing_field);
    return report;
  }
  read_header(reading, wire.header(), report);
  report.text = std::string_view(wire.text());
  return report;
}

model::AlsoHeard read_also_heard(Reading& reading, const v1::ReportHeader& wire) {
  model::AlsoHeard report;
  read_header(reading, wire, report);
  return report;
}

// Walks the columns of one batch, one report a step.
class ColumnReader {
 public:
  explicit ColumnReader(const v1::PositionColumns& columns)
      : columns_(columns), observed_us_(columns.base_unix_us()) {
    sources_.reserve(static_cast<std::size_t>(columns.source_names_size()));
    for (const auto& name : columns.source_names()) {
      const bool fits = name.size() <= model::SourceName::capacity();
      sources_.push_back(fits ? std::optional(model::SourceName(name)) : std::nullopt);
    }
  }

  [[nodiscard]] bool are_lengths_equal() const {
    const int size = columns_.mmsi_size();
    return columns_.source_index_size() == size && columns_.observed_at_delta_us_size() == size &&
           columns_.received_after_us_size() == size && columns_.latitude_e7_size() == size &&
           columns_.longitude_e7_size() == size && columns_.sog_001kn_size() == size &&
           columns_.cog_01deg_size() == size && columns_.heading_deg_size() == size &&
           columns_.turn_rate_001deg_min_size() == size && columns_.flags_size() == size &&
           columns_.fingerprint_size() == size;
  }
  [[nodiscard]] int size() const { return columns_.mmsi_size(); }

  // Reads the next report into `report`, or returns what is wrong with it. Moves on in both cases.
  std::optional<WireProblem> next(model::PositionReport& report) {
    const int i = index_++;
    observed_us_ = sum(observed_us_, columns_.observed_at_delta_us(i));
    const std::int64_t received_us = sum(observed_us_, columns_.received_after_us(i));
    const auto altitude = altitude_of(i);
    const std::uint32_t source = columns_.source_index(i);
    if (source >= sources_.size()) {
      return WireProblem::index_out_of_range;
    }
    const auto& source_name = sources_[source];
    if (!source_name) {
      return WireProblem::text_too_long;
    }
    const std::uint32_t flags = columns_.flags(i);
    const std::uint32_t transponder = (flags >> kTransponderShift & 0x7) - 1;
    if (transponder >= enum_count<model::Transponder>) {
      return WireProblem::unknown_enum;
    }
    const std::uint32_t sog = columns_.sog_001kn(i);
    const std::uint32_t cog = columns_.cog_01deg(i);
    const std::uint32_t heading = columns_.heading_deg(i);
    const std::int32_t turn = columns_.turn_rate_001deg_min(i);
    const bool is_sound = columns_.mmsi(i) <= kLargestMmsi && is_time(observed_us_) && is_time(received_us) &&
                          sog <= kLargestSog + 1 && cog <= 3600 && heading <= 360 && flags <= kAllFlags &&
                          (flags & kMessageTypeMask) <= kLargestMessageType &&
                          (turn == kNoTurnRate || (turn >= -kLargestTurnRate && turn <= kLargestTurnRate)) &&
                          (!altitude || std::abs(std::int64_t{*altitude}) <= kLargestAltitude_m);
    if (!is_sound) {
      return WireProblem::out_of_domain;
    }

    report.mmsi = model::Mmsi(columns_.mmsi(i));
    report.message_type = static_cast<std::uint8_t>(flags & kMessageTypeMask);
    report.transponder = static_cast<model::Transponder>(transponder);
    report.observed_at = Instant::unix_microseconds(observed_us_);
    report.received_at = Instant::unix_microseconds(received_us);
    report.source = *source_name;
    report.fingerprint = columns_.fingerprint(i);
    report.position = position(columns_.latitude_e7(i), columns_.longitude_e7(i));
    report.sog = sog == 0 ? std::nullopt : std::optional(Speed::knots((sog - 1) / 100.0));
    report.cog = cog == 0 ? std::nullopt : std::optional(Bearing::degrees((cog - 1) / 10.0));
    report.heading = heading == 0 ? std::nullopt : std::optional(Bearing::degrees(heading - 1));
    report.turn_rate =
        turn == kNoTurnRate ? std::nullopt : std::optional(TurnRate::degrees_per_minute(turn / 100.0));
    report.status = static_cast<model::NavigationStatus>(flags >> kStatusShift & 0xF);
    report.is_high_accuracy = (flags & kHighAccuracy) != 0;
    report.has_raim = (flags & kRaim) != 0;
    report.is_dead_reckoning = (flags & kDeadReckoning) != 0;
    report.is_sog_at_limit = (flags & kSogAtLimit) != 0;
    report.is_off_position =
        (flags & kOffPositionKnown) != 0 ? std::optional((flags & kOffPosition) != 0) : std::nullopt;
    report.altitude = altitude ? std::optional(Distance::metres(*altitude)) : std::nullopt;
    return std::nullopt;
  }

  // Altitudes that belong to no report, or stand in the wrong order.
  [[nodiscard]] bool has_stray_altitudes() const { return next_altitude_ != columns_.altitudes_size(); }

 private:
  std::optional<std::int32_t> altitude_of(int index) {
    if (next_altitude_ == columns_.altitudes_size()) [[likely]] {
      return std::nullopt;
    }
    const auto& altitude = columns_.altitudes(next_altitude_);
    if (altitude.index() != static_cast<std::uint32_t>(index)) {
      return std::nullopt;
    }
    ++next_altitude_;
    return altitude.altitude_m();
  }

  static std::optional<geo::Position> position(std::int32_t latitude_e7, std::int32_t longitude_e7) {
    if (latitude_e7 == kNoLatitude_e7 || longitude_e7 == kNoLongitude_e7) {
      return std::nullopt;
    }
    return geo::Position::e7(latitude_e7, longitude_e7);
  }

  const v1::PositionColumns& columns_;
  std::vector<std::optional<model::SourceName>> sources_;
  std::int64_t observed_us_;
  int index_ = 0;
  int next_altitude_ = 0;
};

// Hands on the reports of one batch: in the order that it names, or without one kind by kind.
class BatchReader {
 public:
  BatchReader(const v1::ReportBatch& batch, const std::function<void(const model::Report&)>& visit)
      : batch_(batch), visit_(visit), columns_(batch.positions()) {}

  ReportsRead read() {
    const auto total =
        static_cast<std::size_t>(columns_.size()) + static_cast<std::size_t>(batch_.statics_size()) +
        static_cast<std::size_t>(batch_.safety_size()) + static_cast<std::size_t>(batch_.also_heard_size());
    if (total > kMostReportsRead ||
        static_cast<std::size_t>(batch_.positions().source_names_size()) > kMostReportsRead) {
      read_.problems.add(WireProblem::too_many);
      return read_;
    }
    has_columns_ = columns_.are_lengths_equal();
    if (!has_columns_) {
      read_.problems.add(WireProblem::column_lengths);
    }
    if (!batch_.order().empty() && !follow_order(total)) {
      read_.problems.add(WireProblem::column_lengths);
    }
    hand_on_the_rest();
    if (has_columns_ && columns_.has_stray_altitudes()) {
      read_.problems.add(WireProblem::index_out_of_range);
    }
    return read_;
  }

 private:
  // False when the order names reports that are not there, or leaves some out; those come afterwards.
  bool follow_order(std::size_t total) {
    for (const char kind : batch_.order()) {
      const bool is_there = kind == kPosition    ? next_position()
                            : kind == kStatic    ? next_static()
                            : kind == kSafety    ? next_safety()
                            : kind == kAlsoHeard ? next_also_heard()
                                                 : false;
      if (!is_there && !(kind == kPosition && !has_columns_)) {
        return false;
      }
    }
    return batch_.order().size() == total || !has_columns_;
  }

  void hand_on_the_rest() {
    while (next_position()) {
    }
    while (next_static()) {
    }
    while (next_safety()) {
    }
    while (next_also_heard()) {
    }
  }

  bool next_position() {
    if (!has_columns_ || position_ == columns_.size()) {
      return false;
    }
    ++position_;
    // The variant stays a position report: only its fields are written again.
    if (const auto problem = columns_.next(*std::get_if<model::PositionReport>(&position_report_))) {
      read_.problems.add(*problem);
    } else {
      ++read_.reports;
      visit_(position_report_);
    }
    return true;
  }
  bool next_static() { return next_of(batch_.statics(), static_, read_static); }
  bool next_safety() { return next_of(batch_.safety(), safety_, read_safety); }
  bool next_also_heard() { return next_of(batch_.also_heard(), also_heard_, read_also_heard); }

  // Hands on the one at `next`; false when there are no more.
  template <typename Wires, typename Read>
  bool next_of(const Wires& wires, int& next, Read read_one) {
    if (next == wires.size()) {
      return false;
    }
    Reading reading;
    const model::Report report = read_one(reading, wires[next++]);
    if (const auto problem = reading.problem()) {
      read_.problems.add(*problem);
    } else {
      ++read_.reports;
      visit_(report);
    }
    return true;
  }

  const v1::ReportBatch& batch_;
  const std::function<void(const model::Report&)>& visit_;
  ReportsRead read_;
  ColumnReader columns_;
  model::Report position_report_;
  bool has_columns_ = false;
  int position_ = 0;
  int static_ = 0;
  int safety_ = 0;
  int also_heard_ = 0;
};

}  // namespace

ReportsRead read_reports(const v1::ReportBatch& batch,
                         const std::function<void(const model::Report&)>& visit) {
  return BatchReader(batch, visit).read();
}

}  // namespace selat::wire
