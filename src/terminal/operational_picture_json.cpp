#include "terminal/operational_picture_json.h"

#include <cmath>
#include <optional>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include "cop/operational_picture.h"
#include "terminal/alert_json.h"
#include "terminal/feed_json.h"
#include "terminal/json_values.h"
#include "terminal/log_text.h"
#include "terminal/picture_text.h"
#include "terminal/server_clock.h"
#include "terminal/track_json.h"
#include "text/measure.h"

namespace selat::terminal {
namespace {

using Json = nlohmann::ordered_json;

// Nothing where all are zero.
template <typename Enum>
Json counts_of(const EnumCounts<Enum>& counts) {
  return counts.total() > 0 ? every_count_json<Json>(counts) : Json::object();
}

// When a part of the picture was last complete.
void add_age(const cop::Freshness& freshness, SteadyTime now, Json& out) {
  out["heard_s_ago"] = freshness.at ? Json(text::tenth((now - *freshness.at).in_seconds())) : Json();
  out["is_stale"] = freshness.is_stale(now);
}

Json microseconds_or_null(const std::optional<Span>& span) {
  return span ? Json(span->in_microseconds()) : Json();
}

Json subscription_of(const model::SubscriptionHealth& s) {
  return {{"publisher", s.publisher},
          {"topic", s.topic},
          {"term", id_text(s.term)},
          {"envelopes", s.envelopes},
          {"last_sequence", s.last_sequence},
          {"duplicates", s.duplicates},
          {"gaps", s.gaps},
          {"gaps_repaired", s.gaps_repaired},
          {"envelopes_lost", s.envelopes_lost},
          {"unknown_losses", s.unknown_losses},
          {"malformed", s.malformed},
          {"behind_ms", s.behind.in_milliseconds()},
          {"is_stale", s.is_stale}};
}

Json latency_of(const model::LatencySummary& latency) {
  return {{"count", latency.count},
          {"p50_us", latency.p50.in_microseconds()},
          {"p99_us", latency.p99.in_microseconds()},
          {"max_us", latency.longest.in_microseconds()}};
}

// What only some processes say.
void add_own_counts(const model::ProcessHealth& health, Json& out) {
  const auto add = [&](const char* name, Json counts) {
    if (!counts.empty()) {
      out[name] = std::move(counts);
    }
  };
  add("tracks", counts_of(health.tracks));
  add("alerts", counts_of(health.alerts));
  add("sectors", counts_of(health.sectors));
  Json rules = Json::object();
  for (const model::RuleHealth& rule : health.rules) {
    rules[rule.rule] = counts_of(rule.anomalies);
  }
  add("anomalies_by_rule", std::move(rules));
}

Json outputs_of(const std::vector<model::OutputHealth>& outputs) {
  Json out = Json::array();
  for (const model::OutputHealth& one : outputs) {
    out.push_back({{"name", one.name},
                   {"uri", one.uri},
                   {"format", one.format},
                   {"is_unencrypted", one.is_unencrypted},
                   {"problem", one.problem.in_english()},
                   {"clients", one.clients},
                   {"lines", one.lines},
                   {"sent", one.sent},
                   {"dropped", one.dropped},
                   {"cut_off", one.cut_off},
                   {"refused", one.refused}});
  }
  return out;
}

Json radars_of(const std::vector<model::RadarAlignment>& radars) {
  Json out = Json::array();
  for (const model::RadarAlignment& one : radars) {
    out.push_back({{"radar", one.radar},
                   {"is_used", one.is_used},
                   {"is_known", one.is_known},
                   {"range_m", text::tenth(one.range.in_metres())},
                   {"bearing_deg", std::round(one.bearing.in_degrees() * 100) / 100},
                   {"time_s", text::tenth(one.time.in_seconds())},
                   {"false_plots", text::tenth(one.false_plots)}});
  }
  return out;
}

Json process_of(const cop::OperationalPicture& picture, const std::string& name,
                const cop::ProcessNow& process, SteadyTime now) {
  const model::ProcessHealth& health = process.health;
  Json out = {{"name", name},
              {"state", std::string(name_of(health.state))},
              {"state_since", time_or_null<Json>(health.state_since)},
              {"term", id_text(health.term)},
              {"started_at", text::date_and_time(health.started_at)},
              {"heard_s_ago", text::tenth((now - process.heard_at).in_seconds())},
              {"is_stale", process.is_silent(now)},
              {"cpu_us", health.cpu.in_microseconds()},
              {"cpu_share", process.cpu_share},
              {"resident_bytes", health.resident_bytes},
              {"missing", Json::array()},
              {"counters", counts_json<Json>(health.counters)},
              {"subscriptions", Json::array()}};
  for (const auto& missing : health.missing) {
    out["missing"].push_back(missing.in_english());
  }
  for (const auto& subscription : health.subscriptions) {
    out["subscriptions"].push_back(subscription_of(subscription));
  }
  add_own_counts(health, out);
  if (const auto* const child = picture.child(name)) {
    out["restarts"] = child->restarts;
    if (child->pid != 0) {  // to signal process 0 is to signal oneself
      out["pid"] = child->pid;
    }
  }
  if (!health.outputs.empty()) {
    out["outputs"] = outputs_of(health.outputs);
  }
  if (!health.radars.empty()) {
    out["radars"] = radars_of(health.radars);
  }
  if (health.socket_to_here) {
    out["socket_to_here"] = latency_of(*health.socket_to_here);
  }
  return out;
}

Json feed_of(const cop::FeedNow& feed) {
  const model::FeedHealth& health = feed.health;
  Json out = feed_json<Json>(health);
  out["sentences_per_s"] = feed.sentences_per_s;
  out["reports_per_s"] = feed.reports_per_s;
  out["delay_p50_us"] = microseconds_or_null(health.delay_p50);
  out["delay_p99_us"] = microseconds_or_null(health.delay_p99);
  if (health.station) {
    out["station"] = place_of<Json>(*health.station);
  }
  return out;
}

Json sector_of(const PictureText& words, const model::SectorRow& sector) {
  const model::Assignment& a = sector.assignment;
  Json out = {{"sector", std::string(a.sector.view())},
              {"name", words.sector_name(a.sector.view())},
              {"state", std::string(name_of(a.state))},
              {"holder", a.holder.empty() ? Json() : Json(std::string(a.holder.view()))},
              {"epoch", id_text(a.epoch)},
              {"lease", id_text(a.lease)},
              {"expires_at", a.expires_at ? Json(text::date_and_time(*a.expires_at)) : Json()},
              {"since", time_or_null<Json>(a.since)},
              {"vessels", sector.vessels}};
  out["why"] = words.why(sector);
  if (sector.assignment.uncovered_because) {
    out["uncovered_because"] = name_of(*sector.assignment.uncovered_because);
  }
  out["exclusions"] = Json::array();
  for (const model::Exclusion& exclusion : sector.exclusions) {
    out["exclusions"].push_back({{"control_point", std::string(exclusion.control_point.view())},
                                 {"until", text::date_and_time(exclusion.until)},
                                 {"code", std::string(name_of(exclusion.code))},
                                 {"remark", exclusion.remark}});
  }
  return out;
}

// As `selat log --json` has it, and in words.
Json log_of(const PictureText& words, const model::LogEntry& entry) {
  Json out = Json::parse(entry_as_json(entry));
  out["line"] = words.line_of(entry);
  return out;
}

Json control_point_of(const model::ControlPointStatus& point) {
  return {{"id", std::string(point.control_point.id.view())},
          {"name", point.control_point.name},
          {"is_connected", point.is_connected},
          {"is_standby", point.is_standby},
          {"sectors_held", point.sectors_held},
          {"last_heard_at", time_or_null<Json>(point.last_heard_at)},
          {"capacity", point.control_point.capacity}};
}

Json silent_tracks_of(const cop::OperationalPicture& picture, Instant now) {
  Json silent = Json::array();
  for (const model::Track* track : picture.silent_tracks()) {
    Json one = track_json<Json>(*track, now);
    one["place"] = place_of<Json>(track->position);
    silent.push_back(std::move(one));
  }
  return silent;
}

// How many alerts stand in each state in which they are open, by the names of `state`.
Json open_alerts_of(const cop::OperationalPicture& picture) {
  const EnumCounts<model::AlertState> counts = picture.open_alerts_by_state();
  Json out = Json::object();
  for (const auto state : {model::AlertState::raised, model::AlertState::acknowledged,
                           model::AlertState::returned_unacknowledged}) {
    out[std::string(name_of(state))] = counts[state];
  }
  return out;
}

Json tracks_of(const cop::OperationalPicture& picture, Now now) {
  Json tracks = Json::object();
  for (std::size_t state = 0; state < enum_count<model::TrackState>; ++state) {
    tracks[std::string(enum_names<model::TrackState>[state])] =
        picture.tracks(static_cast<model::TrackState>(state));
  }
  tracks["live"] = picture.live_tracks();
  tracks["silent_on_ais"] = silent_tracks_of(picture, now.wall);
  add_age(picture.freshness(cop::Part::tracks), now.steady, tracks);
  return tracks;
}

// The age of each part, by its name.
Json parts_of(const cop::OperationalPicture& picture, SteadyTime now) {
  Json parts = Json::object();
  for (std::size_t part = 0; part < enum_count<cop::Part>; ++part) {
    Json& out = parts[std::string(enum_names<cop::Part>[part])];
    add_age(picture.freshness(static_cast<cop::Part>(part)), now, out);
    out["limit_s"] = cop::kCurrentFor.in_seconds();
  }
  return parts;
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
          {"envelopes_lost", sums.envelopes_lost},
          {"unknown_losses", sums.unknown_losses}};
}

}  // namespace

