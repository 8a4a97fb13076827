#pragma once
// A track as JSON: the same where vessels are looked for and in the picture of the running system. `Json` is
// that of the library, which no header includes.
//
// Thread: any. Pure.

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "model/mid.h"
#include "model/track.h"
#include "terminal/json_values.h"
#include "text/measure.h"
#include "text/seen_by.h"

namespace selat::terminal {

template <typename Json>
[[nodiscard]] Json or_null(const auto& value, auto&& written) {
  return value ? Json(written(*value)) : Json();
}

// By the MMSI alone, which nobody checks.
template <typename Json>
[[nodiscard]] Json flag_json(model::Mmsi mmsi) {
  const std::string_view country = model::country_of(mmsi);
  return country.empty() ? Json() : Json(std::string(country));
}

template <typename Json>
[[nodiscard]] Json sensor_spans_json(const model::Track& track) {
  Json spans = Json::array();
  for (const model::SensorSpan& span : track.seen_by) {
    spans.push_back({{"kind", std::string(name_of(span.kind))},
                     {"sensor", std::string(span.sensor.view())},
                     {"mmsi", or_null<Json>(span.mmsi, [](model::Mmsi mmsi) { return mmsi.number(); })},
                     {"first_at", text::date_and_time(span.first_at)},
                     {"last_at", text::date_and_time(span.last_at)}});
  }
  return spans;
}

// Without its place, which GeoJSON has elsewhere.
template <typename Json>
[[nodiscard]] Json track_json(const model::Track& track, Instant now) {
  const auto words = [](const auto& short_text) { return std::string(short_text.view()); };
  const auto degrees = [](Bearing bearing) { return text::tenth(bearing.in_degrees()); };
  const bool is_named = !model::is_without_ais(track);
  return {
      {"track", id_text(track.id)},
      {"mark", is_named ? Json() : Json(text::track_mark(track.id))},
      {"mmsi", is_named ? Json(track.vessel.mmsi.number()) : Json()},
      {"flag", flag_json<Json>(track.vessel.mmsi)},
      {"name", or_null<Json>(track.vessel.name, words)},
      {"call_sign", or_null<Json>(track.vessel.call_sign, words)},
      {"imo", or_null<Json>(track.vessel.imo, [](std::uint32_t imo) { return imo; })},
      {"class", std::string(name_of(track.vessel.vessel_class()))},
      {"state", std::string(name_of(track.state))},
      {"course_deg", or_null<Json>(track.cog, degrees)},
      {"speed_kn", or_null<Json>(track.sog, [](Speed speed) { return text::tenth(speed.in_knots()); })},
      {"heading_deg", or_null<Json>(track.heading, degrees)},
      {"destination", or_null<Json>(track.vessel.destination, words)},
      {"observed_at", text::date_and_time(track.last_at)},
      {"seen_by", sensor_spans_json<Json>(track)},
      {"sigma_m", or_null<Json>(track.sigma, [](Distance sigma) { return text::tenth(sigma.in_metres()); })},
      {"is_own_craft", track.is_own_craft},
      {"age_s", text::tenth(std::max(Span(), now - track.last_at).in_seconds())}};
}

}  // namespace selat::terminal
