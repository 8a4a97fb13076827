#include "radar/asterix/record_reader.h"

namespace selat::radar {
namespace {

using Size = std::expected<std::size_t, RecordProblem>;

constexpr std::uint8_t kAnotherFollows = 1;

// The groups before the one that says that none follows, and that.
Size extended_size(Bytes bytes, std::size_t group) {
  for (std::size_t size = group; size <= bytes.size(); size += group) {
    if ((bytes[size - 1] & kAnotherFollows) == 0) {
      return size;
    }
  }
  return std::unexpected(RecordProblem::truncated);
}

Size within(std::size_t size, Bytes bytes) {
  return size <= bytes.size() ? Size(size) : std::unexpected(RecordProblem::truncated);
}

// Of what is no compound.
Size simple_size(Bytes bytes, const Part& part) {
  if (part.shape == Shape::fixed) {
    return within(part.size, bytes);
  }
  if (part.shape == Shape::spare) {
    return std::unexpected(RecordProblem::unknown_item);
  }
  if (bytes.empty()) {
    return std::unexpected(RecordProblem::truncated);
  }
  switch (part.shape) {
    case Shape::extended:
      return extended_size(bytes, part.size);
    case Shape::repeated:
      return within(1 + std::size_t{bytes[0]} * part.size, bytes);
    case Shape::measured:
      return bytes[0] == 0 ? std::unexpected(RecordProblem::unknown_item) : within(bytes[0], bytes);
    default:
      return std::unexpected(RecordProblem::unknown_item);
  }
}

// Seven bits a byte say which of the parts follow. Calls take(index, bytes behind the parts before) with
// each; it says how long that one is.
template <typename Take>
Size walk(Bytes bytes, std::size_t parts, Take&& take) {
  const Size marks =
      bytes.empty() ? Size(std::unexpected(RecordProblem::truncated)) : extended_size(bytes, 1);
  if (!marks) {
    return marks;
  }
  std::size_t at = *marks;
  for (std::size_t byte = 0; byte < *marks; ++byte) {
    for (unsigned left = bytes[byte] & ~unsigned{kAnotherFollows}, bit = 0; left != 0;
         left = left << 1 & 0xFFU, ++bit) {
      const std::size_t index = byte * 7 + bit;
      if ((left & 0x80U) == 0) {
        continue;
      }
      const Size size =
          index < parts ? take(index, bytes.subspan(at)) : Size(std::unexpected(RecordProblem::unknown_item));
      if (!size) {
        return size;
      }
      at += *size;
    }
  }
  return at;
}

Size read_part(Bytes bytes, const Part& part, Record& into) {
  const Size size = simple_size(bytes, part);
  if (size && part.read != nullptr) {
    part.read(bytes.first(*size), into);
  }
  return size;
}

Size read_item(Bytes bytes, const Item& item, Record& into) {
  if (item.whole.shape != Shape::compound) {
    return read_part(bytes, item.whole, into);
  }
  return walk(bytes, item.parts.size(),
              [&](std::size_t index, Bytes rest) { return read_part(rest, item.parts[index], into); });
}

bool is_read(const Item& item) {
  bool reads = item.whole.read != nullptr;
  for (const Part& part : item.parts) {
    reads = reads || part.read != nullptr;
  }
  return reads;
}

}  // namespace

std::expected<RecordSize, RecordProblem> read_record(Bytes bytes, const Category& category, Record& into) {
  RecordSize record;
  const Size size = walk(bytes, category.items.size(), [&](std::size_t index, Bytes rest) {
    const Item& item = category.items[index];
    record.items_unread += is_read(item) ? 0U : 1U;
    return read_item(rest, item, into);
  });
  if (!size) {
    return std::unexpected(size.error());
  }
  record.bytes = *size;
  return record;
}

}  // namespace selat::radar
