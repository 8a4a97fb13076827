#include "ais/json/message_json.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>
#include <variant>

#include "ais/encode.h"
#include "ais/json/json_fields.h"
#include "base/enum_names.h"

namespace selat::ais {

namespace {

// A type 24 of a reserved part: its number and all bits after it.
template <bool kIsScaled>
void write_reserved_part(const Bits& bits, JsonText& out) {
  JsonFields<kIsScaled> fields(bits, StaticPart::kPartNumberAt, out);
  fields.reserved("part", 2_bits);
  Bits rest;
  rest.assign(bits, StaticPart::kPartNumberAt + 2, bits.size() - StaticPart::kPartNumberAt - 2);
  fields.data("data", rest);
}

template <bool kIsScaled>
void write_body(const Message& message, const Bits& bits, JsonText& out) {
  std::visit(
      [&]<typename Kind>(const Kind& any) {
        if constexpr (std::is_same_v<Kind, NotYetDecoded>) {
          write_reserved_part<kIsScaled>(bits, out);
        } else {
          JsonFields<kIsScaled> fields(bits, 0, out);
          Kind::walk(fields, any);
          fields.end();
        }
      },
      message);
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

// What follows the part number in each part.
template <bool kIsScaled>
void write_merged(const StaticPair& pair, const Bits& part_b, JsonText& out) {
  constexpr std::size_t kDataAt = StaticPart::kPartNumberAt + 2;
  JsonFields<kIsScaled> name(part_b, kDataAt, out);
  StaticPartA::walk_data(name, pair.a);
  JsonFields<kIsScaled> rest(part_b, kDataAt, out);
  StaticPartB::walk_data(rest, pair.b);
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
  // The year may have more than four digits; all that follows it has a fixed place.
  std::array<char, 21> text{'-', '0', '0', '-', '0', '0', 'T', '0', '0', ':', '0',
                            '0', ':', '0', '0', '.', '0', '0', '0', 'Z', '"'};
  const auto put = [&text](std::size_t place, std::int64_t value) {
    std::memcpy(text.data() + place, kThreeDigits[static_cast<std::size_t>(value)].padded.data() + 1, 2);
  };
  put(1, month);
  put(4, of_year - (153 * march_month + 2) / 5 + 1);
  put(7, rest / 3'600'000);
  put(10, rest / 60'000 % 60);
  put(13, rest / 1'000 % 60);
  std::memcpy(text.data() + 16, kThreeDigits[static_cast<std::size_t>(rest % 1'000)].padded.data(), 3);
  out.character('"');
  out.digits(static_cast<std::uint64_t>(year_of_era + era * 400 + (month <= 2 ? 1 : 0)), 4);
  out.raw({text.data(), text.size()});
}

void write_json(const Message& message, const Bits& bits, const JsonOptions& options,
                const JsonContext& context, JsonText& into) {
  write_head(bits, options, into);
  if (options.is_scaled) {
    write_body<true>(message, bits, into);
  } else {
    write_body<false>(message, bits, into);
  }
  write_end(context, into);
}

void write_merged_static_json(const StaticPair& pair, const JsonOptions& options, const JsonContext& context,
                              JsonText& into) {
  const Bits part_b = encode_bits(pair.b);
  write_head(part_b, options, into);
  if (options.is_scaled) {
    write_merged<true>(pair, part_b, into);
  } else {
    write_merged<false>(pair, part_b, into);
  }
  write_end(context, into);
}

}  // namespace selat::ais
