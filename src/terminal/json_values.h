#pragma once
// Values as every JSON of Selat writes them; `Json` is that of the library, which no header includes.
//
// Thread: any. Pure.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/enum_names.h"
#include "geo/position.h"
#include "model/named_count.h"
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

template <typename Json>
[[nodiscard]] Json counts_json(const std::vector<model::NamedCount>& counts) {
  Json out = Json::object();
  for (const model::NamedCount& count : counts) {
    out[count.name] = count.count;
  }
  return out;
}

// By the names of a closed enum.
template <typename Json, typename Enum>
[[nodiscard]] Json every_count_json(const EnumCounts<Enum>& counts) {
  Json out = Json::object();
  for (std::size_t i = 0; i < enum_count<Enum>; ++i) {
    out[std::string(enum_names<Enum>[i])] = counts[static_cast<Enum>(i)];
  }
  return out;
}

}  // namespace selat::terminal
