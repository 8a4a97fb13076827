#include "wire/report_batch.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "selat/v1/report.pb.h"
#include "wire/dimensions.h"
#include "wire/envelope.h"
#include "wire/reading.h"

namespace selat::wire {

namespace {

constexpr char kPosition = 0;
constexpr char kStatic = 1;
constexpr char kSafety = 2;
constexpr char kAlsoHeard = 3;

constexpr std::int32_t kNoLatitude_e7 = 910'000'000;
constexpr std::int32_t kNoLongitude_e7 = 1'810'000'000;
constexpr std::int32_t kNoTurnRate = 100'000;
constexpr std::int32_t kLargestTurnRate = 72'000;  // hundredths of °/min
constexpr std::uint32_t kLargestSog = 110'000;     // hundredths of a knot; SAR aircraft reach 1022 kn
constexpr std::int32_t kLargestAltitude_m = 100'000;
constexpr std::uint32_t kLargestDraught_dm = 1'000;
constexpr std::uint8_t kLargestMessageType = 27;

// The flags column.
constexpr std::uint32_t kMessageTypeMask = 0x1F;
constexpr int kStatusShift = 5;
constexpr int kTransponderShift = 9;
constexpr std::uint32_t kHighAccuracy = 1U << 12;
constexpr std::uint32_t kRaim = 1U << 13;
constexpr std::uint32_t kDeadReckoning = 1U << 14;
constexpr std::uint32_t kSogAtLimit = 1U << 15;
constexpr std::uint32_t kOffPositionKnown = 1U << 16;
constexpr std::uint32_t kOffPosition = 1U << 17;
constexpr std::uint32_t kAllFlags = (1U << 18) - 1;

std::uint32_t flags_of(const model::PositionReport& report) {
  std::uint32_t flags = report.message_type & kMessageTypeMask;
  flags |= static_cast<std::uint32_t>(report.status) << kStatusShift;
  flags |= (static_cast<std::uint32_t>(report.transponder) + 1) << kTransponderShift;
  flags |= report.is_high_accuracy ? kHighAccuracy : 0;
  flags |= report.has_raim ? kRaim : 0;
  flags |= report.is_dead_reckoning ? kDeadReckoning : 0;
  flags |= report.is_sog_at_limit ? kSogAtLimit : 0;
  if (report.is_off_position) {
    flags |= kOffPositionKnown | (*report.is_off_position ? kOffPosition : 0);
  }
  return flags;
}

// Rounds to whole steps; nothing when outside [0, largest] or not a number.
std::optional<std::uint32_t> steps(double number, std::uint32_t largest) {
  if (!(number > -0.5 && number < largest + 0.5)) {
    return std::nullopt;
  }
  // Counted in halves, where adding 0.5 would lift the number just below it; std::lround() would be a call.
  return (static_cast<std::uint32_t>(2 * number) + 1) / 2;
}

std::uint32_t sog_column(const std::optional<Speed>& sog) {
  const auto hundredths = sog ? steps(sog->in_knots() * 100.0, kLargestSog) : std::nullopt;
  return hundredths ? *hundredths + 1 : 0;
}

std::uint32_t bearing_column(const std::optional<Bearing>& bearing, double steps_per_degree) {
  if (!bearing) {
    return 0;
  }
  const auto circle = static_cast<std::uint32_t>(360 * steps_per_degree);
  const auto whole = steps(bearing->in_degrees() * steps_per_degree, circle);
  return whole ? *whole % circle + 1 : 0;
}

std::int32_t turn_rate_column(const std::optional<TurnRate>& rate) {
  if (!rate) {
    return kNoTurnRate;
  }
  const double hundredths = std::round(rate->in_degrees_per_minute() * 100.0);
  return std::abs(hundredths) <= kLargestTurnRate ? static_cast<std::int32_t>(hundredths) : kNoTurnRate;
}

// Differences wrap around instead of overflowing; the reader adds them the same way.
std::int64_t difference(std::int64_t a, std::int64_t b) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) - static_cast<std::uint64_t>(b));
}
std::int64_t sum(std::int64_t a, std::int64_t b) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b));
}

// Texts are assigned in place: set_…(data, size) would make a string of its own first.
void write_header(const model::ReportHeader& header, v1::ReportHeader& wire) {
  wire.set_mmsi(header.mmsi.number());
  wire.set_message_type(header.message_type);
  wire.set_transponder(enum_to_wire<v1::Transponder>(header.transponder));
  wire.set_observed_at_unix_us(to_wire(header.observed_at));
  wire.set_received_at_unix_us(to_wire(header.received_at));
  wire.mutable_source()->assign(header.source.view());
  wire.set_fingerprint(header.fingerprint);
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

  // Fills `report` with the next one, or says what is wrong with it; the step is made in both cases.
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

// Hands on the reports of one batch, kind by kind or in the order it names.
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

void reserve(v1::PositionColumns& columns, int size) {
  columns.mutable_mmsi()->Reserve(size);
  columns.mutable_source_index()->Reserve(size);
  columns.mutable_observed_at_delta_us()->Reserve(size);
  columns.mutable_received_after_us()->Reserve(size);
  columns.mutable_latitude_e7()->Reserve(size);
  columns.mutable_longitude_e7()->Reserve(size);
  columns.mutable_sog_001kn()->Reserve(size);
  columns.mutable_cog_01deg()->Reserve(size);
  columns.mutable_heading_deg()->Reserve(size);
  columns.mutable_turn_rate_001deg_min()->Reserve(size);
  columns.mutable_flags()->Reserve(size);
  columns.mutable_fingerprint()->Reserve(size);
}

}  // namespace

