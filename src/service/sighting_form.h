#pragma once
// What is asked about a sighting: each thing once, whether it stands on a command line or is asked question
// by question. In the order of a call: what matters first.
//
// Thread: any. Pure.

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/localized_message.h"
#include "model/sighting.h"
#include "units/instant.h"

namespace selat::service {

struct SightingField {
  std::string_view option;  // of `selat sighting add`; empty: asked only
  MessageId value_name;
  bool is_asked = false;
  bool is_needed = false;
  MessageId question;                              // short, to be read aloud
  MessageId help;                                  // how the answer is written
  std::span<const std::string_view> choices = {};  // of a closed list, as an option takes them
  LocalizedMessage (*words)() = nullptr;           // the same for the person, with the numbers to choose by
  // Sets it from what was typed, which is not empty; or says what is meant.
  std::optional<LocalizedMessage> (*read)(model::Sighting& sighting, const std::string& typed, Instant now);
};

[[nodiscard]] std::span<const SightingField> sighting_fields();
// What nothing was said of yet: seen now, by a fisherman.
[[nodiscard]] model::Sighting new_sighting(Instant now);

// Reads what was typed for the field, and looks at it as the server will: one that is refused leaves the
// sighting as it was.
[[nodiscard]] std::optional<LocalizedMessage> take(const SightingField& field, model::Sighting& sighting,
                                                   const std::string& typed, Instant now);

}  // namespace selat::service
