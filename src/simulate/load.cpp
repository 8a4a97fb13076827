#include "simulate/load.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "ais/encode.h"
#include "ais/message.h"
#include "base/fingerprint.h"
#include "simulate/simulated_vessel.h"
#include "simulate/transmitter.h"

namespace selat::simulate {
namespace {

Identity identity_of(std::uint64_t number, Device device, std::uint64_t turn) {
  Identity identity;
  identity.device = device;
  const auto serial = static_cast<std::uint32_t>(number);
  identity.mmsi = model::Mmsi(device == Device::base_station        ? 5'630'000 + serial % 10'000
                              : device == Device::aid_to_navigation ? 995'630'000 + serial % 10'000
                                                                    : 563'000'000 + serial);
  const std::string name = "LOAD EXAMPLE " + std::to_string(number);
  std::string call_sign = "L";
  call_sign += std::to_string(number);
  identity.name = std::string_view(name);
  identity.call_sign = std::string_view(call_sign);
  identity.ship_type = static_cast<std::uint8_t>(70 + number % 20);
  identity.dimensions = {Distance::metres(100), Distance::metres(40), Distance::metres(12),
                         Distance::metres(12)};
  // Reports come faster than from real ships, and one repeated within half a minute would be taken for a
  // copy: four values by turns, where a real ship has one for a whole voyage.
  identity.draught = Distance::metres(3 + static_cast<double>(turn % 4) / 10);
  identity.destination = "NOWHERE";
  return identity;
}

}  // namespace

Load::Load(std::uint64_t seed, std::uint32_t vessels, Instant start, std::unique_ptr<LoadWaters> waters)
    : random_(join(seed, 0x10AD)),
      waters_(std::move(waters)),
      start_(Instant::unix_seconds(start.in_unix_seconds())),
      ships_(std::max(1U, vessels * 6 / 10)),
      boats_(std::max(1U, vessels * 4 / 10)),
      shore_(std::max(1U, vessels / 25)) {}

std::uint32_t Load::next(Instant at, std::uint32_t max_sentences, std::string& into) {
  ais::EncodeOptions encode;
  encode.channel = random_.chance(0.5) ? 'A' : 'B';
  encode.tag_source = "load";
  encode.tag_time = at;
  encode.sequence_id = sequence_;

  const Span since = std::max(Instant::unix_seconds(at.in_unix_seconds()) - start_, Span{});
  double draw = random_.uniform();
  const auto is_drawn = [&draw](double share) { return (draw -= share) < 0; };
  ais::Message message;
  if (is_drawn(mix_.type_5) && max_sentences >= 2) {
    const std::uint64_t turn = voyage_turn_++;
    message = static_messages(identity_of(turn % ships_, Device::class_a, turn / ships_), at).front();
    sequence_ = static_cast<std::uint8_t>((sequence_ + 1) % 10);
  } else if (is_drawn(mix_.type_24)) {
    const std::uint64_t turn = name_turn_++;
    const auto parts = static_messages(identity_of(ships_ + turn / 2 % boats_, Device::class_b_so, 0), at);
    message = parts[turn % 2];
  } else if (is_drawn(mix_.type_18)) {
    const std::uint64_t number = ships_ + boat_turn_++ % boats_;
    message = position_message(identity_of(number, Device::class_b_so, 0),
                               waters_->movement(number, LoadKind::boat, since), at);
  } else if (is_drawn(mix_.type_4) || is_drawn(mix_.type_21)) {
    const std::uint64_t number = shore_turn_++ % shore_;
    const Movement movement = waters_->movement(ships_ + boats_ + number, LoadKind::shore, since);
    const Device device = number % 3 == 0 ? Device::aid_to_navigation : Device::base_station;
    message = position_message(identity_of(number, device, 0), movement, at);
  } else {
    const std::uint64_t number = ship_turn_++ % ships_;
    message = position_message(identity_of(number, Device::class_a, 0),
                               waters_->movement(number, LoadKind::ship, since), at);
    const bool is_type_3 = is_drawn(mix_.type_3);
    if (auto* position = std::get_if<ais::PositionA>(&message); position && is_type_3) {
      position->type = 3;
      position->communication.is_itdma = true;
    }
  }
  std::uint32_t sentences = 0;
  for (const std::string& sentence : ais::encode(message, encode)) {
    into += sentence;
    into += "\r\n";
    ++sentences;
  }
  return sentences;
}

}  // namespace selat::simulate
