#include "ais/json/message_from_json.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "ais/fields/terms.h"
#include "ais/json/json_members.h"
#include "ais/message.h"
#include "ais/six_bit_text.h"
#include "nmea/json_line.h"
#include "nmea/json_values.h"

namespace selat::ais {
namespace {

// Writes the bits of a message in its walk (terms.h), each field from the member of its name.
class JsonToBits {
 public:
  JsonToBits(const JsonMembers& members, Bits& bits)
      : members_(members), bits_(bits), is_scaled_(members.text("scaled") == "true") {}

  void header(const MessageHeader&) {
    put_number("type", 6_bits, 0);
    put_number("repeat", 2_bits, 0);
    put_number("mmsi", 30_bits, 0);
  }
  void spare(Width width) { put(0, width); }
  void reserved(Name name, Width width) { put_number(name, width, 0); }
  // gpsd gives both parts as one object, without their numbers, when it has both.
  void part_number(Name name, unsigned number) {
    const auto part = members_.text(name.text);
    are_whole_ = are_whole_ && (part.empty() || part == (number == 0 ? "A" : "B"));
    put(number, 2_bits);
  }

  void flag(Name name, const bool&) { put_flag(name); }
  void inverted_flag(Name name, const bool&) { put_flag(name); }  // JSON has the bit
  void flag_and_reserved(Name name, Width width, const bool&) { put_number(name, width, 0); }
  template <typename Number>
  void number(Name name, Width width, const Number&) {
    put_number(name, width, 0);
  }
  template <typename Number>
  void number_or_absent(Name name, Width width, const std::optional<Number>&, std::uint32_t, std::uint32_t,
                        std::uint32_t absent) {
    put_number(name, width, absent);
  }
  template <typename Code>
  void code(Name name, Width width, WordOf, const Code&) {
    put_number(name, width, name.text == "status" ? 15 : 0);
  }
  template <typename Value>
  void fixing_device(Name name, const Value&) {
    put_number(name, 4_bits, 0);
  }
  template <typename Value>
  void quantity(Name name, const QuantityFormat& format, const Value&) {
    if (!format.limit_word.empty() && members_.text(name.text) == format.limit_word) {
      return put(format.absent - 1, {format.width});
    }
    put_scaled(name, {format.width}, format.divisor, format.absent);
  }
  template <typename Value>
  void course(Name name, const Value&) {
    put_scaled(name, 12_bits, 10, 3'600);
  }
  template <typename Value>
  void heading(Name name, const Value&) {
    put_number(name, 9_bits, 511);
  }
  template <typename Rate, typename Fast>
  void turn(Name name, const Rate&, const Fast&) {
    const auto word = members_.text(name.text);
    const auto number = members_.number(name.text);
    if (word == "fastright" || word == "fastleft") {
      return put_signed(word == "fastright" ? 127 : -127, 8_bits);
    }
    if (!number || !is_scaled_) {
      return put_signed(number.value_or(-128), 8_bits);
    }
    const double raw = 4.733 * std::sqrt(std::abs(*number));
    put_signed(std::copysign(std::min(raw, 126.0), *number), 8_bits);
  }
  template <typename Value>
  void position(const Value&) {
    put_coordinate("lon", 28_bits, 600'000, 181);
    put_coordinate("lat", 27_bits, 600'000, 91);
  }
  template <typename Value>
  void coarse_position(const Value&) {
    put_coordinate("lon", 18_bits, 600, 181);
    put_coordinate("lat", 17_bits, 600, 91);
  }
  void time_stamp(Name name, const TimeStamp&) { put_number(name, 6_bits, 60); }
  // "2013-11-12T12:00:00Z"
  void date_and_time(Name name, const DateAndTime&) {
    const auto text = members_.text(name.text);
    put_digits(text, 0, 4, 14_bits, 0);
    put_digits(text, 5, 2, 4_bits, 0);
    put_digits(text, 8, 2, 5_bits, 0);
    put_digits(text, 11, 2, 5_bits, 24);
    put_digits(text, 14, 2, 6_bits, 60);
    put_digits(text, 17, 2, 6_bits, 60);
  }
  // "06-24T14:30Z"
  void eta(Name name, const Eta&) {
    const auto text = members_.text(name.text);
    put_digits(text, 0, 2, 4_bits, 0);
    put_digits(text, 3, 2, 5_bits, 0);
    put_digits(text, 6, 2, 5_bits, 24);
    put_digits(text, 9, 2, 6_bits, 60);
  }
  template <typename Value>
  void special_manoeuvre(Name name, const Value&) {
    put_number(name, 2_bits, 0);
  }
  void communication(Name name, const CommunicationState&, bool) { put_number(name, 19_bits, 0); }
  void communication_with_selector(Name name, const CommunicationState&) { put_number(name, 20_bits, 0); }
  template <typename Value>
  void dimensions(const Value&) {
    put_number("to_bow", 9_bits, 0);
    put_number("to_stern", 9_bits, 0);
    put_number("to_port", 6_bits, 0);
    put_number("to_starboard", 6_bits, 0);
  }
  template <typename Value>
  void mmsi(Name name, const Value&) {
    put_number(name, 30_bits, 0);
  }
  template <typename Value>
  void mmsi_or_absent(Name name, const Value&) {
    put_number(name, 30_bits, 0);
  }
  template <std::size_t kCapacity>
  void text(Name name, const std::optional<ShortText<kCapacity>>&) {
    put_text(plain_text(name), kCapacity);
  }
  template <std::size_t kCapacity>
  void remaining_text(Name name, const ShortText<kCapacity>&) {
    const std::string text = plain_text(name);
    put_text(text, std::min(text.size(), kCapacity));
  }
  template <typename Value>
  void name_with_extension(Name name, const Value&, std::size_t) {
    put_text(plain_text(name), kNameCharacters);
  }
  // gpsd writes the whole name.
  template <typename Value>
  void name_extension(const Value&) {
    const std::string name = plain_text("name");
    if (name.size() > kNameCharacters) {
      const std::string rest = name.substr(kNameCharacters, kNameExtensionCharacters);
      put_text(rest, rest.size());
      put(0, {static_cast<unsigned>((8 - bits_.size() % 8) % 8)});
    }
  }

  // What says nothing of a vessel is not read: binary data, regions, acknowledgements.
  template <typename... Any>
  void number_from_one(const Any&...) {
    are_whole_ = false;
  }
  template <typename... Any>
  void corner(const Any&...) {
    are_whole_ = false;
  }
  template <typename... Any>
  void application(const Any&...) {
    are_whole_ = false;
  }
  template <typename... Any>
  void slot_application(const Any&...) {
    are_whole_ = false;
  }
  template <typename... Any>
  void data(const Any&...) {
    are_whole_ = false;
  }
  template <typename... Any>
  void application_data(const Any&...) {
    are_whole_ = false;
  }
  template <typename... Any>
  void slot_data(const Any&...) {
    are_whole_ = false;
  }
  template <typename... Any>
  bool part(const Any&...) {
    return are_whole_ = false;
  }
  template <typename... Any>
  bool presence(const Any&...) {
    return are_whole_ = false;
  }
  template <typename... Any>
  void announced_part(const Any&...) {
    are_whole_ = false;
  }
  template <typename... Any>
  bool flag_ahead(const Any&...) {
    return are_whole_ = false;
  }
  template <typename Part>
  const Part& choice(const std::optional<Part>& part) {
    return *part;  // NOLINT(bugprone-unchecked-optional-access): never asked for, since presence() says no
  }
  template <typename... Any>
  void flag_read_ahead(const Any&...) {
    are_whole_ = false;
  }
  void byte_boundary() {}

  [[nodiscard]] bool are_whole() const { return are_whole_; }

 private:
  void put(std::uint64_t value, Width width) {
    if (width.bits > 0) {
      bits_.append(value, width.bits);
    }
  }
  void put_signed(double value, Width width) {
    const double limit = std::exp2(width.bits - 1);
    const auto raw = std::llround(std::clamp(value, -limit, limit - 1));
    put(static_cast<std::uint64_t>(raw) & ((1ULL << width.bits) - 1), width);
  }
  void put_number(Name name, Width width, std::uint32_t absent) {
    put_rounded(members_.number(name.text).value_or(absent), width);
  }
  void put_scaled(Name name, Width width, std::uint32_t divisor, std::uint32_t absent) {
    const auto number = members_.number(name.text);
    put_rounded(number ? *number * (is_scaled_ ? divisor : 1) : absent, width);
  }
  void put_rounded(double value, Width width) {
    const double most = std::exp2(width.bits) - 1;
    put(static_cast<std::uint64_t>(std::llround(std::clamp(value, 0.0, most))), width);
  }
  void put_coordinate(Name name, Width width, double per_degree, double absent_degrees) {
    const auto number = members_.number(name.text);
    put_signed(number ? *number * (is_scaled_ ? per_degree : 1) : absent_degrees * per_degree, width);
  }
  void put_flag(Name name) {
    const auto value = members_.text(name.text);
    put(value == "true" || value == "1" ? 1 : 0, 1_bits);
  }
  void put_digits(std::string_view text, std::size_t at, std::size_t count, Width width, unsigned absent) {
    const auto digits = text.size() >= at + count ? text.substr(at, count) : std::string_view();
    unsigned value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    put_rounded(error == std::errc{} && end == digits.data() + digits.size() ? value : absent, width);
  }
  [[nodiscard]] std::string plain_text(Name name) const {
    const auto text = members_.text(name.text);
    std::string plain(text.size(), '\0');
    plain.resize(nmea::unescape(text, plain.data()));
    return plain;
  }
  // Filled up with '@'.
  void put_text(std::string_view text, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      const char c = i < text.size() ? text[i] : '@';
      const auto value = kTextAlphabet.find(c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
      put(value == std::string_view::npos ? 63 : value, 6_bits);
    }
  }

  const JsonMembers& members_;
  Bits& bits_;
  bool is_scaled_;
  bool are_whole_ = true;
};

// Appends the message of this kind, if it is of this type and JSON has all of it.
template <typename Kind>
void append_as(const JsonMembers& members, int type, std::vector<Bits>& all) {
  if constexpr (requires { Kind::kTypes; }) {
    if (std::ranges::find(Kind::kTypes, type) == Kind::kTypes.end()) {
      return;
    }
    Kind kind;
    kind.mmsi = model::Mmsi(static_cast<std::uint32_t>(members.number("mmsi").value_or(0)));
    Bits bits;
    JsonToBits fields(members, bits);
    Kind::walk(fields, kind);
    if (fields.are_whole()) {
      all.push_back(bits);
    }
  }
}

template <typename... Kinds>
std::vector<Bits> messages_of(const JsonMembers& members, const std::variant<Kinds...>*) {
  std::vector<Bits> all;
  const int type = static_cast<int>(members.number("type").value_or(0));
  (append_as<Kinds>(members, type, all), ...);
  return all;
}

}  // namespace

std::optional<std::vector<Bits>> messages_of_json(std::string_view line) {
  if (!nmea::is_json(line)) {
    return std::nullopt;
  }
  const JsonMembers members(line);
  const auto its_class = members.text("class");
  if (its_class.empty()) {
    return std::nullopt;
  }
  return its_class == "AIS" && members.number("mmsi")
             ? messages_of(members, static_cast<const Message*>(nullptr))
             : std::vector<Bits>();
}

}  // namespace selat::ais
