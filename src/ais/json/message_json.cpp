#include "ais/json/message_json.h"

#include <algorithm>
#include <array>

#include "ais/application.h"
#include "ais/json/application_json.h"
#include "ais/json/words.h"
#include "ais/six_bit_text.h"
#include "base/enum_names.h"
#include "model/mmsi.h"

namespace selat::ais {

namespace {

// The rate of turn of each indicator value 0–126, degrees a minute to the nearest.
constexpr auto kTurnRates = [] {
  std::array<std::int16_t, 127> rates{};
  for (int raw = 0; raw < 127; ++raw) {
    const double root = raw / 4.733;
    // NOLINTNEXTLINE(bugprone-incorrect-roundings): positive, and std::lround is no constant expression
    rates[static_cast<std::size_t>(raw)] = static_cast<std::int16_t>(root * root + 0.5);
  }
  return rates;
}();

// Writes fields of one message, each by name and place in the bits.
template <bool kIsScaled>
class Fields {
 public:
  Fields(const Bits& bits, JsonText& out) : bits_(bits), out_(out) {}

  template <unsigned kAt, unsigned kWidth, std::size_t N>
  std::uint32_t number(const char (&name)[N]) {
    const auto value = at<kAt, kWidth>();
    out_.key(name);
    out_.number(value);
    return value;
  }
  // A number that is zero where the message ends before it.
  template <std::size_t N>
  std::uint32_t number_at(const char (&name)[N], std::size_t at, unsigned width) {
    const auto value = at < Bits::kMaxSize ? static_cast<std::uint32_t>(bits_.unsigned_at(at, width)) : 0U;
    out_.key(name);
    out_.number(value);
    return value;
  }
  template <unsigned kAt, std::size_t N>
  bool flag(const char (&name)[N]) {
    const bool value = at<kAt, 1>() != 0;
    out_.key(name);
    out_.boolean(value);
    return value;
  }
  // Tenths.
  template <unsigned kAt, unsigned kWidth, std::size_t N>
  void tenths(const char (&name)[N]) {
    out_.key(name);
    scaled_tenths(at<kAt, kWidth>());
  }
  // Speed over ground of Class A: tenths of a knot, with words for its sentinels.
  template <unsigned kAt, std::size_t N>
  void speed(const char (&name)[N]) {
    const auto value = at<kAt, 10>();
    out_.key(name);
    if (kIsScaled && value >= 1022) {
      out_.word(value == 1023 ? "nan" : "fast");
    } else {
      scaled_tenths(value);
    }
  }
  // A whole number whose last two values are words.
  template <unsigned kAt, unsigned kWidth, std::size_t N>
  void number_or_words(const char (&name)[N], std::string_view at_limit) {
    constexpr std::uint32_t kNotAvailable = (1U << kWidth) - 1;
    const auto value = at<kAt, kWidth>();
    out_.key(name);
    if (kIsScaled && value >= kNotAvailable - 1) {
      out_.word(value == kNotAvailable ? std::string_view("nan") : at_limit);
    } else {
      out_.number(value);
    }
  }
  template <unsigned kAt, std::size_t N>
  void turn(const char (&name)[N]) {
    const auto value = static_cast<int>(bits_.signed_at(kAt, 8));
    out_.key(name);
    if (!kIsScaled) {
      out_.number(value);
    } else if (value == -128) {
      out_.literal("\"nan\"");
    } else if (value == 127 || value == -127) {
      out_.word(value > 0 ? "fastright" : "fastleft");
    } else {
      const int rate = kTurnRates[static_cast<std::size_t>(value < 0 ? -value : value)];
      out_.number(value < 0 ? -rate : rate);
    }
  }
  // Longitude and latitude of 1/10,000 minute, as degrees to six places.
  template <unsigned kAt>
  void place() {
    out_.key("lon");
    degrees(bits_.signed_at(kAt, 28));
    out_.key("lat");
    degrees(bits_.signed_at(kAt + 28, 27));
  }
  // The same of 1/10 minute.
  template <unsigned kAt, std::size_t N>
  void coarse(const char (&name)[N], unsigned width) {
    out_.key(name);
    const auto raw = bits_.signed_at(kAt, width);
    if constexpr (kIsScaled) {
      out_.decimal<4>(rounded(raw * 50, 3));
    } else {
      out_.number(raw);
    }
  }
  // The corner of a region: degrees to six places in quotes, as gpsd has it.
  template <unsigned kAt, std::size_t N>
  void corner(const char (&name)[N], unsigned width) {
    out_.key(name);
    const auto raw = bits_.signed_at(kAt, width);
    if constexpr (kIsScaled) {
      out_.character('"');
      out_.decimal<6>(rounded(raw * 5000, 3));
      out_.character('"');
    } else {
      out_.number(raw);
    }
  }
  template <unsigned kAt, unsigned kWidth, std::size_t N>
  void coded(const char (&name)[N], std::string_view (*word)(std::uint32_t)) {
    const auto value = number<kAt, kWidth>(name);
    out_.key(std::string_view(name, N - 1), "_text");
    out_.word(word(value));
  }
  // Six-bit text up to the first '@', without spaces at its end.
  template <std::size_t N>
  void text(const char (&name)[N], std::size_t at, std::size_t characters) {
    std::array<char, Bits::kMaxSize / 6> text;
    const std::size_t whole = bits_.size() > at ? (bits_.size() - at) / 6 : 0;
    const std::size_t size = read_text(text.data(), at, std::min(characters, whole));
    out_.key(name);
    out_.text({text.data(), trimmed(text.data(), size)});
  }
  // The name of an aid, and its extension where the name is full.
  void aid_name() {
    std::array<char, 34> text;
    std::size_t size = read_text(text.data(), 43, 20);
    if (size == 20 && bits_.size() > 272) {
      size += read_text(text.data() + 20, 272, std::min<std::size_t>((bits_.size() - 272) / 6, 14));
    }
    out_.key("name");
    out_.text({text.data(), trimmed(text.data(), size)});
  }
  void dimensions(std::size_t at) {
    number_at("to_bow", at, 9);
    number_at("to_stern", at + 9, 9);
    number_at("to_port", at + 18, 6);
    number_at("to_starboard", at + 24, 6);
  }
  // All bits from here to `end` as "count:hex".
  void data(std::size_t from, std::size_t end) {
    constexpr char kHex[] = "0123456789abcdef";
    const std::size_t count = end > from ? end - from : 0;
    out_.key("data");
    out_.character('"');
    out_.number(static_cast<std::int64_t>(count));
    out_.character(':');
    for (std::size_t at = from; at < from + count; at += 8) {
      const auto left = static_cast<unsigned>(std::min<std::size_t>(from + count - at, 8));
      const auto byte = bits_.unsigned_at(at, left) << (8 - left);
      out_.character(kHex[byte >> 4]);
      out_.character(kHex[byte & 15U]);
    }
    out_.character('"');
  }
  // The fields of a known application, else its bits.
  void application_or_data(bool is_addressed, std::size_t id_at, std::size_t from, std::size_t end) {
    if (!application(is_addressed, id_at, from, end)) {
      data(from, end);
    }
  }
  bool application(bool is_addressed, std::size_t id_at, std::size_t from, std::size_t end) {
    const ApplicationId id{static_cast<std::uint16_t>(bits_.unsigned_at(id_at, 10)),
                           static_cast<std::uint8_t>(bits_.unsigned_at(id_at + 10, 6))};
    Bits data;
    for (std::size_t at = from; at < end; at += 32) {
      const auto width = static_cast<unsigned>(std::min<std::size_t>(end - at, 32));
      data.append(bits_.unsigned_at(at, width), width);
    }
    const auto* format = application_format(is_addressed, id, data);
    if (format == nullptr) {
      return false;
    }
    write_application_json(*format, data, kIsScaled, out_);
    return true;
  }

