#include "ais/decoder_table.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <variant>

#include "ais/fields/field_reader.h"

namespace selat::ais {

namespace {

template <typename Kind>
[[nodiscard]] consteval bool represents(std::uint8_t type) {
  if constexpr (requires { Kind::kTypes; }) {
    return std::ranges::find(Kind::kTypes, type) != Kind::kTypes.end();
  } else {
    return false;
  }
}

template <typename Kind>
void decode_as(const Bits& bits, Message& into, nmea::DecodeWarnings& warnings) {
  FieldReader reader(bits);
  Kind::walk(reader, into.emplace<Kind>());
  if constexpr (requires { Kind::has_possible_date(bits); }) {
    if (!Kind::has_possible_date(bits)) [[unlikely]] {
      warnings.add(nmea::DecodeWarning::date);
    }
  }
  if constexpr (requires { Kind::kFieldBits; }) {
    if (bits.size() < Kind::kFieldBits) [[unlikely]] {
      warnings.add(nmea::DecodeWarning::length);
    }
  }
}

// Of a type with several structs.
template <std::uint8_t kType, typename Kind>
[[nodiscard]] bool decode_if(const Bits& bits, Message& into, nmea::DecodeWarnings& warnings) {
  if constexpr (represents<Kind>(kType)) {
    if (Kind::is_of(bits)) {
      decode_as<Kind>(bits, into, warnings);
      return true;
    }
  }
  return false;
}
template <std::uint8_t kType, typename... Kinds>
void decode_as_one_of(const Bits& bits, Message& into, nmea::DecodeWarnings& warnings) {
  if (!(decode_if<kType, Kinds>(bits, into, warnings) || ...)) {
    FieldReader(bits).header(into.emplace<NotYetDecoded>());
  }
}

template <std::uint8_t kType, typename... Kinds>
[[nodiscard]] consteval DecoderRow row_of(const std::variant<Kinds...>*) {
  static_assert((represents<Kinds>(kType) || ...), "every type has a struct");
  constexpr bool kIsOne = (represents<Kinds>(kType) + ...) == 1;
  DecoderRow row;
  const auto take = [&row]<typename Kind>(const Kind*) {
    if constexpr (represents<Kind>(kType)) {
      row.form = Kind::kForm;
      if constexpr (kIsOne) {
        row.decode = decode_as<Kind>;
      } else {
        row.decode = decode_as_one_of<kType, Kinds...>;
      }
    }
  };
  (take(static_cast<const Kinds*>(nullptr)), ...);
  return row;
}

template <std::size_t... kIndex>
[[nodiscard]] consteval std::array<DecoderRow, kLastType + 1> table_of(std::index_sequence<kIndex...>) {
  return {DecoderRow{}, row_of<kIndex + 1>(static_cast<const Message*>(nullptr))...};
}

}  // namespace

constinit const std::array<DecoderRow, kLastType + 1> kDecoderTable =
    table_of(std::make_index_sequence<kLastType>());

}  // namespace selat::ais
