// Any text as a TAG block, and with a right checksum, and as a wrapper.
#include <string>

#include "ais/encode.h"
#include "ais/tag_block.h"
#include "fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace selat;
  const auto text = fuzz::text_of(bytes, size);
  (void)ais::parse_tag_block(text);
  const auto block = ais::parse_tag_block(std::string(text) + ais::checksum_suffix(text));
  if (block) {
    auto merged = *block;
    merged.merge(*block);
    require(merged == *block, "a block merged with itself is itself");
    require(!block->group || block->group->number <= block->group->count, "sentence of group");
  } else {
    require(block.error() != ais::TagProblem::checksum_bad, "the checksum was made right");
  }
  (void)ais::parse_wrapper("$" + std::string(text) + ais::checksum_suffix(text));
  return 0;
}
