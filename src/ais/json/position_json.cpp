// Positions: types 1–4, 9, 11, 18, 19, 21 and 27.
#include "ais/json/json_fields.h"
#include "ais/json/words.h"

namespace selat::ais {

template <bool kIsScaled>
void JsonFields<kIsScaled>::position_a() {
  coded<38, 4>("status", status_word);
  turn<42>("turn");
  speed<50>("speed");
  flag<60>("accuracy");
  place<61>();
  tenths<116, 12>("course");
  number<128, 9>("heading");
  number<137, 6>("second");
  number<143, 2>("maneuver");
  flag<148>("raim");
  number<149, 19>("radio");
}

template <bool kIsScaled>
void JsonFields<kIsScaled>::base_station() {
  out_.key("timestamp");
  out_.character('"');
  out_.digits(at<38, 14>(), 4);
  two_digits("-", at<52, 4>());
  two_digits("-", at<56, 5>());
  two_digits("T", at<61, 5>());
  two_digits(":", at<66, 6>());
  two_digits(":", at<72, 6>());
  out_.literal("Z\"");
  flag<78>("accuracy");
  place<79>();
  coded<134, 4>("epfd", fixing_device_word);
  flag<148>("raim");
  number<149, 19>("radio");
}

template <bool kIsScaled>
void JsonFields<kIsScaled>::sar_aircraft() {
  number_or_words<38, 12>("alt", "high");
  number_or_words<50, 10>("speed", "fast");
  flag<60>("accuracy");
  place<61>();
  tenths<116, 12>("course");
  number<128, 6>("second");
  number<134, 8>("regional");
  number<142, 1>("dte");
  flag<146>("assigned");
  flag<147>("raim");
  number<148, 20>("radio");
}

template <bool kIsScaled>
void JsonFields<kIsScaled>::motion_b() {
  number<38, 8>("reserved");
  tenths<46, 10>("speed");
  flag<56>("accuracy");
  place<57>();
  tenths<112, 12>("course");
  number<124, 9>("heading");
  number<133, 6>("second");
}

template <bool kIsScaled>
void JsonFields<kIsScaled>::position_b() {
  motion_b();
  number<139, 2>("regional");
  flag<141>("cs");
  flag<142>("display");
  flag<143>("dsc");
  flag<144>("band");
  flag<145>("msg22");
  flag<146>("assigned");
  flag<147>("raim");
  number<148, 20>("radio");
}

template <bool kIsScaled>
void JsonFields<kIsScaled>::extended_position_b() {
  motion_b();
  number<139, 4>("regional");
  text("shipname", 143, 20);
  coded<263, 8>("shiptype", ship_type_word);
  dimensions(271);
  coded<301, 4>("epfd", fixing_device_word);
  flag<305>("raim");
  number<306, 1>("dte");
  flag<307>("assigned");
}

template <bool kIsScaled>
void JsonFields<kIsScaled>::aid_to_navigation() {
  coded<38, 5>("aid_type", aid_type_word);
  aid_name();
  flag<163>("accuracy");
  place<164>();
  dimensions(219);
  coded<249, 4>("epfd", fixing_device_word);
  number<253, 6>("second");
  number<260, 8>("regional");
  flag<259>("off_position");
  flag<268>("raim");
  flag<269>("virtual_aid");
  flag<270>("assigned");
}

template <bool kIsScaled>
void JsonFields<kIsScaled>::long_range_position() {
  if constexpr (kIsScaled) {
    out_.key("status");
    out_.word(status_word(at<40, 4>()));
  } else {
    number<40, 4>("status");
  }
  flag<38>("accuracy");
  coarse<44>("lon", 18);
  coarse<62>("lat", 17);
  number<79, 6>("speed");
  number<85, 9>("course");
  flag<39>("raim");
  flag<94>("gnss");
}

template void JsonFields<true>::position_a();
template void JsonFields<false>::position_a();
template void JsonFields<true>::base_station();
template void JsonFields<false>::base_station();
template void JsonFields<true>::sar_aircraft();
template void JsonFields<false>::sar_aircraft();
template void JsonFields<true>::motion_b();
template void JsonFields<false>::motion_b();
template void JsonFields<true>::position_b();
template void JsonFields<false>::position_b();
template void JsonFields<true>::extended_position_b();
template void JsonFields<false>::extended_position_b();
template void JsonFields<true>::aid_to_navigation();
template void JsonFields<false>::aid_to_navigation();
template void JsonFields<true>::long_range_position();
template void JsonFields<false>::long_range_position();

}  // namespace selat::ais
