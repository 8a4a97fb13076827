#pragma once
// What the radars of one feed say, from its lines or its datagrams: handed on, and counted. Each sender
// within the feed has its own radar and its own ship.
//
// Thread: that of the io_context. Memory: bounded by the senders that the feed keeps.

#include <cstdint>
#include <functional>
#include <map>
#include <string_view>
#include <utility>

#include "feed/feed.h"
#include "model/feed_health.h"
#include "nmea/other_sentence.h"
#include "radar/asterix/receiver.h"
#include "radar/sentence_receiver.h"

namespace selat::service {

// Whether it is a sentence of AIS, or of a radar and its own ship.
[[nodiscard]] bool is_ais_or_radar(std::string_view text);

struct RadarCounts {
  radar::SentenceCounters lines;
  radar::AsterixCounters blocks;
  [[nodiscard]] std::uint64_t reports() const { return lines.reports + blocks.reports; }
};

class RadarIntake {
 public:
  RadarIntake(model::SourceName source, radar::AsterixSink sink) : source_(source), sink_(std::move(sink)) {}

  void take(std::uint64_t sender, const nmea::OtherSentence& sentence);
  // How many records it held.
  std::uint64_t take(const feed::WholeDatagram& datagram);
  // Of a sender that has gone.
  void forget(std::uint64_t sender);

  [[nodiscard]] RadarCounts counts() const;
  [[nodiscard]] model::RadarFeedHealth health() const;

 private:
  model::SourceName source_;
  radar::AsterixSink sink_;
  std::map<std::uint64_t, radar::SentenceReceiver> lines_;
  std::map<std::uint64_t, radar::AsterixReceiver> blocks_;
  RadarCounts of_forgotten_;
};

}  // namespace selat::service
