// Binary data, texts, inquiries and acknowledgements: types 6–8, 10, 12–14, 17, 25 and 26.
#include <algorithm>

#include "ais/json/json_fields.h"

namespace selat::ais {

template <bool kIsScaled>
void JsonFields<kIsScaled>::addressed_binary() {
  number<38, 2>("seqno");
  number<40, 30>("dest_mmsi");
  flag<70>("retransmit");
  number<72, 10>("dac");
  number<82, 6>("fid");
  application_or_data(true, 72, 88, bits_.size());
}

template <bool kIsScaled>
void JsonFields<kIsScaled>::acknowledgement() {
  number<40, 30>("mmsi1");
  number_at("mmsi2", 72, 30);
  number_at("mmsi3", 104, 30);
  number_at("mmsi4", 136, 30);
  out_.key("seq");
  out_.character('[');
  for (std::size_t at = 70; at < 168 && bits_.has(at - 30, 32); at += 32) {
    out_.begin_item();
    out_.number(static_cast<std::int64_t>(bits_.unsigned_at(at, 2)));
  }
  out_.character(']');
}

template <bool kIsScaled>
void JsonFields<kIsScaled>::broadcast_binary() {
  number<40, 10>("dac");
  number<50, 6>("fid");
  application_or_data(false, 40, 56, bits_.size());
}

template <bool kIsScaled>
void JsonFields<kIsScaled>::addressed_safety() {
  number<38, 2>("seqno");
  number<40, 30>("dest_mmsi");
  flag<70>("retransmit");
  text("text", 72, 156);
}

template <bool kIsScaled>
void JsonFields<kIsScaled>::slot_binary(std::size_t end) {
  const bool is_addressed = flag<38>("addressed");
  const bool is_structured = flag<39>("structured");
  const std::size_t id_at = is_addressed ? 72 : 40;
  const std::size_t data_at = id_at + (is_structured ? 16 : 0);
  number_at("dest_mmsi", is_addressed ? 40 : Bits::kMaxSize, 30);
  number_at("app_id", is_structured ? id_at : Bits::kMaxSize, 16);
  data(data_at, end);
  if (is_structured && data_at <= end) {
    number_at("dac", id_at, 10);
    number_at("fid", id_at + 10, 6);
    application(is_addressed, id_at, data_at, end);
  }
}

template <bool kIsScaled>
void JsonFields<kIsScaled>::time_inquiry() {
  number<40, 30>("dest_mmsi");
}

template <bool kIsScaled>
void JsonFields<kIsScaled>::safety_broadcast() {
  text("text", 40, 161);
}

template <bool kIsScaled>
void JsonFields<kIsScaled>::dgnss_broadcast() {
  coarse<40>("lon", 18);
  coarse<58>("lat", 17);
  data(80, bits_.size());
}

template <bool kIsScaled>
void JsonFields<kIsScaled>::single_slot_binary() {
  slot_binary(bits_.size());
}

template <bool kIsScaled>
void JsonFields<kIsScaled>::multi_slot_binary() {
  const std::size_t radio_at = bits_.size() - std::min<std::size_t>(bits_.size(), 20);
  slot_binary(radio_at);
  number_at("radio", radio_at, 20);
}

template void JsonFields<true>::addressed_binary();
template void JsonFields<false>::addressed_binary();
template void JsonFields<true>::acknowledgement();
template void JsonFields<false>::acknowledgement();
template void JsonFields<true>::broadcast_binary();
template void JsonFields<false>::broadcast_binary();
template void JsonFields<true>::addressed_safety();
template void JsonFields<false>::addressed_safety();
template void JsonFields<true>::time_inquiry();
template void JsonFields<false>::time_inquiry();
template void JsonFields<true>::safety_broadcast();
template void JsonFields<false>::safety_broadcast();
template void JsonFields<true>::dgnss_broadcast();
template void JsonFields<false>::dgnss_broadcast();
template void JsonFields<true>::single_slot_binary();
template void JsonFields<false>::single_slot_binary();
template void JsonFields<true>::multi_slot_binary();
template void JsonFields<false>::multi_slot_binary();

}  // namespace selat::ais
