#pragma once
// The first page of a database: SQLite's header, and the tables with where they lie. In files of one version
// it is the same but for some counters, so that one with flipped bits is known and can be made good; without
// it nothing in the file can be read.
//
// Pure. Thread: any.

#include <cstddef>
#include <string>
#include <string_view>

namespace selat::store {

inline constexpr std::size_t kPageBytes = 4'096;

// In how many bits a first page differs from `model`, that of an empty file of this version as it is in
// memory; counters do not count. Another program's or another version's differs in thousands.
[[nodiscard]] int flipped_bits(std::string_view page, std::string_view model);
inline constexpr int kMostFlippedBits = 64;  // in a page that is still known

// `page` with what `model` says, with no free pages, and as large as its file is.
[[nodiscard]] std::string mended_first_page(std::string_view page, std::string_view model);

}  // namespace selat::store
