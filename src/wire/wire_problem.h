#pragma once
// Why a received message could not become a value of model/: the closed list of this folder. What is wrong is
// counted and dropped, and never stops what is right beside it.

#include <cstdint>

#include "base/enum_names.h"

namespace selat::wire {

enum class WireProblem : std::uint8_t {
  column_lengths,      // the columns of one batch differ in length
  index_out_of_range,  // an entry points beyond the list it points into
  out_of_domain,       // a number that its unit or the standard does not know; not a number; no such time
  unknown_enum,        // a value this version does not know, or UNSPECIFIED
  missing_field,       // a part without which the rest means nothing
  text_too_long,       // an identity longer than its field; free text is cut instead
  too_many,            // more entries than any publisher sends
};

}  // namespace selat::wire

namespace selat {
template <>
inline constexpr auto enum_names<wire::WireProblem> =
    std::to_array<std::string_view>({"column_lengths", "index_out_of_range", "out_of_domain", "unknown_enum",
                                     "missing_field", "text_too_long", "too_many"});
}  // namespace selat
