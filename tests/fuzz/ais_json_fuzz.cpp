// Any bits as a message, and any bytes as its source: what is written is one line of sound JSON. First byte:
// pad bits and options; second: how long the source is; then the source, then the payload.
#include <string>

#include <nlohmann/json.hpp>

#include "ais/armour.h"
#include "ais/decoder_table.h"
#include "ais/json/message_json.h"
#include "base/bits.h"
#include "fuzz.h"
#include "nmea/problem.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace selat;
  if (size < 2) {
    return 0;
  }
  const std::size_t source_size = std::min<std::size_t>(bytes[1], size - 2);
  const auto source = fuzz::text_of(bytes + 2, source_size);
  std::string payload;
  for (std::size_t i = 2 + source_size; i < size; ++i) {
    payload.push_back(ais::six_bit_character(bytes[i] & 63U));
  }
  Bits bits;
  ais::Message message;
  nmea::DecodeWarnings warnings;
  if (ais::remove_armour(payload, bytes[0] % 6U, bits) != ais::ArmourResult::removed ||
      !ais::decode(bits, message, warnings)) {
    return 0;
  }
  ais::JsonText text;
  ais::write_json(message, bits, {.is_scaled = (bytes[0] & 0x80U) != 0, .device = source},
                  {.source = source, .toa = std::nullopt, .warnings = warnings}, text);
  require(text.view().find('\n') == std::string_view::npos, "one line");
  const auto json = nlohmann::json::parse(text.view(), nullptr, false);
  require(json.is_object() && json["class"] == "AIS", "sound JSON");
  return 0;
}