std::string as_json(const cop::OperationalPicture& picture, Language language, Now now) {
  const PictureText words(picture, language);
  const auto ahead = clock_ahead(picture, now);
  Json out = {{"at", text::date_and_time(now.wall)},
              {"clock_ahead_s", ahead ? Json(ahead->in_seconds()) : Json()},
              {"past_lost_at", time_or_null<Json>(past_lost_at(picture))},
              {"missing", picture.missing(now.steady)},
              {"parts", parts_of(picture, now.steady)},
              {"processes", Json::array()},
              {"feeds", Json::array()},
              {"accounting", accounting_of(picture)}};
  for (const auto& [name, process] : picture.processes()) {
    out["processes"].push_back(process_of(picture, name, process, now.steady));
  }
  for (const cop::FeedNow& feed : picture.feeds()) {
    out["feeds"].push_back(feed_of(feed));
  }
  out["tracks"] = tracks_of(picture, now);
  out["open_alerts_by_state"] = open_alerts_of(picture);
  out["alerts"] = Json::array();
  for (const model::Alert* alert : picture.open_alerts()) {
    out["alerts"].push_back(Json::parse(alert_as_json(words.alert_words(), *alert)));
  }
  out["alerts_by_rule"] = picture.alerts_by_rule();
  out["plan_version"] = picture.plan_version();
  out["sectors"] = Json::array();
  for (const model::SectorRow& sector : picture.sectors()) {
    out["sectors"].push_back(sector_of(words, sector));
  }
  out["control_points"] = Json::array();
  for (const model::ControlPointStatus& point : picture.control_points()) {
    out["control_points"].push_back(control_point_of(point));
  }
  out["log"] = Json::array();
  for (const model::LogEntry& entry : picture.log()) {
    out["log"].push_back(log_of(words, entry));
  }
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace selat::terminal
