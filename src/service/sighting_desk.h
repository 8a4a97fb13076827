#pragma once
// What `selat sighting` does: enters one from options or by asking, lists those of the last day, takes in a
// file of a satellite's detections.
//
// Thread: one. Errors: UsageError with one line that says what is meant; Failure (service/watch_terminal.h).

#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

#include "config/settings.h"
#include "model/sighting.h"
#include "terminal/sighting_text.h"
#include "units/clock.h"

namespace selat::service {

// `typed`: in the order of sighting_fields(), empty where nothing was said. Insisted on, a place on land or
// beyond the chart is taken.
[[nodiscard]] model::Sighting typed_sighting(const std::vector<std::string>& typed, bool insists,
                                             const config::Settings& settings, Instant now);

// Asks on `out`, and reads a line an answer. Throws Failure where the lines end before the form, or the
// person drops it.
[[nodiscard]] model::Sighting asked_sighting(std::istream& in, std::ostream& out,
                                             const config::Settings& settings, const Clock& clock);

// Sends it; returns the number to be spoken.
[[nodiscard]] std::string enter(const model::Sighting& sighting, const config::Settings& settings);
// "Entered as #12, warning: …"
[[nodiscard]] std::string entered_as_text(const model::Sighting& sighting, const std::string& number,
                                          Language language);
[[nodiscard]] std::string entered_as_json(const model::Sighting& sighting, const std::string& number);

[[nodiscard]] std::vector<terminal::ListedSighting> sightings(const config::Settings& settings);

// Sends each sound line. Bad and refused lines are named on `errors`, file:line:column. True if there were
// none.
bool import_detections(const std::filesystem::path& file, const config::Settings& settings, Instant now,
                       std::ostream& out, std::ostream& errors);

}  // namespace selat::service
