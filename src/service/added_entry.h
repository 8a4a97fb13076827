#pragma once
// What a person is told of an entry that was added to the context of the rules.
//
// Thread: any. Pure.

#include <optional>
#include <string>

#include "config/settings.h"
#include "model/context_entry.h"
#include "units/instant.h"
#include "units/speed.h"

namespace selat::service {

// What the rule `zone` reports as speeding in it, by the settings on this machine. Empty: it has no limit.
struct Speeding {
  Speed above;
  Span kept_for;
};
[[nodiscard]] std::optional<Speeding> speeding_in(const model::ContextEntry& entry,
                                                  const config::Settings& settings);

[[nodiscard]] std::string added_as_json(const std::string& id, Instant ends_at,
                                        const std::optional<Speeding>& speeding);

}  // namespace selat::service
