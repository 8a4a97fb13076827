#pragma once
// Why a received message, or a part of it, cannot be read as a value of model/: a closed list. What cannot be
// read is counted and dropped; the other parts of the message are still read.

#include <cstdint>

#include "base/enum_names.h"

namespace selat::wire {

enum class WireProblem : std::uint8_t {
  column_lengths,      // the columns of one batch differ in length
  index_out_of_range,  // an index into a list is beyond its end
  out_of_domain,  // a number outside the range of its unit or of the standard; not a number; no such time
  unknown_enum,   // a value this version does not know, or UNSPECIFIED
  missing_field,  // a part without which the rest has no meaning
  text_too_long,  // an identity longer than its field; free text is cut instead
  too_many,       // more entries than any publisher sends
};

}  // namespace selat::wire

namespace selat {
template <>
inline constexpr auto enum_names<wire::WireProblem> =
    std::to_array<std::string_view>({"column_lengths", "index_out_of_range", "out_of_domain", "unknown_enum",
                                     "missing_field", "text_too_long", "too_many"});
}  // namespace selat
