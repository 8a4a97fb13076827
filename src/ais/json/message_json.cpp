#include "ais/json/message_json.h"

#include <array>
#include <cstddef>
#include <cstdint>

#include "ais/json/json_fields.h"
#include "ais/message_header.h"
#include "base/enum_names.h"

namespace selat::ais {

namespace {

// By message type.
template <bool kIsScaled>
constexpr auto kBodies = [] {
  using Fields = JsonFields<kIsScaled>;
  return std::array<void (Fields::*)(), kLastType + 1>{
      nullptr,
      &Fields::position_a,
      &Fields::position_a,
      &Fields::position_a,
      &Fields::base_station,
      &Fields::static_voyage,
      &Fields::addressed_binary,
      &Fields::acknowledgement,
      &Fields::broadcast_binary,
      &Fields::sar_aircraft,
      &Fields::time_inquiry,
      &Fields::base_station,
      &Fields::addressed_safety,
      &Fields::acknowledgement,
      &Fields::safety_broadcast,
      &Fields::interrogation,
      &Fields::mode_assignment,
      &Fields::dgnss_broadcast,
      &Fields::position_b,
      &Fields::extended_position_b,
      &Fields::link_management,
      &Fields::aid_to_navigation,
      &Fields::channel_management,
      &Fields::group_assignment,
      &Fields::static_part,
      &Fields::single_slot_binary,
      &Fields::multi_slot_binary,
      &Fields::long_range_position,
  };
}();

template <bool kIsScaled>
void write_body(const Bits& bits, JsonText& out) {
  const auto type = static_cast<std::size_t>(bits.unsigned_at(0, 6));
  if (type >= 1 && type <= kLastType) {
    JsonFields<kIsScaled> fields(bits, out);
    (fields.*kBodies<kIsScaled>[type])();
  }
}

void write_head(const Bits& bits, const JsonOptions& options, JsonText& out) {
  out.literal("{\"class\":\"AIS\"");
  if (!options.device.empty()) {
    out.key("device");
    out.text(options.device);
  }
  out.key("type");
  out.number(static_cast<std::int64_t>(bits.unsigned_at(0, 6)));
  out.key("repeat");
  out.number(static_cast<std::int64_t>(bits.unsigned_at(6, 2)));
  out.key("mmsi");
  out.number(static_cast<std::int64_t>(bits.unsigned_at(8, 30)));
  out.key("scaled");
  out.boolean(options.is_scaled);
}

void write_end(const JsonContext& context, JsonText& out) {
  if (!context.source.empty()) {
    out.key("source");
    out.text(context.source);
  }
  if (context.toa) {
    out.key("toa");
    write_json_time(*context.toa, out);
  }
  if (!context.warnings.empty()) {
    out.key("problems");
    out.character('[');
    context.warnings.for_each([&out](nmea::DecodeWarning warning) {
      out.begin_item();
      out.word(name_of(warning));
    });
    out.character(']');
  }
  out.character('}');
}

template <bool kIsScaled>
void write_merged(const Bits& part_a, const Bits& part_b, JsonText& out) {
  JsonFields<kIsScaled>(part_a, out).text("shipname", 40, 20);
  JsonFields<kIsScaled>(part_b, out).static_part_b();
}

}  // namespace

void write_json_time(Instant instant, JsonText& out) {
  constexpr std::int64_t kMillisecondsADay = 86'400'000;
  const std::int64_t all = instant.in_unix_milliseconds();
  std::int64_t day = all / kMillisecondsADay;
  std::int64_t rest = all % kMillisecondsADay;
  if (rest < 0) {
    rest += kMillisecondsADay;
    --day;
  }
  // Days to year, month and day of the Gregorian calendar, with years that begin in March.
  const std::int64_t shifted = day + 719'468;
  const std::int64_t era = (shifted >= 0 ? shifted : shifted - 146'096) / 146'097;
  const std::int64_t of_era = shifted - era * 146'097;
  const std::int64_t year_of_era = (of_era - of_era / 1'460 + of_era / 36'524 - of_era / 146'096) / 365;
  const std::int64_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t march_month = (5 * of_year + 2) / 153;
  const std::int64_t month = march_month < 10 ? march_month + 3 : march_month - 9;
  const auto digits = [&out](std::int64_t value, unsigned width) {
    out.digits(static_cast<std::uint64_t>(value), width);
  };
  out.character('"');
  digits(year_of_era + era * 400 + (month <= 2 ? 1 : 0), 4);
  out.character('-');
  digits(month, 2);
  out.character('-');
  digits(of_year - (153 * march_month + 2) / 5 + 1, 2);
  out.character('T');
  digits(rest / 3'600'000, 2);
  out.character(':');
  digits(rest / 60'000 % 60, 2);
  out.character(':');
  digits(rest / 1'000 % 60, 2);
  out.character('.');
  digits(rest % 1'000, 3);
  out.literal("Z\"");
}

void write_json(const Bits& bits, const JsonOptions& options, const JsonContext& context, JsonText& into) {
  write_head(bits, options, into);
  if (options.is_scaled) {
    write_body<true>(bits, into);
  } else {
    write_body<false>(bits, into);
  }
  write_end(context, into);
}

void write_merged_static_json(const Bits& part_a, const Bits& part_b, const JsonOptions& options,
                              const JsonContext& context, JsonText& into) {
  write_head(part_b, options, into);
  if (options.is_scaled) {
    write_merged<true>(part_a, part_b, into);
  } else {
    write_merged<false>(part_a, part_b, into);
  }
  write_end(context, into);
}

}  // namespace selat::ais
