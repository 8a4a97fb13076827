#pragma once
// The functions of decode/msg_N.cpp, as decoder_table.cpp lists them.

#include "ais/message.h"
#include "base/bits.h"

namespace selat::ais {

#define SELAT_AIS_ROW(name)                            \
  void decode_##name(const Bits& bits, Message& into); \
  void encode_##name(const Message& message, Bits& into);

SELAT_AIS_ROW(position_a)
SELAT_AIS_ROW(base_station)
SELAT_AIS_ROW(static_voyage)
SELAT_AIS_ROW(sar_aircraft_position)
SELAT_AIS_ROW(safety_broadcast)
SELAT_AIS_ROW(position_b)
SELAT_AIS_ROW(extended_position_b)
SELAT_AIS_ROW(aid_to_navigation)
SELAT_AIS_ROW(static_part)
SELAT_AIS_ROW(long_range_position)
SELAT_AIS_ROW(addressed_binary)
SELAT_AIS_ROW(acknowledgement)
SELAT_AIS_ROW(broadcast_binary)
SELAT_AIS_ROW(time_inquiry)
SELAT_AIS_ROW(addressed_safety)
SELAT_AIS_ROW(interrogation)
SELAT_AIS_ROW(mode_assignment)
SELAT_AIS_ROW(dgnss_broadcast)
SELAT_AIS_ROW(link_management)
SELAT_AIS_ROW(channel_management)
SELAT_AIS_ROW(group_assignment)
SELAT_AIS_ROW(single_slot_binary)
SELAT_AIS_ROW(multi_slot_binary)

#undef SELAT_AIS_ROW

}  // namespace selat::ais
