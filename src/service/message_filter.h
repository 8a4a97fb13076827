#pragma once
// Which messages an output hands on: by type, by MMSI, by area. Of a vessel that reported from within the
// area lately its messages without a position belong to it too: name, voyage, texts.
//
// Memory: bounded; at 100,000 vessels within the area those heard least lately are forgotten. Thread: one.

#include <cstdint>
#include <unordered_set>

#include "ais/receiver.h"
#include "config/settings.h"
#include "model/alert.h"
#include "radar/asterix/receiver.h"
#include "radar/sentence_receiver.h"
#include "units/instant.h"

namespace selat::service {

class MessageFilter {
 public:
  explicit MessageFilter(const config::OutputSettings& settings);

  // To be called for each message, in the order of their coming.
  [[nodiscard]] bool passes(const ais::Received& received);
  // A radar knows neither types nor MMSIs: where those are asked for, it says nothing.
  [[nodiscard]] bool passes(const radar::ReceivedReport& received) const;
  [[nodiscard]] bool passes(const radar::ReceivedStatus& received) const;

 private:
  [[nodiscard]] bool is_in_area(const ais::Received& received, const geo::Box& area);
  void remember(std::uint32_t mmsi, Instant now);

  config::OutputSettings settings_;
  // Within the area: since the last change of generations, and in the one before it.
  std::unordered_set<std::uint32_t> inside_, inside_before_;
  Instant generation_since_;
};

// The same for alerts: where it is, and whether one of its vessels is among those.
[[nodiscard]] bool passes(const model::Alert& alert, const config::OutputSettings& settings);

}  // namespace selat::service
