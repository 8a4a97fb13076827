#pragma once
// What a radar sent as one JSON object, as `selat decode` prints it. Not thread-safe (the buffer).

#include <string_view>

#include "ais/json/json_text.h"
#include "radar/asterix/receiver.h"
#include "radar/sentence_receiver.h"

namespace selat::service {

// Without line ending. `device` is left out if empty.
void write_radar_json(const radar::ReceivedReport& received, std::string_view device, ais::JsonText& into);
void write_radar_json(const radar::ReceivedStatus& received, std::string_view device, ais::JsonText& into);

}  // namespace selat::service
