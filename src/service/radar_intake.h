#pragma once
// What the radars of one feed say, from its lines or its datagrams: handed on, watched and counted. Each
// sender within the feed has its own radar and its own ship.
//
// Thread: that of the io_context. Memory: bounded by the senders that the feed keeps.

#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "feed/feed.h"
#include "model/feed_health.h"
#include "model/radar.h"
#include "nmea/other_sentence.h"
#include "radar/asterix/receiver.h"
#include "radar/known_radars.h"
#include "radar/radar_watch.h"
#include "radar/sentence_receiver.h"

namespace selat::service {

// Whether it is a sentence of AIS, or of a radar and its own ship.
[[nodiscard]] bool is_ais_or_radar(std::string_view text);

// Of the radars of the settings those whose reports this feed may bring.
[[nodiscard]] std::vector<radar::KnownRadar> radars_of(std::string_view feed,
                                                       const std::vector<model::Radar>& all);

struct RadarCounts {
  radar::SentenceCounters lines;
  radar::AsterixCounters blocks;
  [[nodiscard]] std::uint64_t reports() const { return lines.reports + blocks.reports; }
};

struct RadarIntakeOptions {
  model::SourceName source;               // of sentences that name none
  std::vector<radar::KnownRadar> radars;  // of the settings
  bool is_live = true;                    // no recording
};

class RadarIntake {
 public:
  RadarIntake(RadarIntakeOptions options, radar::AsterixSink sink)
      : options_(std::move(options)),
        sink_(std::move(sink)),
        radars_(std::move(options_.radars)),
        watch_(options_.is_live) {}
  RadarIntake(const RadarIntake&) = delete;
  RadarIntake& operator=(const RadarIntake&) = delete;

  // Whether it was of a target, and not of the own ship alone.
  bool take(std::uint64_t sender, const nmea::OtherSentence& sentence);
  // How many records it held.
  std::uint64_t take(const feed::WholeDatagram& datagram);
  // Of a sender that has gone.
  void forget(std::uint64_t sender);

  [[nodiscard]] RadarCounts counts() const;
  [[nodiscard]] model::RadarFeedHealth health() const;
  // What is wrong with a radar now.
  [[nodiscard]] std::optional<radar::RadarRemark> remark(Instant now) const { return watch_.gravest(now); }
  // The radar of the settings that may be any of several, and is none of them.
  [[nodiscard]] std::optional<radar::UndecidedRadar> undecided(Instant now) const {
    return radars_.undecided(now);
  }

 private:
  void hand_on(const radar::ReceivedReport& received);

  RadarIntakeOptions options_;
  radar::AsterixSink sink_;
  radar::KnownRadars radars_;
  radar::RadarWatch watch_;
  std::map<std::uint64_t, radar::SentenceReceiver> lines_;
  std::map<std::uint64_t, radar::AsterixReceiver> blocks_;
  RadarCounts of_forgotten_;
};

}  // namespace selat::service
