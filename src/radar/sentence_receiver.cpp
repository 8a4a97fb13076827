#include "radar/sentence_receiver.h"

#include "geo/local_plane.h"

namespace selat::radar {

void SentenceCounters::add(const SentenceCounters& more) {
  sentences += more.sentences;
  reports += more.reports;
  own_ship += more.own_ship;
  problems.add(more.problems);
  warnings.add(more.warnings);
}

const ReceivedReport* SentenceReceiver::take(const nmea::OtherSentence& sentence) {
  ++counters_.sentences;
  const auto& frame = sentence.frame;
  if (!frame) {
    counters_.problems.add(frame.error() == nmea::SentenceProblem::checksum_bad
                               ? SentenceProblem::checksum_bad
                               : SentenceProblem::checksum_missing);
    return nullptr;
  }
  const auto parsed = parse_radar_sentence(frame->fields);
  if (!parsed) {
    counters_.problems.add(parsed.error());
    return nullptr;
  }
  if (const auto* own = std::get_if<OwnShipSentence>(&*parsed)) {
    ++counters_.own_ship;
    own_ships_.take(*own, sentence.source, clock_.of_own_ship(*own, sentence.sent_at, sentence.received_at));
    return nullptr;
  }
  ++counters_.reports;
  received_ = {};
  if (!frame->is_checksum_held) {
    warn(Warning::checksum_not_held);
  }
  take_target(std::get<TargetSentence>(*parsed), sentence);
  return &received_;
}

void SentenceReceiver::warn(Warning warning) {
  received_.warnings.add(warning);
  counters_.warnings.add(warning);
}

void SentenceReceiver::take_target(const TargetSentence& target, const nmea::OtherSentence& sentence) {
  model::RadarReport& report = received_.report;
  // By the feed's own clock, right or wrong: its position and heading are told by that too.
  const Instant sent_at = clock_.of_target(target, sentence.sent_at, sentence.received_at);
  const auto observation = nmea::observe(sent_at, sentence.received_at, std::nullopt, options_.time);
  if (observation.warnings.has(nmea::DecodeWarning::time_ahead)) {
    warn(Warning::time_ahead);
  }
  if (target.is_time_wrong) {
    warn(Warning::time_of_day);
  }
  if (sentence.warnings.has(nmea::DecodeWarning::tag_ignored)) {
    warn(Warning::tag_ignored);
  }
  report.format = target.format;
  report.state = target.state;
  report.observed_at = observation.at;
  report.received_at = sentence.received_at;
  report.source = sentence.source;
  report.number = target.number;
  report.name = target.name;
  report.position = target.position;
  if (target.is_motion_relative && (target.speed || target.course)) {
    warn(Warning::relative_motion);
  } else {
    report.speed = target.speed;
    report.course = target.course;
  }
  const model::SourceName sent_as = report.source.empty() ? options_.source : report.source;
  const KnownRadar* known =
      options_.radars == nullptr ? nullptr : options_.radars->hear(sent_as, report.received_at);
  take_measurement(target, sent_at, known);
  report.source = name_given(known, sent_as);
}

void SentenceReceiver::take_measurement(const TargetSentence& target, Instant sent_at,
                                        const KnownRadar* known) {
  model::RadarReport& report = received_.report;
  report.range = target.range;
  report.range_step = target.range_step;
  report.bearing = true_bearing(target, sent_at, known);
  report.bearing_step = report.bearing ? target.bearing_step : std::nullopt;
  report.measured_from = own_ships_.position_at(report.source, sent_at);
  if (!report.measured_from) {
    report.measured_from = known != nullptr && known->position ? known->position : options_.position;
  }
  if (report.position || !report.range || !report.bearing) {
    return;
  }
  if (!report.measured_from) {
    return warn(Warning::own_position_missing);
  }
  report.position = geo::destination(*report.measured_from, *report.bearing, *report.range);
  report.is_position_computed = true;
}

std::optional<Bearing> SentenceReceiver::true_bearing(const TargetSentence& target, Instant sent_at,
                                                      const KnownRadar* known) {
  if (!target.bearing) {
    return std::nullopt;
  }
  if (target.is_reference_assumed) {
    warn(Warning::bearing_reference_assumed);
  }
  if (!target.is_bearing_relative) {
    return Bearing::degrees(target.bearing->in_degrees());
  }
  const auto told = own_ships_.heading_at(received_.report.source, sent_at);
  const auto configured = known != nullptr && known->heading ? known->heading : options_.heading;
  const auto heading = told ? told : configured;
  if (!heading) {
    warn(Warning::heading_missing);
    return std::nullopt;
  }
  return *heading + *target.bearing;
}

}  // namespace selat::radar
