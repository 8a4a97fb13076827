#include "service/radar_intake.h"

#include "nmea/vdm_sentence.h"
#include "radar/sentence.h"

namespace selat::service {

bool is_ais_or_radar(std::string_view text) {
  return nmea::is_vdm_sentence(text) || radar::is_radar_sentence(text);
}

void RadarIntake::take(std::uint64_t sender, const nmea::OtherSentence& sentence) {
  auto found = lines_.find(sender);
  if (found == lines_.end()) {
    found = lines_.try_emplace(sender, radar::SentenceReceiverOptions{.source = source_}).first;
  }
  if (const auto* received = found->second.take(sentence); received != nullptr && sink_.take_report) {
    sink_.take_report(*received);
  }
}

std::uint64_t RadarIntake::take(const feed::WholeDatagram& datagram) {
  radar::AsterixReceiver& receiver = blocks_[datagram.sender];
  const std::uint64_t before = receiver.counters().records;
  receiver.take(radar::bytes_of(datagram.bytes), datagram.received_at, sink_);
  return receiver.counters().records - before;
}

void RadarIntake::forget(std::uint64_t sender) {
  if (const auto found = lines_.find(sender); found != lines_.end()) {
    of_forgotten_.lines.add(found->second.counters());
    lines_.erase(found);
  }
  if (const auto found = blocks_.find(sender); found != blocks_.end()) {
    of_forgotten_.blocks.add(found->second.counters());
    blocks_.erase(found);
  }
}

RadarCounts RadarIntake::counts() const {
  RadarCounts sum = of_forgotten_;
  for (const auto& [sender, receiver] : lines_) {
    sum.lines.add(receiver.counters());
  }
  for (const auto& [sender, receiver] : blocks_) {
    sum.blocks.add(receiver.counters());
  }
  return sum;
}

}  // namespace selat::service
