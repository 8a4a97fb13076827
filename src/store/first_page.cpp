#include "store/first_page.h"

#include <bit>
#include <cstdint>

namespace selat::store {
namespace {

// Of the header (sqlite.org/fileformat2.html, 1.3): the counter of changes, the size of the file and its free
// pages; the change for which that size is valid, and SQLite's version.
bool is_counter(std::size_t offset) {
  return (offset >= 24 && offset < 40) || (offset >= 92 && offset < 100);
}
// 1 in memory; 2 with a write-ahead log.
bool is_journal_mode(std::size_t offset) {
  return offset == 18 || offset == 19;
}

char right_byte(std::string_view model, std::size_t offset) {
  return is_journal_mode(offset) ? '\2' : model[offset];
}

}  // namespace

int flipped_bits(std::string_view page, std::string_view model) {
  if (page.size() != model.size()) {
    return static_cast<int>(8 * kPageBytes);
  }
  int flipped = 0;
  for (std::size_t i = 0; i < page.size(); ++i) {
    if (!is_counter(i)) {
      flipped += std::popcount(static_cast<std::uint8_t>(page[i] ^ right_byte(model, i)));
    }
  }
  return flipped;
}

std::string mended_first_page(std::string_view page, std::string_view model) {
  std::string mended(page);
  for (std::size_t i = 0; i < mended.size(); ++i) {
    if (!is_counter(i)) {
      mended[i] = right_byte(model, i);
    }
  }
  // The size is valid for no change of the file, so that SQLite takes that of the file itself.
  for (std::size_t i = 0; i < 4; ++i) {
    mended[32 + i] = mended[36 + i] = '\0';
    mended[92 + i] = static_cast<char>(~mended[24 + i]);
  }
  return mended;
}

}  // namespace selat::store
