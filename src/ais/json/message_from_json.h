#pragma once
// From gpsd's JSON back to the bits of a message: for a gpsd whose receivers write no sentences, and for
// recordings of its JSON. Scaled or not. Of all types that say something of a vessel; binary data, regions
// and acknowledgements are not read. What a line leaves out is "not available". Reads what json_fields.h
// writes.
//
// Thread-safe; allocates.

#include <optional>
#include <string_view>
#include <vector>

#include "base/bits.h"

namespace selat::ais {

// One message; two for a type 24 with both its parts; none if the object is of another type or class. Nothing
// if the line is no object with a class.
[[nodiscard]] std::optional<std::vector<Bits>> messages_of_json(std::string_view line);

}  // namespace selat::ais
