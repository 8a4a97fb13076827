#include "radar/sentence.h"

#include <array>
#include <cstddef>

#include "radar/fields.h"
#include "radar/time_of_day.h"

namespace selat::radar {
namespace {

constexpr double kFarthest = 1'000;  // of whatever unit: no radar sees farther
constexpr double kFastest = 1'000;
constexpr std::uint32_t kHighestNumber = 9'999;  // 00–99, in later editions 000–999
constexpr std::size_t kAddress = 5;              // talker and sentence

template <typename Value, typename Make>
auto made(const std::optional<Value>& value, Make make) -> std::optional<decltype(make(*value))> {
  return value ? std::optional(make(*value)) : std::nullopt;
}

std::optional<Bearing> bearing(const std::optional<Decimal>& deg) {
  return made(deg, [](const Decimal& given) { return Bearing::degrees(given.value); });
}

// K, N or S: what one of it is.
struct Unit {
  Distance distance;
  Speed speed;
};
std::optional<Unit> unit_of(char letter) {
  switch (letter) {
    case 'K':
      return Unit{Distance::kilometres(1), Speed::metres_per_second(1'000.0 / 3'600)};
    case 'N':
      return Unit{Distance::nautical_miles(1), Speed::knots(1)};
    case 'S':
      return Unit{Distance::metres(1'609.344), Speed::metres_per_second(1'609.344 / 3'600)};
    default:
      return std::nullopt;
  }
}

void take_time(Fields& fields, TargetSentence& target) {
  const std::string_view text = fields.text();
  target.time_of_day = parse_time_of_day(text);
  target.is_time_wrong = !text.empty() && !target.time_of_day;
}

void take_state(Fields& fields, TargetSentence& target) {
  switch (fields.letter()) {
    case 'L':
      target.state = model::RadarTargetState::lost;
      break;
    case 'Q':
      target.state = model::RadarTargetState::acquiring;
      break;
    case 'T':
    case '\0':
      target.state = model::RadarTargetState::tracking;
      break;
    default:
      fields.refuse(SentenceProblem::malformed);
  }
}

// T or R; where the field is empty, `otherwise`.
bool is_relative(Fields& fields, char letter, bool otherwise) {
  if (letter != 'T' && letter != 'R' && letter != '\0') {
    fields.refuse(SentenceProblem::malformed);
  }
  return letter == '\0' ? otherwise : letter == 'R';
}

RadarSentence read_ttm(Fields& fields) {
  TargetSentence target;
  target.number = fields.whole_number(kHighestNumber);
  const auto range = fields.decimal(0, kFarthest);
  const auto bearing_deg = fields.decimal(-180, 360);
  const char bearing_reference = fields.letter();
  const auto speed = fields.decimal(0, kFastest);
  target.course = bearing(fields.decimal(-180, 360));
  target.is_motion_relative = is_relative(fields, fields.letter(), false);
  fields.skip(2);  // closest point of approach, and time to it
  const char unit_letter = fields.letter();
  target.name = fields.text();
  take_state(fields, target);
  fields.skip(1);  // whether it is the reference target
  take_time(fields, target);
  // An empty reference is that of the course: both come from one switch of the radar. Where that is empty
  // too, it is true.
  target.is_reference_assumed = bearing_reference == '\0' && bearing_deg.has_value();
  target.is_bearing_relative = is_relative(fields, bearing_reference, target.is_motion_relative);
  const auto unit = unit_of(unit_letter);
  if (!unit && (range || speed)) {
    fields.refuse(SentenceProblem::unit_missing);
    return target;
  }
  target.range = made(range, [&](const Decimal& given) { return unit->distance * given.value; });
  target.range_step = made(range, [&](const Decimal& given) { return unit->distance * given.step; });
  target.bearing = made(bearing_deg, [](const Decimal& given) { return Angle::degrees(given.value); });
  target.bearing_step = made(bearing_deg, [](const Decimal& given) { return Angle::degrees(given.step); });
  target.speed = made(speed, [&](const Decimal& given) { return unit->speed * given.value; });
  return target;
}

RadarSentence read_tll(Fields& fields) {
  TargetSentence target;
  target.format = model::RadarFormat::tll;
  target.number = fields.whole_number(kHighestNumber);
  target.position = fields.position();
  target.name = fields.text();
  take_time(fields, target);
  take_state(fields, target);
  return target;
}

// East or west of true north.
std::optional<Angle> turned_by(Fields& fields) {
  const auto deg = fields.decimal(0, 180);
  const char letter = fields.letter();
  if (!deg || letter == '\0') {
    return std::nullopt;
  }
  if (letter != 'E' && letter != 'W') {
    fields.refuse(SentenceProblem::malformed);
  }
  return Angle::degrees(letter == 'W' ? -deg->value : deg->value);
}

RadarSentence read_rmc(Fields& fields) {
  OwnShipSentence own;
  own.time_of_day = parse_time_of_day(fields.text());
  const bool is_valid = fields.letter() == 'A';
  own.position = fields.position();
  fields.skip(2);  // speed and course
  own.date = parse_date(fields.text());
  own.variation = turned_by(fields);
  const char mode = fields.letter();
  if (!is_valid || mode == 'N' || mode == 'S') {  // not valid, simulated
    own.position.reset();
  }
  return own;
}

RadarSentence read_gga(Fields& fields) {
  OwnShipSentence own;
  own.time_of_day = parse_time_of_day(fields.text());
  own.position = fields.position();
  const char quality = fields.letter();
  if (quality == '\0' || quality == '0' || quality == '8') {  // no fix, simulated
    own.position.reset();
  }
  return own;
}

RadarSentence read_gll(Fields& fields) {
  OwnShipSentence own;
  own.position = fields.position();
  own.time_of_day = parse_time_of_day(fields.text());
  const bool is_valid = fields.letter() == 'A';
  const char mode = fields.letter();
  if (!is_valid || mode == 'N' || mode == 'S') {
    own.position.reset();
  }
  return own;
}

RadarSentence read_hdt(Fields& fields) {
  OwnShipSentence own;
  own.heading = bearing(fields.decimal(0, 360));
  return own;
}

RadarSentence read_hdg(Fields& fields) {
  OwnShipSentence own;
  own.magnetic_heading = bearing(fields.decimal(0, 360));
  const auto deviation = turned_by(fields);
  own.variation = turned_by(fields);
  if (own.magnetic_heading && deviation) {
    own.magnetic_heading = *own.magnetic_heading + *deviation;
  }
  return own;
}

RadarSentence read_ths(Fields& fields) {
  OwnShipSentence own;
  own.heading = bearing(fields.decimal(0, 360));
  const char mode = fields.letter();
  if (mode == 'V' || mode == 'S') {  // not valid, simulated
    own.heading.reset();
  }
  return own;
}

RadarSentence read_osd(Fields& fields) {
  OwnShipSentence own;
  own.heading = bearing(fields.decimal(0, 360));
  if (fields.letter() != 'A') {
    own.heading.reset();
  }
  return own;
}

struct Kind {
  std::string_view name;
  RadarSentence (*read)(Fields& fields);
};
constexpr auto kKinds = std::to_array<Kind>({{"TTM", read_ttm},
                                             {"TLL", read_tll},
                                             {"RMC", read_rmc},
                                             {"GGA", read_gga},
                                             {"GLL", read_gll},
                                             {"HDT", read_hdt},
                                             {"HDG", read_hdg},
                                             {"THS", read_ths},
                                             {"OSD", read_osd}});

const Kind* kind_of(std::string_view fields) {
  if (fields.size() <= kAddress || fields[kAddress] != ',' || fields.front() == 'P') {  // $P: of a maker
    return nullptr;
  }
  const std::string_view name = fields.substr(2, 3);
  for (const Kind& kind : kKinds) {
    if (kind.name == name) {
      return &kind;
    }
  }
  return nullptr;
}

}  // namespace

bool is_radar_sentence(std::string_view text) {
  return text.starts_with('$') && kind_of(text.substr(1)) != nullptr;
}

std::expected<RadarSentence, SentenceProblem> parse_radar_sentence(std::string_view text) {
  const Kind* const kind = kind_of(text);
  if (kind == nullptr) {
    return std::unexpected(SentenceProblem::malformed);
  }
  Fields fields(text.substr(kAddress + 1));
  RadarSentence sentence = kind->read(fields);
  if (const auto problem = fields.problem()) {
    return std::unexpected(*problem);
  }
  return sentence;
}

}  // namespace selat::radar