  void position_a();
  void base_station();
  void static_voyage();
  void addressed_binary();
  void acknowledgement();
  void broadcast_binary();
  void sar_aircraft();
  void addressed_safety();
  void interrogation();
  void mode_assignment();
  void motion_b();  // what 18 and 19 have in common
  void position_b();
  void extended_position_b();
  void link_management();
  void aid_to_navigation();
  void channel_management();
  void group_assignment();
  void static_part();
  void static_part_b();
  void slot_binary(std::size_t end);
  void long_range_position();
  void body(std::uint32_t type);

 private:
  template <unsigned kAt, unsigned kWidth>
  [[nodiscard]] std::uint32_t at() const {
    return static_cast<std::uint32_t>(bits_.unsigned_at(kAt, kWidth));
  }
  // raw / divisor to the nearest; the divisors used here leave no halves.
  [[nodiscard]] static constexpr std::int64_t rounded(std::int64_t raw, std::int64_t divisor) {
    return (raw + (raw < 0 ? -divisor / 2 : divisor / 2)) / divisor;
  }
  void scaled_tenths(std::uint32_t value) {
    if constexpr (kIsScaled) {
      out_.decimal<1>(value);
    } else {
      out_.number(value);
    }
  }
  void degrees(std::int64_t raw) {
    if constexpr (kIsScaled) {
      out_.decimal<6>(rounded(raw * 5, 3));
    } else {
      out_.number(raw);
    }
  }
  [[nodiscard]] std::size_t read_text(char* into, std::size_t at, std::size_t characters) const {
    std::size_t size = 0;
    while (size < characters) {
      const auto value = bits_.unsigned_at(at + size * 6, 6);
      if (value == 0) {
        break;
      }
      into[size++] = kTextAlphabet[value];
    }
    return size;
  }
  [[nodiscard]] static std::size_t trimmed(const char* text, std::size_t size) {
    while (size > 0 && text[size - 1] == ' ') {
      --size;
    }
    return size;
  }
  template <std::size_t N>
  void two_digits(const char (&before)[N], std::uint32_t value) {
    out_.literal(before);
    out_.digits(value, 2);
  }

