// Type 15: interrogation (M.1371-5 annex 8 §3.13).
#include "ais/decode/fields.h"
#include "ais/decode/rows.h"

namespace selat::ais {

namespace {
constexpr unsigned kSecondRequestBits = 2 + 6 + 12;
constexpr unsigned kSecondStationBits = 2 + 30 + 6 + 12;

template <typename Fields, typename Request>
void walk_request(Fields& fields, Request& request) {
  fields.template number<6>(request.message_type);
  fields.template number<12>(request.slot_offset);
}

template <typename Fields, typename Self>
void walk(Fields& fields, Self& message) {
  fields.header(message);
  fields.spare(2);
  fields.mmsi(message.station);
  walk_request(fields, message.request);
  const auto second_request = fields.begin_part(message.second_request, kSecondRequestBits);
  if (second_request) {
    fields.spare(2);
    walk_request(fields, *second_request);
  }
  if (const auto second = fields.begin_part(message.second_station, kSecondStationBits)) {
    fields.spare(2);
    fields.mmsi(second->station);
    walk_request(fields, second->request);
    fields.spare(2);
  } else if (second_request) {
    fields.spare(2);
  }
  fields.byte_boundary();
}
}  // namespace

void decode_interrogation(const Bits& bits, Message& into) {
  FieldReader reader(bits);
  walk(reader, into.emplace<Interrogation>());
}

void encode_interrogation(const Message& message, Bits& into) {
  FieldWriter writer(into);
  walk(writer, std::get<Interrogation>(message));
}

}  // namespace selat::ais
