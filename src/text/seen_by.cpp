#include "text/seen_by.h"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/fingerprint.h"
#include "model/sensor_sight.h"
#include "model/sighting.h"
#include "text/measure.h"
#include "text/names.h"
#include "text/terminal.h"
#include "text/translate.h"

namespace selat::text {
namespace {

std::string sensor_name(const model::SensorSpan& span, Language language) {
  const LocalizedMessage::Argument sensor{"sensor", for_terminal(span.sensor.view())};
  switch (span.kind) {
    case model::SensorKind::radar:
      return translate({tr("radar {sensor}"), {sensor}}, language);
    case model::SensorKind::sighting:
      if (const auto source = from_name<model::SightingSource>(span.sensor.view())) {
        return translate({tr("sighted by {sensor}"), {{"sensor", label(*source)}}}, language);
      }
      return translate({tr("sighted by {sensor}"), {sensor}}, language);
    case model::SensorKind::ais:
      break;
  }
  return "AIS";
}

// The latest span of each sensor.
std::vector<model::SensorSpan> latest_of_each(const std::vector<model::SensorSpan>& spans) {
  std::vector<model::SensorSpan> latest;
  for (const model::SensorSpan& span : spans) {
    const auto same = std::ranges::find_if(latest, [&](const model::SensorSpan& known) {
      return known.kind == span.kind && known.sensor == span.sensor;
    });
    if (same == latest.end()) {
      latest.push_back(span);
    } else if (span.last_at > same->last_at) {
      *same = span;
    }
  }
  return latest;
}

}  // namespace

std::string seen_by(const model::Track& track, Language language) {
  std::vector<model::SensorSpan> sensors = latest_of_each(track.seen_by);
  if (sensors.empty()) {
    return "AIS";
  }
  std::ranges::stable_partition(
      sensors, [&](const model::SensorSpan& span) { return model::sees(span, track.last_at); });
  std::string out;
  for (const model::SensorSpan& span : sensors) {
    const std::string name = sensor_name(span, language);
    out += out.empty() ? "" : ", ";
    out += model::sees(span, track.last_at)
               ? name
               : translate({tr("{sensor} until {time} UTC"),
                            {{"sensor", name}, {"time", time_of_day(span.last_at)}}},
                           language);
  }
  return out;
}

std::string track_mark(model::TrackId id) {
  constexpr std::string_view kLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";  // Crockford's base 32
  constexpr int kCount = 4, kBitsEach = 5;
  std::uint64_t bits = mix(id);
  std::string mark = "T";
  for (int i = 0; i < kCount; ++i, bits >>= kBitsEach) {
    mark.push_back(kLetters[bits % kLetters.size()]);
  }
  return mark;
}

}  // namespace selat::text
