#include "wire/process_health.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

#include "selat/v1/health.pb.h"
#include "wire/counts.h"
#include "wire/localized_message.h"
#include "wire/reading.h"

namespace selat::wire {

namespace {

void write_subscription(const model::SubscriptionHealth& health, v1::SubscriptionHealth& wire) {
  wire.set_publisher(utf8_or_marked(health.publisher));
  wire.set_topic(utf8_or_marked(health.topic));
  wire.set_term(health.term);
  wire.set_envelopes(health.envelopes);
  wire.set_last_sequence(health.last_sequence);
  wire.set_duplicates(health.duplicates);
  wire.set_gaps(health.gaps);
  wire.set_gaps_repaired(health.gaps_repaired);
  wire.set_envelopes_lost(health.envelopes_lost);
  wire.set_behind_ms(unsigned_milliseconds(health.behind));
  wire.set_is_stale(health.is_stale);
  wire.set_malformed(health.malformed);
  wire.set_unknown_losses(health.unknown_losses);
}

model::SubscriptionHealth read_subscription(Reading& reading, const v1::SubscriptionHealth& wire) {
  return {.publisher = wire.publisher(),
          .topic = wire.topic(),
          .term = wire.term(),
          .envelopes = wire.envelopes(),
          .last_sequence = wire.last_sequence(),
          .duplicates = wire.duplicates(),
          .gaps = wire.gaps(),
          .gaps_repaired = wire.gaps_repaired(),
          .envelopes_lost = wire.envelopes_lost(),
          .unknown_losses = wire.unknown_losses(),
          .malformed = wire.malformed(),
          .behind = reading.milliseconds(wire.behind_ms()),
          .is_stale = wire.is_stale()};
}

void write_latency(const model::LatencySummary& latency, v1::LatencySummary& wire) {
  wire.set_count(latency.count);
  wire.set_p50_us(unsigned_microseconds(latency.p50));
  wire.set_p99_us(unsigned_microseconds(latency.p99));
  wire.set_max_us(unsigned_microseconds(latency.longest));
}

model::LatencySummary read_latency(Reading& reading, const v1::LatencySummary& wire) {
  return {.count = wire.count(),
          .p50 = reading.microseconds(wire.p50_us()),
          .p99 = reading.microseconds(wire.p99_us()),
          .longest = reading.microseconds(wire.max_us())};
}

void write_children(const std::vector<model::ChildHealth>& children, v1::ProcessHealth& wire) {
  for (const model::ChildHealth& child : children) {
    v1::ChildHealth& added = *wire.add_children();
    added.set_name(utf8_or_marked(child.name));
    added.set_pid(child.pid);
    added.set_restarts(child.restarts);
  }
}

void write_rules(const std::vector<model::RuleHealth>& rules, v1::ProcessHealth& wire) {
  for (const model::RuleHealth& rule : rules) {
    v1::RuleHealth& added = *wire.add_rules();
    added.set_rule(utf8_or_marked(rule.rule));
    write_column(rule.anomalies, *added.mutable_anomalies_by_phase());
  }
}

void write_outputs(const std::vector<model::OutputHealth>& outputs, v1::ProcessHealth& wire) {
  for (const model::OutputHealth& output : outputs) {
    v1::OutputHealth& added = *wire.add_outputs();
    added.set_name(utf8_or_marked(output.name));
    added.set_uri(output.uri);
    added.set_format(utf8_or_marked(output.format));
    if (!output.problem.empty()) {
      to_wire(output.problem, *added.mutable_problem());
    }
    added.set_is_unencrypted(output.is_unencrypted);
    added.set_clients(output.clients);
    added.set_lines(output.lines);
    added.set_sent(output.sent);
    added.set_dropped(output.dropped);
    added.set_cut_off(output.cut_off);
    added.set_refused(output.refused);
  }
}

void write_radars(const std::vector<model::RadarAlignment>& radars, v1::ProcessHealth& wire) {
  for (const model::RadarAlignment& radar : radars) {
    v1::RadarAlignment& added = *wire.add_radars();
    added.set_radar(utf8_or_marked(radar.radar));
    added.set_is_used(radar.is_used);
    added.set_is_known(radar.is_known);
    added.set_range_m(static_cast<float>(radar.range.in_metres()));
    added.set_bearing_deg(static_cast<float>(radar.bearing.in_degrees()));
    added.set_time_ms(static_cast<std::int32_t>(std::lround(radar.time.in_seconds() * 1'000)));
    added.set_false_plots(static_cast<float>(radar.false_plots));
  }
}

model::RadarAlignment read_radar(Reading& reading, const v1::RadarAlignment& wire) {
  return {.radar = wire.radar(),
          .is_used = wire.is_used(),
          .is_known = wire.is_known(),
          .range = Distance::metres(reading.finite(wire.range_m())),
          .bearing = Angle::degrees(reading.finite(wire.bearing_deg())),
          .time = Span::milliseconds(wire.time_ms()),
          .false_plots = reading.finite(wire.false_plots())};
}

model::OutputHealth read_output(const v1::OutputHealth& wire) {
  model::OutputHealth output{.name = wire.name(),
                             .uri = wire.uri(),
                             .format = wire.format(),
                             .problem = {},
                             .is_unencrypted = wire.is_unencrypted(),
                             .clients = wire.clients(),
                             .lines = wire.lines(),
                             .sent = wire.sent(),
                             .dropped = wire.dropped(),
                             .cut_off = wire.cut_off(),
                             .refused = wire.refused()};
  if (wire.has_problem()) {
    output.problem = from_wire(wire.problem()).value_or(LocalizedMessage());
  }
  return output;
}

// The lists; their lengths are checked already.
void read_rows(Reading& reading, const v1::ProcessHealth& wire, model::ProcessHealth& health) {
  for (const v1::LocalizedMessage& missing : wire.unmet_needs()) {
    if (auto remark = from_wire(missing)) {
      health.missing.push_back(*std::move(remark));
    }
  }
  for (const v1::SubscriptionHealth& subscription : wire.subscriptions()) {
    health.subscriptions.push_back(read_subscription(reading, subscription));
  }
  for (const v1::ChildHealth& child : wire.children()) {
    health.children.push_back({.name = child.name(), .pid = child.pid(), .restarts = child.restarts()});
  }
  for (const v1::OutputHealth& output : wire.outputs()) {
    health.outputs.push_back(read_output(output));
  }
  for (const v1::RadarAlignment& radar : wire.radars()) {
    health.radars.push_back(read_radar(reading, radar));
  }
  for (const v1::RuleHealth& rule : wire.rules()) {
    health.rules.push_back(
        {.rule = rule.rule(), .anomalies = read_column<model::AnomalyPhase>(rule.anomalies_by_phase())});
  }
}

}  // namespace

void to_wire(const model::ProcessHealth& health, v1::ProcessHealth& wire) {
  wire.Clear();
  wire.set_process(utf8_or_marked(health.process));
  wire.set_term(health.term);
  wire.set_at_unix_us(to_wire(health.at));
  wire.set_state(enum_to_wire<v1::ProcessState>(health.state));
  if (health.state_since) {
    wire.set_state_since_unix_us(to_wire(*health.state_since));
  }
  for (const LocalizedMessage& missing : health.missing) {
    to_wire(missing, *wire.add_unmet_needs());
  }
  wire.set_started_at_unix_us(to_wire(health.started_at));
  wire.set_cpu_us(unsigned_microseconds(health.cpu));
  wire.set_resident_bytes(health.resident_bytes);
  write_counts(health.counters, *wire.mutable_counters());
  for (const model::SubscriptionHealth& subscription : health.subscriptions) {
    write_subscription(subscription, *wire.add_subscriptions());
  }
  if (health.socket_to_here) {
    write_latency(*health.socket_to_here, *wire.mutable_socket_to_here());
  }
  write_children(health.children, wire);
  write_rules(health.rules, wire);
  write_outputs(health.outputs, wire);
  write_radars(health.radars, wire);
  write_column(health.tracks, *wire.mutable_tracks_by_state());
  write_column(health.alerts, *wire.mutable_alerts_by_state());
  write_column(health.sectors, *wire.mutable_sectors_by_state());
}

std::expected<model::ProcessHealth, WireProblem> from_wire(const v1::ProcessHealth& wire) {
  if (std::max({wire.unmet_needs_size(), wire.subscriptions_size(), wire.children_size(), wire.rules_size(),
                wire.outputs_size(), wire.radars_size()}) > kMostHealthRows) {
    return std::unexpected(WireProblem::too_many);
  }
  Reading reading;
  model::ProcessHealth health;
  health.process = wire.process();
  health.term = wire.term();
  health.at = reading.instant(wire.at_unix_us());
  health.state = reading.enumeration<model::ProcessState>(wire.state());
  if (wire.has_state_since_unix_us()) {
    health.state_since = reading.instant(wire.state_since_unix_us());
  }
  health.started_at = reading.instant(wire.started_at_unix_us());
  health.cpu = reading.microseconds(wire.cpu_us());
  health.resident_bytes = wire.resident_bytes();
  health.counters = read_counts(wire.counters());
  read_rows(reading, wire, health);
  if (wire.has_socket_to_here()) {
    health.socket_to_here = read_latency(reading, wire.socket_to_here());
  }
  health.tracks = read_column<model::TrackState>(wire.tracks_by_state());
  health.alerts = read_column<model::AlertState>(wire.alerts_by_state());
  health.sectors = read_column<model::SectorState>(wire.sectors_by_state());
  return reading.result(std::move(health));
}

}  // namespace selat::wire
