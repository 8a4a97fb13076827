#pragma once
// Reads one record by the description of its category. No allocation, thread-safe.

#include <cstddef>
#include <cstdint>
#include <expected>

#include "radar/asterix/item.h"
#include "radar/problem.h"

namespace selat::radar {

struct RecordSize {
  std::size_t bytes = 0;
  std::uint32_t items_unread = 0;  // skipped by their length: nobody here reads them
};

// Reads the record at the front of the bytes; they may go on behind it. After an error nothing behind the
// record can be found.
[[nodiscard]] std::expected<RecordSize, RecordProblem> read_record(Bytes bytes, const Category& category,
                                                                   Record& into);

}  // namespace selat::radar
