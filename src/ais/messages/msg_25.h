#pragma once
// Type 25: binary message of a single slot, to all or to one station, with or without application (M.1371-5
// annex 8 §3.23).

#include <optional>

#include "ais/application_id.h"
#include "ais/fields/terms.h"
#include "ais/message_header.h"
#include "base/bits.h"

namespace selat::ais {

struct SingleSlotBinary : MessageOf<25> {
  SingleSlotBinary() : MessageOf(25) {}
  static constexpr MessageForm kForm = {.min_bits = 40, .usual_min_bits = 40, .usual_max_bits = 168};

  std::optional<model::Mmsi> destination;
  std::optional<ApplicationId> application;
  Bits data;
  friend bool operator==(const SingleSlotBinary&, const SingleSlotBinary&) = default;

  SELAT_FOLDED static void walk(auto& fields, auto& message) { walk_up_to(0, fields, message); }
  // All fields but the last `after` bits; type 26 begins with the same.
  SELAT_FOLDED static void walk_up_to(std::size_t after, auto& fields, auto& message) {
    fields.header(message);
    const bool is_addressed = fields.presence("addressed", message.destination);
    const bool has_application = fields.presence("structured", message.application);
    fields.announced_part(is_addressed, message.destination, 32_bits, [&fields](auto& destination) {
      fields.mmsi("dest_mmsi", destination);
      fields.spare(2_bits);
    });
    fields.announced_part(has_application, message.application, 16_bits,
                          [&fields](auto& application) { fields.slot_application(application); });
    fields.slot_data(message.destination.has_value(), message.application, message.data, after);
  }
};

}  // namespace selat::ais