  const Bits& bits_;
  JsonText& out_;
};

template <bool kIsScaled>
void Fields<kIsScaled>::position_a() {
  coded<38, 4>("status", status_word);
  turn<42>("turn");
  speed<50>("speed");
  flag<60>("accuracy");
  place<61>();
  tenths<116, 12>("course");
  number<128, 9>("heading");
  number<137, 6>("second");
  number<143, 2>("maneuver");
  flag<148>("raim");
  number<149, 19>("radio");
}

template <bool kIsScaled>
void Fields<kIsScaled>::base_station() {
  out_.key("timestamp");
  out_.character('"');
  out_.digits(at<38, 14>(), 4);
  two_digits("-", at<52, 4>());
  two_digits("-", at<56, 5>());
  two_digits("T", at<61, 5>());
  two_digits(":", at<66, 6>());
  two_digits(":", at<72, 6>());
  out_.literal("Z\"");
  flag<78>("accuracy");
  place<79>();
  coded<134, 4>("epfd", fixing_device_word);
  flag<148>("raim");
  number<149, 19>("radio");
}

template <bool kIsScaled>
void Fields<kIsScaled>::static_voyage() {
  number<40, 30>("imo");
  number<38, 2>("ais_version");
  text("callsign", 70, 7);
  text("shipname", 112, 20);
  coded<232, 8>("shiptype", ship_type_word);
  dimensions(240);
  coded<270, 4>("epfd", fixing_device_word);
  out_.key("eta");
  two_digits("\"", at<274, 4>());
  two_digits("-", at<278, 5>());
  two_digits("T", at<283, 5>());
  two_digits(":", at<288, 6>());
  out_.literal("Z\"");
  tenths<294, 8>("draught");
  text("destination", 302, 20);
  number<422, 1>("dte");
}

template <bool kIsScaled>
void Fields<kIsScaled>::addressed_binary() {
  number<38, 2>("seqno");
  number<40, 30>("dest_mmsi");
  flag<70>("retransmit");
  number<72, 10>("dac");
  number<82, 6>("fid");
  application_or_data(true, 72, 88, bits_.size());
}

template <bool kIsScaled>
void Fields<kIsScaled>::acknowledgement() {
  number<40, 30>("mmsi1");
  number_at("mmsi2", 72, 30);
  number_at("mmsi3", 104, 30);
  number_at("mmsi4", 136, 30);
  out_.key("seq");
  out_.character('[');
  for (std::size_t at = 70; at < 168 && bits_.has(at - 30, 32); at += 32) {
    out_.begin_item();
    out_.number(static_cast<std::int64_t>(bits_.unsigned_at(at, 2)));
  }
  out_.character(']');
}

template <bool kIsScaled>
void Fields<kIsScaled>::broadcast_binary() {
  number<40, 10>("dac");
  number<50, 6>("fid");
  application_or_data(false, 40, 56, bits_.size());
}

template <bool kIsScaled>
void Fields<kIsScaled>::sar_aircraft() {
  number_or_words<38, 12>("alt", "high");
  number_or_words<50, 10>("speed", "fast");
  flag<60>("accuracy");
  place<61>();
  tenths<116, 12>("course");
  number<128, 6>("second");
  number<134, 8>("regional");
  number<142, 1>("dte");
  flag<146>("assigned");
  flag<147>("raim");
  number<148, 20>("radio");
}

template <bool kIsScaled>
void Fields<kIsScaled>::addressed_safety() {
  number<38, 2>("seqno");
  number<40, 30>("dest_mmsi");
  flag<70>("retransmit");
  text("text", 72, 156);
}

template <bool kIsScaled>
void Fields<kIsScaled>::interrogation() {
  number<40, 30>("mmsi1");
  number<70, 6>("type1_1");
  number<76, 12>("offset1_1");
  number_at("type1_2", 90, 6);
  number_at("offset1_2", 96, 12);
  number_at("mmsi2", 110, 30);
  number_at("type2_1", 140, 6);
  number_at("offset2_1", 146, 12);
}

template <bool kIsScaled>
void Fields<kIsScaled>::mode_assignment() {
  const std::size_t second = bits_.size() >= 144 ? 92 : Bits::kMaxSize;
  number<40, 30>("mmsi1");
  number<70, 12>("offset1");
  number<82, 10>("increment1");
  number_at("mmsi2", second, 30);
  number_at("offset2", second + 30, 12);
  number_at("increment2", second + 42, 10);
}

template <bool kIsScaled>
void Fields<kIsScaled>::motion_b() {
  number<38, 8>("reserved");
  tenths<46, 10>("speed");
  flag<56>("accuracy");
  place<57>();
  tenths<112, 12>("course");
  number<124, 9>("heading");
  number<133, 6>("second");
}

template <bool kIsScaled>
void Fields<kIsScaled>::position_b() {
  motion_b();
  number<139, 2>("regional");
  flag<141>("cs");
  flag<142>("display");
  flag<143>("dsc");
  flag<144>("band");
  flag<145>("msg22");
  flag<146>("assigned");
  flag<147>("raim");
  number<148, 20>("radio");
}

template <bool kIsScaled>
void Fields<kIsScaled>::extended_position_b() {
  motion_b();
  number<139, 4>("regional");
  text("shipname", 143, 20);
  coded<263, 8>("shiptype", ship_type_word);
  dimensions(271);
  coded<301, 4>("epfd", fixing_device_word);
  flag<305>("raim");
  number<306, 1>("dte");
  flag<307>("assigned");
}

template <bool kIsScaled>
void Fields<kIsScaled>::link_management() {
  number_at("offset1", 40, 12);
  number_at("number1", 52, 4);
  number_at("timeout1", 56, 3);
  number_at("increment1", 59, 11);
  number_at("offset2", 70, 12);
  number_at("number2", 82, 4);
  number_at("timeout2", 86, 3);
  number_at("increment2", 89, 11);
  number_at("offset3", 100, 12);
  number_at("number3", 112, 4);
  number_at("timeout3", 116, 3);
  number_at("increment3", 119, 11);
  number_at("offset4", 130, 12);
  number_at("number4", 142, 4);
  number_at("timeout4", 146, 3);
  number_at("increment4", 149, 11);
}

template <bool kIsScaled>
void Fields<kIsScaled>::aid_to_navigation() {
  coded<38, 5>("aid_type", aid_type_word);
  aid_name();
  flag<163>("accuracy");
  place<164>();
  dimensions(219);
  coded<249, 4>("epfd", fixing_device_word);
  number<253, 6>("second");
  number<260, 8>("regional");
  flag<259>("off_position");
  flag<268>("raim");
  flag<269>("virtual_aid");
  flag<270>("assigned");
}

template <bool kIsScaled>
void Fields<kIsScaled>::channel_management() {
  number<40, 12>("channel_a");
  number<52, 12>("channel_b");
  number<64, 4>("txrx");
  flag<68>("power");
  if (at<139, 1>() != 0) {
    number<69, 30>("dest1");
    number<104, 30>("dest2");
  } else {
    corner<69>("ne_lon", 18);
    corner<87>("ne_lat", 17);
    corner<104>("sw_lon", 18);
    corner<122>("sw_lat", 17);
  }
  flag<139>("addressed");
  flag<140>("band_a");
  flag<141>("band_b");
  number<142, 3>("zonesize");
}

template <bool kIsScaled>
void Fields<kIsScaled>::group_assignment() {
  corner<40>("ne_lon", 18);
  corner<58>("ne_lat", 17);
  corner<75>("sw_lon", 18);
  corner<93>("sw_lat", 17);
  coded<110, 4>("stationtype", station_type_word);
  coded<114, 8>("shiptype", ship_type_word);
  number<144, 2>("txrx");
  number<146, 4>("interval");
  number<150, 4>("quiet");
}

template <bool kIsScaled>
void Fields<kIsScaled>::static_part_b() {
  coded<40, 8>("shiptype", ship_type_word);
  text("vendorid", 48, 3);
  number<66, 4>("model");
  number<70, 20>("serial");
  text("callsign", 90, 7);
  if (model::Mmsi(at<8, 30>()).kind() == model::MmsiKind::craft_of_parent) {
    number<132, 30>("mothership_mmsi");
  } else {
    dimensions(132);
  }
}

template <bool kIsScaled>
void Fields<kIsScaled>::static_part() {
  out_.key("part");
  if (at<38, 2>() == 0) {
    out_.literal("\"A\"");
    text("shipname", 40, 20);
  } else if (at<38, 2>() == 1) {
    out_.literal("\"B\"");
    static_part_b();
  } else {  // reserved
    out_.number(at<38, 2>());
    data(40, bits_.size());
  }
}

template <bool kIsScaled>
void Fields<kIsScaled>::slot_binary(std::size_t end) {
  const bool is_addressed = flag<38>("addressed");
  const bool is_structured = flag<39>("structured");
  const std::size_t id_at = is_addressed ? 72 : 40;
  const std::size_t data_at = id_at + (is_structured ? 16 : 0);
  number_at("dest_mmsi", is_addressed ? 40 : Bits::kMaxSize, 30);
  number_at("app_id", is_structured ? id_at : Bits::kMaxSize, 16);
  data(data_at, end);
  if (is_structured && data_at <= end) {
    number_at("dac", id_at, 10);
    number_at("fid", id_at + 10, 6);
    application(is_addressed, id_at, data_at, end);
  }
}

template <bool kIsScaled>
void Fields<kIsScaled>::long_range_position() {
  if constexpr (kIsScaled) {
    out_.key("status");
    out_.word(status_word(at<40, 4>()));
  } else {
    number<40, 4>("status");
  }
  flag<38>("accuracy");
  coarse<44>("lon", 18);
  coarse<62>("lat", 17);
  number<79, 6>("speed");
  number<85, 9>("course");
  flag<39>("raim");
  flag<94>("gnss");
}

template <bool kIsScaled>
void Fields<kIsScaled>::body(std::uint32_t type) {
  switch (type) {
    case 1:
    case 2:
    case 3:
      return position_a();
    case 4:
    case 11:
      return base_station();
    case 5:
      return static_voyage();
    case 6:
      return addressed_binary();
    case 7:
    case 13:
      return acknowledgement();
    case 8:
      return broadcast_binary();
    case 9:
      return sar_aircraft();
    case 10:
      number<40, 30>("dest_mmsi");
      return;
    case 12:
      return addressed_safety();
    case 14:
      return text("text", 40, 161);
    case 15:
      return interrogation();
    case 16:
      return mode_assignment();
    case 17:
      coarse<40>("lon", 18);
      coarse<58>("lat", 17);
      return data(80, bits_.size());
    case 18:
      return position_b();
    case 19:
      return extended_position_b();
    case 20:
      return link_management();
    case 21:
      return aid_to_navigation();
    case 22:
      return channel_management();
    case 23:
      return group_assignment();
    case 24:
      return static_part();
    case 25:
      return slot_binary(bits_.size());
    case 26:
      slot_binary(bits_.size() - std::min<std::size_t>(bits_.size(), 20));
      number_at("radio", bits_.size() - std::min<std::size_t>(bits_.size(), 20), 20);
      return;
    case 27:
      return long_range_position();
    default:
      return;
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
  Fields<kIsScaled>(part_a, out).text("shipname", 40, 20);
  Fields<kIsScaled>(part_b, out).static_part_b();
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
  const auto type = static_cast<std::uint32_t>(bits.unsigned_at(0, 6));
  write_head(bits, options, into);
  if (options.is_scaled) {
    Fields<true>(bits, into).body(type);
  } else {
    Fields<false>(bits, into).body(type);
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
