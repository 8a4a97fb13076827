#pragma once
// Values as every JSON of Selat writes them; `Json` is that of the library, which no header includes.
//
// Thread: any. Pure.

#include <cstdint>
#include <optional>
#include <string>

#include "geo/position.h"
#include "text/measure.h"
#include "units/instant.h"

namespace selat::terminal {

// Programs that read numbers as floating point keep 53 bits of them; these have 64.
[[nodiscard]] inline std::string id_text(std::uint64_t id) {
  return std::to_string(id);
}

template <typename Json>
[[nodiscard]] Json time_or_null(const std::optional<Instant>& at) {
  return at ? Json(text::date_and_time(*at)) : Json();
}

template <typename Json>
[[nodiscard]] Json place_of(const geo::Position& position) {
  // The doubles next to the seven decimals, which are written with no more of them.
  Json place;
  place["latitude_deg"] = position.latitude_e7() / 1e7;
  place["longitude_deg"] = position.longitude_e7() / 1e7;
  return place;
}

}  // namespace selat::terminal
