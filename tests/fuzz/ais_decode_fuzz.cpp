// Any bits as a message: first byte the pad bits, the rest a payload of any six-bit characters. What was
// decoded and encoded once stays as it is.
#include <string>

#include "ais/armour.h"
#include "ais/decoder_table.h"
#include "ais/encode.h"
#include "ais/to_report.h"
#include "base/bits.h"
#include "fuzz.h"
#include "nmea/problem.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace selat;
  if (size == 0) {
    return 0;
  }
  std::string payload;
  for (std::size_t i = 1; i < size; ++i) {
    payload.push_back(ais::six_bit_character(bytes[i] & 63U));
  }
  Bits bits;
  if (ais::remove_armour(payload, bytes[0] % 6U, bits) != ais::ArmourResult::removed) {
    return 0;
  }
  ais::Message message;
  nmea::DecodeWarnings warnings;
  if (!ais::decode(bits, message, warnings)) {
    return 0;
  }
  (void)ais::to_reports(message, {});
  const auto canonical = ais::encode_bits(message);
  if (std::holds_alternative<ais::NotYetDecoded>(message)) {
    return 0;
  }
  ais::Message again;
  require(ais::decode(canonical, again, warnings).has_value(), "what was encoded can be decoded");
  require(again == message, "decode(encode(m)) is m");
  require(ais::encode_bits(again) == canonical, "encode(decode(s)) is s, where s is canonical");
  return 0;
}
