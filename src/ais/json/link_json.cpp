// Messages that steer the link: types 15, 16, 20, 22 and 23.
#include "ais/json/json_fields.h"
#include "ais/json/words.h"

namespace selat::ais {

template <bool kIsScaled>
void JsonFields<kIsScaled>::interrogation() {
  number<40, 30>("mmsi1");
  number<70, 6>("type1_1");
  number<76, 12>("offset1_1");
  number_at("type1_2", 90, 6);
  number_at("offset1_2", 96, 12);
  number_at("mmsi2", 110, 30);
  number_at("type2_1", 140, 6);
  number_at("offset2_1", 146, 12);
}

template <bool kIsScaled>
void JsonFields<kIsScaled>::mode_assignment() {
  const std::size_t second = bits_.size() >= 144 ? 92 : Bits::kMaxSize;
  number<40, 30>("mmsi1");
  number<70, 12>("offset1");
  number<82, 10>("increment1");
  number_at("mmsi2", second, 30);
  number_at("offset2", second + 30, 12);
  number_at("increment2", second + 42, 10);
}

template <bool kIsScaled>
void JsonFields<kIsScaled>::link_management() {
  number_at("offset1", 40, 12);
  number_at("number1", 52, 4);
  number_at("timeout1", 56, 3);
  number_at("increment1", 59, 11);
  number_at("offset2", 70, 12);
  number_at("number2", 82, 4);
  number_at("timeout2", 86, 3);
  number_at("increment2", 89, 11);
  number_at("offset3", 100, 12);
  number_at("number3", 112, 4);
  number_at("timeout3", 116, 3);
  number_at("increment3", 119, 11);
  number_at("offset4", 130, 12);
  number_at("number4", 142, 4);
  number_at("timeout4", 146, 3);
  number_at("increment4", 149, 11);
}

template <bool kIsScaled>
void JsonFields<kIsScaled>::channel_management() {
  number<40, 12>("channel_a");
  number<52, 12>("channel_b");
  number<64, 4>("txrx");
  flag<68>("power");
  if (at<139, 1>() != 0) {
    number<69, 30>("dest1");
    number<104, 30>("dest2");
  } else {
    corner<69>("ne_lon", 18);
    corner<87>("ne_lat", 17);
    corner<104>("sw_lon", 18);
    corner<122>("sw_lat", 17);
  }
  flag<139>("addressed");
  flag<140>("band_a");
  flag<141>("band_b");
  number<142, 3>("zonesize");
}

template <bool kIsScaled>
void JsonFields<kIsScaled>::group_assignment() {
  corner<40>("ne_lon", 18);
  corner<58>("ne_lat", 17);
  corner<75>("sw_lon", 18);
  corner<93>("sw_lat", 17);
  coded<110, 4>("stationtype", station_type_word);
  coded<114, 8>("shiptype", ship_type_word);
  number<144, 2>("txrx");
  number<146, 4>("interval");
  number<150, 4>("quiet");
}

template void JsonFields<true>::interrogation();
template void JsonFields<false>::interrogation();
template void JsonFields<true>::mode_assignment();
template void JsonFields<false>::mode_assignment();
template void JsonFields<true>::link_management();
template void JsonFields<false>::link_management();
template void JsonFields<true>::channel_management();
template void JsonFields<false>::channel_management();
template void JsonFields<true>::group_assignment();
template void JsonFields<false>::group_assignment();

}  // namespace selat::ais
