// Any text as the frame of a sentence, as a VDM sentence, as a suffix and as a time before it.
#include "fuzz.h"
#include "nmea/sentence.h"
#include "nmea/suffix.h"
#include "nmea/time_text.h"
#include "nmea/vdm_sentence.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace selat;
  const auto text = fuzz::text_of(bytes, size);
  (void)nmea::parse_prefix_time(text);
  (void)nmea::parse_suffix(text);
  if (!text.empty()) {
    (void)nmea::parse_sentence(text, nmea::ChecksumRule::lenient);
  }
  if (!nmea::is_vdm_sentence(text)) {
    return 0;
  }
  const auto strict = nmea::parse_vdm_sentence(text, nmea::ChecksumRule::strict);
  const auto lenient = nmea::parse_vdm_sentence(text, nmea::ChecksumRule::lenient);
  if (strict) {
    require(lenient.has_value(), "what the strict reader takes, the lenient takes");
    require(strict->is_checksum_held, "the strict reader holds checksums");
  }
  if (lenient) {
    require(lenient->number >= 1 && lenient->number <= lenient->count && lenient->count <= 9,
            "part of count");
    require(lenient->pad_bits <= 7 && !lenient->payload.empty(), "a payload");
    (void)nmea::parse_suffix(lenient->suffix);
  }
  return 0;
}
