#include "radar/asterix/receiver.h"

#include <numeric>

#include "geo/local_plane.h"
#include "radar/asterix/readers.h"
#include "radar/asterix/record_reader.h"
#include "radar/time_of_day.h"

namespace selat::radar {
namespace {

constexpr std::size_t kBlockHead = 3;  // category and length

std::size_t length_at(Bytes bytes) {
  return unsigned_at<2>(bytes, 1);
}

}  // namespace

std::size_t size_of_whole_blocks(Bytes bytes) {
  std::size_t at = 0;
  while (bytes.size() - at >= kBlockHead) {
    const std::size_t length = length_at(bytes.subspan(at));
    if (length < kBlockHead) {
      return bytes.size();
    }
    if (length > bytes.size() - at) {
      break;
    }
    at += length;
  }
  return at;
}

std::uint64_t AsterixCounters::unknown_blocks() const {
  return std::accumulate(unknown_categories.begin(), unknown_categories.end(), std::uint64_t{0});
}

void AsterixCounters::add(const AsterixCounters& more) {
  bytes += more.bytes;
  blocks += more.blocks;
  bad_blocks += more.bad_blocks;
  for (std::size_t category = 0; category < unknown_categories.size(); ++category) {
    unknown_categories[category] += more.unknown_categories[category];
  }
  records += more.records;
  reports += more.reports;
  statuses += more.statuses;
  items_unread += more.items_unread;
  problems.add(more.problems);
  warnings.add(more.warnings);
}

bool AsterixReceiver::take(Bytes blocks, Instant received_at, const AsterixSink& sink) {
  counters_.bytes += blocks.size();
  while (!blocks.empty()) {
    ++counters_.blocks;
    const std::size_t length = blocks.size() < kBlockHead ? 0 : length_at(blocks);
    if (length < kBlockHead || length > blocks.size()) {
      ++counters_.bad_blocks;
      return false;
    }
    if (const Category* category = category_of(blocks[0])) {
      take_block(blocks.subspan(kBlockHead, length - kBlockHead), *category, received_at, sink);
    } else {
      ++counters_.unknown_categories[blocks[0]];
    }
    blocks = blocks.subspan(length);
  }
  return true;
}

void AsterixReceiver::take_block(Bytes records, const Category& category, Instant received_at,
                                 const AsterixSink& sink) {
  while (!records.empty()) {
    ++counters_.records;
    record_ = {};
    record_.is_status = !category.format;
    const auto size = read_record(records, category, record_);
    if (!size) {
      counters_.problems.add(size.error());
      return;
    }
    counters_.items_unread += size->items_unread;
    records = records.subspan(size->bytes);
    take_record(category, received_at, sink);
  }
}

void AsterixReceiver::take_record(const Category& category, Instant received_at, const AsterixSink& sink) {
  if (!record_.source) {
    counters_.problems.add(RecordProblem::source_missing);
  } else if (record_.is_impossible) {
    counters_.problems.add(RecordProblem::value_impossible);
  } else if (record_.is_status) {
    take_status(category, received_at, sink);
  } else {
    take_report(category, received_at, sink);
  }
}

Warnings AsterixReceiver::take_time(Instant received_at, Instant& observed_at, Instant& at) {
  Warnings warnings;
  const Instant sent_at = record_.time_of_day ? last_with(*record_.time_of_day, received_at) : received_at;
  const auto observation = nmea::observe(sent_at, received_at, std::nullopt, options_.time);
  observed_at = observation.at;
  at = received_at;
  if (record_.is_time_wrong) {
    warnings.add(Warning::time_of_day);
  }
  if (observation.warnings.has(nmea::DecodeWarning::time_ahead)) {
    warnings.add(Warning::time_ahead);
  }
  return warnings;
}

void AsterixReceiver::count(Warnings warnings) {
  warnings.for_each([this](Warning warning) { counters_.warnings.add(warning); });
}

void AsterixReceiver::take_report(const Category& category, Instant received_at, const AsterixSink& sink) {
  ReceivedReport received{.report = record_.report, .warnings = {}};
  model::RadarReport& report = received.report;
  report.format = *category.format;
  const model::SourceName sent_as = source_name(*record_.source);
  const KnownRadar* known =
      options_.radars == nullptr ? nullptr : options_.radars->hear(sent_as, received_at);
  report.source = name_given(known, sent_as);
  received.warnings = take_time(received_at, report.observed_at, report.received_at);
  place(report, known, received.warnings);
  ++counters_.reports;
  count(received.warnings);
  sink.take_report(received);
}

void AsterixReceiver::place(model::RadarReport& report, const KnownRadar* known, Warnings& warnings) const {
  if (!report.range) {
    return;
  }
  const auto told = radars_.find(*record_.source);
  const auto configured = known != nullptr && known->position ? known->position : options_.position;
  report.measured_from = told == radars_.end() ? configured : std::optional(told->second);
  if (report.position) {
    return;
  }
  if (!report.measured_from) {
    return warnings.add(Warning::own_position_missing);
  }
  report.position = geo::destination(*report.measured_from, *report.bearing, *report.range);
  report.is_position_computed = true;
}

model::SourceName AsterixReceiver::name_of_source(const model::SourceName& sent_as) const {
  return options_.radars == nullptr ? sent_as : name_given(options_.radars->of(sent_as), sent_as);
}

void AsterixReceiver::take_status(const Category& category, Instant received_at, const AsterixSink& sink) {
  ReceivedStatus received{.status = record_.status, .warnings = {}};
  model::RadarStatus& status = received.status;
  status.category = category.number;
  status.source = name_of_source(source_name(*record_.source));
  if (status.sensor) {
    status.sensor = name_of_source(*status.sensor);
  }
  received.warnings = take_time(received_at, status.observed_at, status.received_at);
  if (status.position && (radars_.size() < kMostRadars || radars_.contains(*record_.source))) {
    radars_[*record_.source] = *status.position;
  }
  ++counters_.statuses;
  count(received.warnings);
  sink.take_status(received);
}

}  // namespace selat::radar