ReportBatchBuilder::ReportBatchBuilder(v1::ReportBatch& batch) : batch_(&batch), columns_(nullptr) {
  clear();
}

void ReportBatchBuilder::clear() {
  clear_keeping_memory(*batch_);
  columns_ = batch_->mutable_positions();
  reserve(*columns_, static_cast<int>(kReportsPerBatch));
  order_ = nullptr;
  size_ = 0;
  positions_ = 0;
  last_observed_us_ = 0;
}

// The order is written from the first report on that is not a position; until then it says nothing new.
void ReportBatchBuilder::note_order(char kind) {
  ++size_;
  if (kind != kPosition && order_ == nullptr) {
    order_ = batch_->mutable_order();
    order_->assign(positions_, kPosition);
  }
  if (order_ != nullptr) {
    order_->push_back(kind);
  }
}

std::uint32_t ReportBatchBuilder::source_index(const model::SourceName& source) {
  if (positions_ > 0 && source == last_source_) {
    return last_source_index_;
  }
  const auto& names = columns_->source_names();
  const auto found = std::find_if(names.begin(), names.end(),
                                  [&](const std::string& name) { return name == source.view(); });
  last_source_index_ = static_cast<std::uint32_t>(found - names.begin());
  if (found == names.end()) {
    columns_->add_source_names(source.view().data(), source.view().size());
  }
  last_source_ = source;
  return last_source_index_;
}

void ReportBatchBuilder::append(const model::Report& report) {
  std::visit([this](const auto& any) { append(any); }, report);
}

void ReportBatchBuilder::append(const model::PositionReport& report) {
  const std::int64_t observed_us = to_wire(report.observed_at);
  if (positions_ == 0) {
    columns_->set_base_unix_us(observed_us);
    last_observed_us_ = observed_us;
  }
  const std::uint32_t source = source_index(report.source);
  columns_->add_mmsi(report.mmsi.number());
  columns_->add_source_index(source);
  columns_->add_observed_at_delta_us(difference(observed_us, last_observed_us_));
  columns_->add_received_after_us(difference(to_wire(report.received_at), observed_us));
  columns_->add_latitude_e7(report.position ? report.position->latitude_e7() : kNoLatitude_e7);
  columns_->add_longitude_e7(report.position ? report.position->longitude_e7() : kNoLongitude_e7);
  columns_->add_sog_001kn(sog_column(report.sog));
  columns_->add_cog_01deg(bearing_column(report.cog, 10));
  columns_->add_heading_deg(bearing_column(report.heading, 1));
  columns_->add_turn_rate_001deg_min(turn_rate_column(report.turn_rate));
  columns_->add_flags(flags_of(report));
  columns_->add_fingerprint(report.fingerprint);
  if (report.altitude && std::abs(report.altitude->in_metres()) <= kLargestAltitude_m) {
    auto& altitude = *columns_->add_altitudes();
    altitude.set_index(static_cast<std::uint32_t>(positions_));
    altitude.set_altitude_m(static_cast<std::int32_t>(std::lround(report.altitude->in_metres())));
  }
  last_observed_us_ = observed_us;
  note_order(kPosition);
  ++positions_;
}

void ReportBatchBuilder::append(const model::StaticReport& report) {
  auto& wire = *batch_->add_statics();
  write_header(report, *wire.mutable_header());
  if (report.imo) {
    wire.set_imo(*report.imo);
  }
  if (report.call_sign) {
    wire.mutable_call_sign()->assign(report.call_sign->view());
  }
  if (report.name) {
    wire.mutable_name()->assign(report.name->view());
  }
  if (report.ship_type) {
    wire.set_ship_type(*report.ship_type);
  }
  if (report.dimensions) {
    write_dimensions(*report.dimensions, *wire.mutable_dimensions());
  }
  if (report.draught) {
    if (const auto dm = steps(report.draught->in_metres() * 10.0, kLargestDraught_dm)) {
      wire.set_draught_dm(*dm);
    }
  }
  if (report.destination) {
    wire.mutable_destination()->assign(report.destination->view());
  }
  if (report.eta) {
    wire.mutable_eta()->assign(report.eta->view());
  }
  if (report.mothership) {
    wire.set_mothership_mmsi(report.mothership->number());
  }
  note_order(kStatic);
}

void ReportBatchBuilder::append(const model::SafetyReport& report) {
  auto& wire = *batch_->add_safety();
  write_header(report, *wire.mutable_header());
  wire.mutable_text()->assign(report.text.view());
  note_order(kSafety);
}

void ReportBatchBuilder::append(const model::AlsoHeard& report) {
  write_header(report, *batch_->add_also_heard());
  note_order(kAlsoHeard);
}

ReportsRead read_reports(const v1::ReportBatch& batch,
                         const std::function<void(const model::Report&)>& visit) {
  return BatchReader(batch, visit).read();
}

}  // namespace selat::wire
