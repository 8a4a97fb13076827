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
#include "wire/report_columns.h"

namespace selat::wire {

namespace {

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

// The order is written from the first report that is not a position; before that it is not needed.
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

}  // namespace selat::wire
