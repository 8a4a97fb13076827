#pragma once
// An AIS message: all its fields, after ITU-R M.1371-5 annex 8 §3. Each kind of message has one file in
// ais/messages: its struct, and its fields in the order of the air interface. What the standard calls "not
// available", "undefined" or reserved is an empty optional; spare bits are left out. Plain values without
// allocation; equality is by content.
//
// decode(encode(message)) == message holds for every message whose numbers have the resolution of the
// air interface (speed 0.1 kn, course 0.1°, position 1/10,000 min …).

#include <variant>

#include "ais/message_header.h"
#include "ais/messages/msg_1.h"
#include "ais/messages/msg_10.h"
#include "ais/messages/msg_12.h"
#include "ais/messages/msg_14.h"
#include "ais/messages/msg_15.h"
#include "ais/messages/msg_16.h"
#include "ais/messages/msg_17.h"
#include "ais/messages/msg_18.h"
#include "ais/messages/msg_19.h"
#include "ais/messages/msg_20.h"
#include "ais/messages/msg_21.h"
#include "ais/messages/msg_22.h"
#include "ais/messages/msg_23.h"
#include "ais/messages/msg_24.h"
#include "ais/messages/msg_25.h"
#include "ais/messages/msg_26.h"
#include "ais/messages/msg_27.h"
#include "ais/messages/msg_4.h"
#include "ais/messages/msg_5.h"
#include "ais/messages/msg_6.h"
#include "ais/messages/msg_7.h"
#include "ais/messages/msg_8.h"
#include "ais/messages/msg_9.h"

namespace selat::ais {

// What a Message is before anything was read into it; also a type 24 of the reserved parts 2 and 3, of which
// only the header is read.
struct NotYetDecoded : MessageHeader {
  friend constexpr bool operator==(const NotYetDecoded&, const NotYetDecoded&) = default;
};

// All kinds of messages. Reading, writing and printing are derived from this list.
using Message =
    std::variant<NotYetDecoded, PositionA, BaseStation, StaticVoyage, AddressedBinary, Acknowledgement,
                 BroadcastBinary, SarAircraftPosition, TimeInquiry, AddressedSafety, SafetyBroadcast,
                 Interrogation, ModeAssignment, DgnssBroadcast, PositionB, ExtendedPositionB, LinkManagement,
                 AidToNavigation, ChannelManagement, GroupAssignment, StaticPartA, StaticPartB,
                 SingleSlotBinary, MultiSlotBinary, LongRangePosition>;

[[nodiscard]] inline const MessageHeader& header_of(const Message& message) {
  return std::visit([](const auto& any) -> const MessageHeader& { return any; }, message);
}

}  // namespace selat::ais
