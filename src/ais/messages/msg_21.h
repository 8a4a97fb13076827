#pragma once
// Type 21: aid to navigation (M.1371-5 annex 8 §3.19).

#include <cstdint>
#include <optional>

#include "ais/fields/field_values.h"
#include "ais/fields/terms.h"
#include "ais/message_header.h"
#include "ais/words.h"
#include "base/short_text.h"
#include "geo/position.h"
#include "model/report.h"

namespace selat::ais {

struct AidToNavigation : MessageOf<21> {
  AidToNavigation() : MessageOf(21) {}
  // With a name extension of up to 14 characters.
  static constexpr MessageForm kForm = {.min_bits = 272,
                                        .usual_min_bits = 272,
                                        .usual_max_bits = 360,
                                        .sent_by = model::Transponder::aid_to_navigation};
  static constexpr std::size_t kExtensionAt = 272;  // bits before the name extension

  std::optional<std::uint8_t> aid_type;  // table 74
  std::optional<ShortText<34>> name;     // with its extension
  bool is_high_accuracy = false;
  std::optional<geo::Position> position;
  std::optional<model::Dimensions> dimensions;
  std::optional<FixingDevice> fixing_device;
  TimeStamp time_stamp;
  bool is_off_position = false;  // valid only for floating aids, and only with a UTC second
  std::uint8_t aid_status = 0;   // lights, RACON and health as the authority codes them (IALA A-126)
  bool has_raim = false;
  bool is_virtual = false;
  bool is_assigned = false;
  friend bool operator==(const AidToNavigation&, const AidToNavigation&) = default;

  SELAT_FOLDED static void walk(auto& fields, auto& message) {
    fields.header(message);
    fields.code("aid_type", 5_bits, aid_type_word, message.aid_type);
    fields.name_with_extension("name", message.name, kExtensionAt);
    fields.flag("accuracy", message.is_high_accuracy);
    fields.position(message.position);
    fields.dimensions(message.dimensions);
    fields.fixing_device("epfd", message.fixing_device);
    fields.time_stamp("second", message.time_stamp);
    fields.flag("off_position", message.is_off_position);
    fields.number("regional", 8_bits, message.aid_status);
    fields.flag("raim", message.has_raim);
    fields.flag("virtual_aid", message.is_virtual);
    fields.flag("assigned", message.is_assigned);
    fields.spare(1_bits);
    fields.name_extension(message.name);
  }
};

}  // namespace selat::ais
