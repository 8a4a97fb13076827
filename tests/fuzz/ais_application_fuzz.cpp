// Any bits as the data of every application in turn: first byte which format of application_table.cpp,
// second how many bits of the last byte do not count, the rest the data. The fields come back as they were
// read, and the JSON of the message that carries them is sound.
#include <nlohmann/json.hpp>

#include "ais/application.h"
#include "ais/decoder_table.h"
#include "ais/encode.h"
#include "ais/json/message_json.h"
#include "base/bits.h"
#include "fuzz.h"

namespace {

using namespace selat;

Bits data_of(const std::uint8_t* bytes, std::size_t size, unsigned unused) {
  Bits data;
  for (std::size_t at = 0; at < size; ++at) {
    const unsigned width = at + 1 == size ? 8 - unused : 8;
    if (!data.append(static_cast<std::uint64_t>(bytes[at]) >> (8 - width), width)) {
      break;
    }
  }
  return data;
}

ais::Message message_with(const ais::ApplicationFormat& format, const Bits& data) {
  if (format.is_addressed) {
    ais::AddressedBinary message;
    message.mmsi = model::Mmsi(525'000'001);
    message.destination = model::Mmsi(533'000'002);
    message.application = format.id;
    message.data = data;
    return message;
  }
  ais::BroadcastBinary message;
  message.mmsi = model::Mmsi(525'000'001);
  message.application = format.id;
  message.data = data;
  return message;
}

void check_json(const ais::Message& message, bool is_scaled) {
  ais::JsonText text;
  ais::write_json(message, ais::encode_bits(message), {.is_scaled = is_scaled, .device = {}}, {}, text);
  require(text.view().find('\n') == std::string_view::npos, "one line");
  const auto json = nlohmann::json::parse(text.view(), nullptr, false);
  require(json.is_object() && json["class"] == "AIS", "sound JSON");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  if (size < 2) {
    return 0;
  }
  const auto formats = ais::application_formats();
  const auto& chosen = *formats[bytes[0] % formats.size()];
  const auto data = data_of(bytes + 2, size - 2, bytes[1] % 8U);
  // The chosen one or its neighbour of the same identifier; none where the length is wrong.
  if (const auto* format = ais::application_format(chosen.is_addressed, chosen.id, data)) {
    const auto record = ais::read_application(*format, data);
    const auto written = ais::write_application(record);
    require(ais::read_application(*format, written) == record, "an application comes back as it was read");
    for (const auto& value : record.values) {
      (void)ais::value_of(value);
    }
  }
  const auto message = message_with(chosen, data);
  check_json(message, true);
  check_json(message, false);
  return 0;
}
