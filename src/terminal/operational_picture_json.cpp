#include "terminal/operational_picture_json.h"

#include <nlohmann/json.hpp>

#include "cop/operational_picture.h"
#include "text/measure.h"
#include "text/why.h"

namespace selat::terminal {
namespace {

using Json = nlohmann::ordered_json;

template <typename ProtoEnum>
std::string short_name(const std::string& full, ProtoEnum, std::size_t prefix) {
  std::string name = full.size() > prefix ? full.substr(prefix) : full;
  for (char& letter : name) {
    letter = letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  }
  return name;
}

std::string name_of_state(v1::ProcessState state) {
  return short_name(v1::ProcessState_Name(state), state, std::string_view("PROCESS_STATE_").size());
}
std::string name_of_state(v1::FeedState state) {
  return short_name(v1::FeedState_Name(state), state, std::string_view("FEED_STATE_").size());
}

template <typename Counts>
Json counts_of(const Counts& counts) {
  Json out = Json::object();
  for (const v1::Count& count : counts) {
    out[count.name()] = count.count();
  }
  return out;
}

Json time_or_null(std::int64_t unix_us) {
  return unix_us == 0 ? Json() : Json(text::date_and_time(Instant::unix_microseconds(unix_us)));
}

Json place_of(const geo::Position& position) {
  return {{"latitude_deg", position.latitude_deg()}, {"longitude_deg", position.longitude_deg()}};
}

Json subscription_of(const v1::SubscriptionHealth& s) {
  return {{"publisher", s.publisher()},
          {"topic", s.topic()},
          {"term", s.term()},
          {"envelopes", s.envelopes()},
          {"last_sequence", s.last_sequence()},
          {"duplicates", s.duplicates()},
          {"gaps", s.gaps()},
          {"gaps_repaired", s.gaps_repaired()},
          {"envelopes_lost", s.envelopes_lost()},
          {"behind_ms", s.behind_ms()},
          {"is_stale", s.is_stale()}};
}

Json process_of(const cop::OperationalPicture& picture, const std::string& name,
                const cop::ProcessNow& process, Instant now) {
  const v1::ProcessHealth& health = process.health;
  Json out = {{"name", name},
              {"state", name_of_state(health.state())},
              {"term", health.term()},
              {"started_at", time_or_null(health.started_at_unix_us())},
              {"heard_s_ago", (now - process.heard_at).in_seconds()},
              {"cpu_us", health.cpu_us()},
              {"cpu_share", process.cpu_share},
              {"resident_bytes", health.resident_bytes()},
              {"missing", Json::array()},
              {"counters", counts_of(health.counters())},
              {"subscriptions", Json::array()}};
  for (const auto& missing : health.missing()) {
    out["missing"].push_back(missing);
  }
  for (const auto& subscription : health.subscriptions()) {
    out["subscriptions"].push_back(subscription_of(subscription));
  }
  if (const auto restarts = picture.restarts_of(name)) {
    out["restarts"] = *restarts;
  }
  if (const auto pid = picture.pid_of(name)) {
    out["pid"] = *pid;
  }
  if (health.has_socket_to_here()) {
    const v1::LatencySummary& latency = health.socket_to_here();
    out["socket_to_here"] = {{"count", latency.count()},
                             {"p50_us", latency.p50_us()},
                             {"p99_us", latency.p99_us()},
                             {"max_us", latency.max_us()}};
  }
  return out;
}

Json feed_of(const cop::FeedNow& feed) {
  const v1::FeedHealth& health = feed.health;
  Json out = {{"name", health.name()},
              {"uri", health.uri()},
              {"state", name_of_state(health.state())},
              {"reason", health.reason()},
              {"bytes", health.bytes()},
              {"lines", health.lines()},
              {"sentences", health.sentences()},
              {"sentences_in_messages", health.sentences_in_messages()},
              {"sentences_not_yet_decoded", health.sentences_not_yet_decoded()},
              {"sentences_pending", health.sentences_pending()},
              {"problems", counts_of(health.problems())},
              {"other_sentences", health.other_sentences()},
              {"messages_by_type", counts_of(health.messages_by_type())},
              {"duplicates", health.duplicates()},
              {"reports", health.reports()},
              {"reconnects", health.reconnects()},
              {"dropped_bytes", health.dropped_bytes()},
              {"last_sentence_at", time_or_null(health.last_sentence_unix_us())},
              {"sentences_per_s", feed.sentences_per_s},
              {"reports_per_s", feed.reports_per_s}};
  out["delay_p50_us"] = health.has_delay_p50_us() ? Json(health.delay_p50_us()) : Json();
  out["delay_p99_us"] = health.has_delay_p99_us() ? Json(health.delay_p99_us()) : Json();
  if (health.has_station_latitude_e7() && health.has_station_longitude_e7()) {
    out["station"] = place_of(geo::Position::e7(health.station_latitude_e7(), health.station_longitude_e7()));
  }
  return out;
}

Json sector_of(const cop::OperationalPicture& picture, const cop::SectorNow& sector) {
  const model::Assignment& a = sector.assignment;
  Json out = {{"sector", std::string(a.sector.view())},
              {"name", picture.sector_name(a.sector.view())},
              {"state", std::string(name_of(a.state))},
              {"holder", a.holder.empty() ? Json() : Json(std::string(a.holder.view()))},
              {"epoch", a.epoch},
              {"lease", a.lease},
              {"expires_at", a.expires_at ? Json(text::date_and_time(*a.expires_at)) : Json()},
              {"vessels", sector.vessels}};
  out["why"] = picture.why(a);
  return out;
}

Json alert_of(const cop::OperationalPicture& picture, const model::Alert& alert) {
  const model::Anomaly& anomaly = alert.anomaly;
  Json vessels = Json::array();
  for (const model::AnomalyVessel& vessel : anomaly.vessels) {
    vessels.push_back({{"mmsi", vessel.mmsi.number()}, {"name", std::string(vessel.name.view())}});
  }
  Json evidence = Json::array();
  for (const model::Evidence& piece : anomaly.evidence) {
    evidence.push_back({{"quantity", std::string(name_of(piece.quantity))},
                        {"measured", piece.measured},
                        {"threshold", piece.threshold ? Json(*piece.threshold) : Json()}});
  }
  return {{"id", alert.id},
          {"state", std::string(name_of(alert.state))},
          {"severity", std::string(name_of(anomaly.severity))},
          {"rule", std::string(anomaly.rule.view())},
          {"rule_version", anomaly.rule_version},
          {"grade", std::string(anomaly.grade.view())},
          {"confidence", anomaly.confidence},
          {"why", picture.why(alert)},
          {"vessels", std::move(vessels)},
          {"place", anomaly.place.is_valid() ? place_of(anomaly.place) : Json()},
          {"sector", std::string(alert.sector.view())},
          {"subject", anomaly.subject},
          {"started_at", text::date_and_time(anomaly.started_at)},
          {"raised_at", text::date_and_time(alert.raised_at)},
          {"acknowledged_by", std::string(alert.acknowledged_by.view())},
          {"evidence", std::move(evidence)}};
}

Json accounting_of(const cop::OperationalPicture& picture) {
  const cop::Accounting sums = cop::accounting(picture);
  return {{"sentences", sums.sentences},
          {"in_messages", sums.in_messages},
          {"not_yet_decoded", sums.not_yet_decoded},
          {"pending", sums.pending},
          {"problems", sums.problems},
          {"is_every_sentence_accounted_for", sums.is_every_sentence_accounted_for()},
          {"reports_published", sums.reports_published},
          {"reports_received", sums.reports_received},
          {"gaps_unrepaired", sums.gaps_unrepaired},
          {"envelopes_lost", sums.envelopes_lost}};
}

}  // namespace

std::string as_json(const cop::OperationalPicture& picture, Instant now) {
  Json out = {{"at", text::date_and_time(now)},
              {"missing", picture.missing(now)},
              {"processes", Json::array()},
              {"feeds", Json::array()},
              {"accounting", accounting_of(picture)}};
  for (const auto& [name, process] : picture.processes()) {
    out["processes"].push_back(process_of(picture, name, process, now));
  }
  for (const cop::FeedNow& feed : picture.feeds()) {
    out["feeds"].push_back(feed_of(feed));
  }
  Json tracks = Json::object();
  for (std::size_t state = 0; state < enum_count<model::TrackState>; ++state) {
    tracks[std::string(enum_names<model::TrackState>[state])] =
        picture.tracks(static_cast<model::TrackState>(state));
  }
  tracks["live"] = picture.live_tracks();
  out["tracks"] = std::move(tracks);
  out["alerts"] = Json::array();
  for (const model::Alert* alert : picture.open_alerts()) {
    out["alerts"].push_back(alert_of(picture, *alert));
  }
  out["alerts_by_rule"] = picture.alerts_by_rule();
  out["plan_version"] = picture.plan_version();
  out["sectors"] = Json::array();
  for (const cop::SectorNow& sector : picture.sectors()) {
    out["sectors"].push_back(sector_of(picture, sector));
  }
  out["control_points"] = Json::array();
  for (const cop::ControlPointNow& point : picture.control_points()) {
    out["control_points"].push_back({{"id", point.id},
                                     {"name", point.name},
                                     {"is_connected", point.is_connected},
                                     {"sectors_held", point.sectors_held},
                                     {"capacity", point.capacity}});
  }
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace selat::terminal
