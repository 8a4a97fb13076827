#pragma once
// Type 5: Class A static and voyage related data (M.1371-5 annex 8 §3.3).

#include <cstdint>
#include <optional>

#include "ais/fields/field_values.h"
#include "ais/fields/possible_date.h"
#include "ais/fields/terms.h"
#include "ais/message_header.h"
#include "ais/words.h"
#include "base/bits.h"
#include "base/short_text.h"
#include "model/report.h"
#include "units/distance.h"

namespace selat::ais {

struct StaticVoyage : MessageOf<5> {
  StaticVoyage() : MessageOf(5) {}
  // Some transponders cut it to 420 or 422 bits.
  static constexpr MessageForm kForm = {.min_bits = 420, .usual_min_bits = 424, .usual_max_bits = 424};

  std::uint8_t ais_version = 0;             // 0: M.1371-1, 1: -3, 2: -5, 3: later editions
  std::optional<std::uint32_t> imo_number;  // 10,000,000 and over: the flag state's official number
  std::optional<ShortText<7>> call_sign;
  std::optional<ShortText<20>> name;
  std::optional<std::uint8_t> ship_type;  // table 53
  std::optional<model::Dimensions> dimensions;
  std::optional<FixingDevice> fixing_device;
  Eta eta;
  std::optional<Distance> draught;  // 0.1 m; 25.5 m means "that or more"
  std::optional<ShortText<20>> destination;
  bool has_data_terminal = false;
  friend bool operator==(const StaticVoyage&, const StaticVoyage&) = default;

  // Of its ETA, which has no year.
  [[nodiscard]] static bool has_possible_date(const Bits& bits) {
    return is_possible_date(0, bits.unsigned_at(274, 4), bits.unsigned_at(278, 5)) &&
           is_possible_time(bits.unsigned_at(283, 5), bits.unsigned_at(288, 6));
  }

  SELAT_FOLDED static void walk(auto& fields, auto& message) {
    fields.header(message);
    fields.number("ais_version", 2_bits, message.ais_version);
    fields.number_or_absent("imo", 30_bits, message.imo_number, 1, 0x3FFFFFFF, 0);
    fields.text("callsign", message.call_sign);
    fields.text("shipname", message.name);
    fields.code("shiptype", 8_bits, ship_type_word, message.ship_type);
    fields.dimensions(message.dimensions);
    fields.fixing_device("epfd", message.fixing_device);
    fields.eta("eta", message.eta);
    fields.quantity("draught", kDraught, message.draught);
    fields.text("destination", message.destination);
    fields.inverted_flag("dte", message.has_data_terminal);
    fields.spare(1_bits);
  }
};

}  // namespace selat::ais
