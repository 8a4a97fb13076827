#pragma once
// Type 24, parts A and B: Class B static data (M.1371-5 annex 8 §3.22). Some transponders cut them to 160
// bits, some receivers to 154: the name's last letter, or the dimensions. Parts 2 and 3 are reserved.

#include <cstdint>
#include <optional>

#include "ais/fields/field_values.h"
#include "ais/fields/terms.h"
#include "ais/message_header.h"
#include "ais/words.h"
#include "base/bits.h"
#include "base/short_text.h"
#include "model/report.h"

namespace selat::ais {

// What both parts have in common. walk_data() is what follows the part number: merged JSON needs it alone.
struct StaticPart : MessageOf<24> {
  using MessageOf::MessageOf;
  static constexpr MessageForm kForm = {
      .min_bits = 154, .usual_min_bits = 160, .usual_max_bits = 168, .sent_by = model::Transponder::class_b};
  static constexpr std::size_t kPartNumberAt = 38;
  friend bool operator==(const StaticPart&, const StaticPart&) = default;
};

// Part A: the name.
struct StaticPartA : StaticPart {
  StaticPartA() : StaticPart(24) {}
  std::optional<ShortText<20>> name;
  friend bool operator==(const StaticPartA&, const StaticPartA&) = default;

  [[nodiscard]] static bool is_of(const Bits& bits) { return bits.unsigned_at(kPartNumberAt, 2) == 0; }

  SELAT_FOLDED static void walk(auto& fields, auto& message) {
    fields.header(message);
    fields.part_number("part", 0);
    walk_data(fields, message);
  }
  SELAT_FOLDED static void walk_data(auto& fields, auto& message) { fields.text("shipname", message.name); }
};

// Part B: type, equipment, call sign, size.
struct StaticPartB : StaticPart {
  // Part A is whole with 160 bits; this one has lost a field below these, the distance to starboard first.
  static constexpr std::size_t kFieldBits = 162;
  StaticPartB() : StaticPart(24) {}
  std::optional<std::uint8_t> ship_type;
  std::optional<ShortText<3>> vendor;
  std::uint8_t unit_model = 0;      // 4 bits
  std::uint32_t serial_number = 0;  // 20 bits
  std::optional<ShortText<7>> call_sign;
  std::optional<model::Dimensions> dimensions;  // empty for a craft of a parent ship
  std::optional<model::Mmsi> mothership;        // only for a craft of a parent ship (98MIDxxxx)
  std::optional<FixingDevice> fixing_device;
  friend bool operator==(const StaticPartB&, const StaticPartB&) = default;

  [[nodiscard]] static bool is_of(const Bits& bits) { return bits.unsigned_at(kPartNumberAt, 2) == 1; }

  SELAT_FOLDED static void walk(auto& fields, auto& message) {
    fields.header(message);
    fields.part_number("part", 1);
    walk_data(fields, message);
  }
  SELAT_FOLDED static void walk_data(auto& fields, auto& message) {
    fields.code("shiptype", 8_bits, ship_type_word, message.ship_type);
    fields.text("vendorid", message.vendor);
    fields.number("model", 4_bits, message.unit_model);
    fields.number("serial", 20_bits, message.serial_number);
    fields.text("callsign", message.call_sign);
    // A craft of a parent ship gives the parent's MMSI in the bits of the dimensions.
    if (message.mmsi.kind() == model::MmsiKind::craft_of_parent) {
      fields.mmsi_or_absent("mothership_mmsi", message.mothership);
    } else {
      fields.dimensions(message.dimensions);
    }
    fields.fixing_device("epfd", message.fixing_device);
    fields.spare(2_bits);
  }
};

}  // namespace selat::ais
