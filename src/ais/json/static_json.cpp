// Static data: types 5 and 24.
#include "ais/json/json_fields.h"
#include "ais/json/words.h"
#include "model/mmsi.h"

namespace selat::ais {

template <bool kIsScaled>
void JsonFields<kIsScaled>::static_voyage() {
  number<40, 30>("imo");
  number<38, 2>("ais_version");
  text("callsign", 70, 7);
  text("shipname", 112, 20);
  coded<232, 8>("shiptype", ship_type_word);
  dimensions(240);
  coded<270, 4>("epfd", fixing_device_word);
  out_.key("eta");
  two_digits("\"", at<274, 4>());
  two_digits("-", at<278, 5>());
  two_digits("T", at<283, 5>());
  two_digits(":", at<288, 6>());
  out_.literal("Z\"");
  tenths<294, 8>("draught");
  text("destination", 302, 20);
  number<422, 1>("dte");
}

template <bool kIsScaled>
void JsonFields<kIsScaled>::static_part() {
  out_.key("part");
  if (at<38, 2>() == 0) {
    out_.literal("\"A\"");
    text("shipname", 40, 20);
  } else if (at<38, 2>() == 1) {
    out_.literal("\"B\"");
    static_part_b();
  } else {  // reserved
    out_.number(at<38, 2>());
    data(40, bits_.size());
  }
}

template <bool kIsScaled>
void JsonFields<kIsScaled>::static_part_b() {
  coded<40, 8>("shiptype", ship_type_word);
  text("vendorid", 48, 3);
  number<66, 4>("model");
  number<70, 20>("serial");
  text("callsign", 90, 7);
  if (model::Mmsi(at<8, 30>()).kind() == model::MmsiKind::craft_of_parent) {
    number<132, 30>("mothership_mmsi");
  } else {
    dimensions(132);
  }
}

template void JsonFields<true>::static_voyage();
template void JsonFields<false>::static_voyage();
template void JsonFields<true>::static_part();
template void JsonFields<false>::static_part();
template void JsonFields<true>::static_part_b();
template void JsonFields<false>::static_part_b();

}  // namespace selat::ais
