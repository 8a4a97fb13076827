#include "ais/decoder_table.h"

#include "ais/decode/rows.h"

namespace selat::ais {

// Lengths: M.1371-5 annex 8. Shorter than the standard and still read: type 5 as some transponders cut it
// (420, 422), type 24 of 160–168 bits. Type 21 may carry a name extension of up to 14 characters. A type 27
// padded to 168 bits is as valid as one of 96.
const std::array<DecoderRow, kLastType + 1> kDecoderTable = {{
    {},                                                                           // no type 0
    {decode_position_a, encode_position_a, 168, 168, 168},                        // 1 Class A position
    {decode_position_a, encode_position_a, 168, 168, 168},                        // 2 the same, assigned
    {decode_position_a, encode_position_a, 168, 168, 168},                        // 3 the same, interrogated
    {decode_base_station, encode_base_station, 168, 168, 168},                    // 4 base station
    {decode_static_voyage, encode_static_voyage, 420, 424, 424},                  // 5 static and voyage
    {decode_addressed_binary, encode_addressed_binary, 88, 88, 1008},             // 6 addressed binary
    {decode_acknowledgement, encode_acknowledgement, 72, 72, 168},                // 7 binary acknowledge
    {decode_broadcast_binary, encode_broadcast_binary, 56, 56, 1008},             // 8 binary broadcast
    {decode_sar_aircraft_position, encode_sar_aircraft_position, 168, 168, 168},  // 9 SAR aircraft
    {decode_time_inquiry, encode_time_inquiry, 70, 72, 72},                       // 10 UTC and date inquiry
    {decode_base_station, encode_base_station, 168, 168, 168},                    // 11 UTC and date response
    {decode_addressed_safety, encode_addressed_safety, 72, 72, 1008},             // 12 addressed safety text
    {decode_acknowledgement, encode_acknowledgement, 72, 72, 168},                // 13 safety acknowledge
    {decode_safety_broadcast, encode_safety_broadcast, 40, 40, 1008},             // 14 safety broadcast
    {decode_interrogation, encode_interrogation, 88, 88, 160},                    // 15 interrogation
    {decode_mode_assignment, encode_mode_assignment, 92, 96, 144},                // 16 assignment
    {decode_dgnss_broadcast, encode_dgnss_broadcast, 75, 80, 816},                // 17 DGNSS broadcast
    {decode_position_b, encode_position_b, 168, 168, 168},                        // 18 Class B position
    {decode_extended_position_b, encode_extended_position_b, 312, 312, 312},      // 19 Class B, extended
    {decode_link_management, encode_link_management, 70, 72, 160},                // 20 data link management
    {decode_aid_to_navigation, encode_aid_to_navigation, 272, 272, 360},          // 21 aid to navigation
    {decode_channel_management, encode_channel_management, 145, 168, 168},        // 22 channel management
    {decode_group_assignment, encode_group_assignment, 154, 160, 160},            // 23 group assignment
    {decode_static_part, encode_static_part, 160, 160, 168},                      // 24 Class B static
    {decode_single_slot_binary, encode_single_slot_binary, 40, 40, 168},          // 25 single-slot binary
    {decode_multi_slot_binary, encode_multi_slot_binary, 60, 60, 1064},           // 26 multi-slot binary
    {decode_long_range_position, encode_long_range_position, 96, 96, 168},        // 27 long range
}};

}  // namespace selat::ais
