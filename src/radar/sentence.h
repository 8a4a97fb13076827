#pragma once
// The sentences of a radar (TTM, TLL) and those that say where its vessel is and how it lies (RMC, GGA, GLL;
// HDT, HDG, THS, OSD), each read as it was sent, in units. Real radars put blanks into fields and leave
// fields out at the end; an empty field is one that was not sent. No allocation, thread-safe. Source: IEC
// 61162-1:2016 §8.3.

#include <expected>
#include <optional>
#include <string_view>
#include <variant>

#include "geo/position.h"
#include "model/radar_report.h"
#include "radar/problem.h"
#include "units/angle.h"
#include "units/distance.h"
#include "units/instant.h"
#include "units/speed.h"

namespace selat::radar {

// TTM or TLL.
struct TargetSentence {
  model::RadarFormat format = model::RadarFormat::ttm;
  std::optional<std::uint32_t> number;
  ShortText<20> name;
  model::RadarTargetState state = model::RadarTargetState::tracking;
  std::optional<Span> time_of_day;
  bool is_time_wrong = false;  // there is one, and it cannot be
  std::optional<Distance> range, range_step;
  std::optional<Angle> bearing, bearing_step;  // from true north, or from the bow
  bool is_bearing_relative = false;
  bool is_reference_assumed = false;  // the field that says so is empty
  std::optional<Speed> speed;
  std::optional<Bearing> course;
  bool is_motion_relative = false;
  std::optional<geo::Position> position;
};

struct OwnShipSentence {
  std::optional<Span> time_of_day;
  std::optional<Instant> date;  // midnight
  std::optional<geo::Position> position;
  std::optional<Bearing> heading;           // true
  std::optional<Bearing> magnetic_heading;  // corrected by the deviation, if that was sent
  std::optional<Angle> variation;           // east positive
};

using RadarSentence = std::variant<TargetSentence, OwnShipSentence>;

// Whether the text, which begins with '$', is one of these.
[[nodiscard]] bool is_radar_sentence(std::string_view text);

// `fields` is all between the start character and the asterisk of such a sentence.
[[nodiscard]] std::expected<RadarSentence, SentenceProblem> parse_radar_sentence(std::string_view fields);

}  // namespace selat::radar
