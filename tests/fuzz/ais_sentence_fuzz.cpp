// Any text as one sentence, its suffix and a time before it.
#include "ais/sentence.h"
#include "fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace selat;
  const auto text = fuzz::text_of(bytes, size);
  (void)ais::parse_prefix_time(text);
  (void)ais::parse_suffix(text);
  if (!ais::is_ais_sentence(text)) {
    return 0;
  }
  const auto strict = ais::parse_sentence(text);
  const auto lenient = ais::parse_sentence(text, ais::ChecksumRule::lenient);
  if (strict) {
    require(lenient.has_value(), "what the strict reader takes, the lenient takes");
    require(strict->is_checksum_held, "the strict reader holds checksums");
  }
  if (lenient) {
    require(lenient->number >= 1 && lenient->number <= lenient->count && lenient->count <= 9,
            "part of count");
    require(lenient->pad_bits <= 5 && !lenient->payload.empty(), "a payload");
    (void)ais::parse_suffix(lenient->suffix);
  }
  return 0;
}
