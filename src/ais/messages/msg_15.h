#pragma once
// Type 15: interrogation: asks one or two stations for messages (M.1371-5 annex 8 §3.13).

#include <cstdint>
#include <optional>

#include "ais/fields/terms.h"
#include "ais/message_header.h"

namespace selat::ais {

struct InterrogationRequest {
  std::uint8_t message_type = 0;  // 0: none
  std::uint16_t slot_offset = 0;  // slot of the reply; 0: the station asked chooses
  friend constexpr bool operator==(const InterrogationRequest&, const InterrogationRequest&) = default;
};

struct InterrogatedStation {
  model::Mmsi station;
  InterrogationRequest request;
  friend constexpr bool operator==(const InterrogatedStation&, const InterrogatedStation&) = default;
};

struct Interrogation : MessageOf<15> {
  Interrogation() : MessageOf(15) {}
  static constexpr MessageForm kForm = {.min_bits = 88, .usual_min_bits = 88, .usual_max_bits = 160};

  using Request = InterrogationRequest;
  using Second = InterrogatedStation;
  model::Mmsi station;
  Request request;
  std::optional<Request> second_request;  // of the first station; type 0 where only a second station follows
  std::optional<Second> second_station;
  friend bool operator==(const Interrogation&, const Interrogation&) = default;

  SELAT_FOLDED static void walk(auto& fields, auto& message) {
    fields.header(message);
    fields.spare(2_bits);
    fields.mmsi("mmsi1", message.station);
    walk_request(fields, "type1_1", "offset1_1", message.request);
    const bool has_request = fields.part(message.second_request, 20_bits, [&fields](auto& request) {
      fields.spare(2_bits);
      walk_request(fields, "type1_2", "offset1_2", request);
    });
    const bool has_station = fields.part(message.second_station, 50_bits, [&fields](auto& second) {
      fields.spare(2_bits);
      fields.mmsi("mmsi2", second.station);
      walk_request(fields, "type2_1", "offset2_1", second.request);
    });
    if (has_request || has_station) {
      fields.spare(2_bits);
    }
    fields.byte_boundary();
  }

 private:
  SELAT_FOLDED static void walk_request(auto& fields, Name type, Name offset, auto& request) {
    fields.number(type, 6_bits, request.message_type);
    fields.number(offset, 12_bits, request.slot_offset);
  }
};

}  // namespace selat::ais
