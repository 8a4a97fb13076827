#pragma once
// What a person types of a context entry or a log entry, read and checked before it is sent.
//
// Thread: one. Errors: UsageError with one line that says what to do; of a file, Failure with file, layer and
// feature.

#include <string>

#include "config/settings.h"
#include "model/context_entry.h"
#include "model/request.h"
#include "units/instant.h"

namespace selat::service {

// Empty: not given.
struct EntryForm {
  std::string reason, owner;
  std::string lasts;  // "12h"
  std::string until;  // "18:00"
};

struct VesselForm {
  std::string mmsi = {}, imo = {}, call_sign = {}, name = {};
};

struct ZoneForm {
  std::string file, layer;
  std::string circle;   // "1.25,103.8,3": latitude, longitude, radius in nautical miles
  std::string polygon;  // "1.2,103.8 1.3,103.8 1.3,103.9"
  std::string kind = "watch";
  std::string name;
  std::string speed_limit_kn, longest_vessel_m;
  std::string stay;  // "entry", "dwell"; empty: entry, or nothing but speeding where there is a limit
};

[[nodiscard]] model::ContextEntry vessel_entry(const VesselForm& vessel, const EntryForm& form, Instant now);
[[nodiscard]] model::ContextEntry zone_entry(const ZoneForm& zone, const EntryForm& form, Instant now);
// Throws where a zone lies on land, with no water in it or beside it. Without geodata that is not known.
void refuse_land(const model::ContextEntry& entry, const config::Settings& settings);
// `first`: 'W' of vessels, 'Z' of zones.
[[nodiscard]] model::EndContextEntry end_of_entry(const std::string& id, char first,
                                                  const std::string& reason);
struct TypedLogEntry {
  model::WriteLog entry;
  std::string not_read;  // of the text: what may have been meant as its place (text/typed_place.h)
};
// `place` is "1.25,103.8", or else stands before the text; it and `mmsi` may be empty.
[[nodiscard]] TypedLogEntry log_entry(const std::string& words, const std::string& place,
                                      const std::string& mmsi);

}  // namespace selat::service
