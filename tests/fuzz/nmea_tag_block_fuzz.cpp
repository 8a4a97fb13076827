// Any text as a TAG block, and with a right checksum, and as a wrapper.
#include <string>

#include "fuzz.h"
#include "nmea/checksum.h"
#include "nmea/problem.h"
#include "nmea/tag_block.h"
#include "nmea/wrapper.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace selat;
  const auto text = fuzz::text_of(bytes, size);
  (void)nmea::parse_tag_block(text);
  const auto block = nmea::parse_tag_block(std::string(text) + nmea::checksum_suffix(text));
  if (block) {
    auto merged = *block;
    merged.merge(*block);
    require(merged == *block, "a block merged with itself is itself");
    require(!block->group || block->group->number <= block->group->count, "sentence of group");
  } else {
    require(block.error() != nmea::TagProblem::checksum_bad, "the checksum was made right");
  }
  (void)nmea::parse_wrapper("$" + std::string(text) + nmea::checksum_suffix(text));
  return 0;
}
