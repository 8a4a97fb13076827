#pragma once
// A simulated vessel or other transmitter: its identity, its behaviour, and when it is switched on. All names
// and numbers are invented: names contain a word for "example", MMSIs are 99xxxx of a real MID, IMO numbers
// lie in a range that is not given to ships.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/random.h"
#include "base/short_text.h"
#include "model/mmsi.h"
#include "model/report.h"
#include "simulate/behaviour.h"
#include "units/distance.h"
#include "units/instant.h"

namespace selat::simulate {

enum class Device : std::uint8_t {
  class_a,
  class_b_cs,  // carrier sense: at most every 30 s
  class_b_so,  // SOTDMA: as often as every 5 s
  base_station,
  aid_to_navigation,
  ais_sart,  // also man-overboard devices: a burst of eight each minute
};

struct Identity {
  model::Mmsi mmsi;
  Device device = Device::class_a;
  std::optional<std::uint32_t> imo;
  ShortText<20> name;
  ShortText<7> call_sign;
  std::uint8_t ship_type = 0;  // aids: type of aid
  model::Dimensions dimensions;
  Distance draught;
  ShortText<20> destination;
};

// From `at` on the vessel reports the position that it will have `lead` later.
struct PositionJump {
  Instant at;
  Span lead;
};

// One reported position, the first at or after `at`, is wrong by `by` in the direction `towards`.
struct Outlier {
  Instant at;
  Distance by;
  Bearing towards;
};

struct SimulatedVessel {
  Identity identity;
  BehaviourPtr behaviour;
  std::optional<Instant> from, until;  // when it is switched on; empty: for ever
  std::vector<PositionJump> jumps;     // in order of time
  std::optional<Outlier> outlier;

  // Its movement as it reports it, position jumps included.
  [[nodiscard]] Movement reported_at(Instant when) const;
  [[nodiscard]] bool is_on(Instant when) const {
    return (!from || when >= *from) && (!until || when < *until);
  }
};

// Gives out names, call signs, MMSIs and IMO numbers, each once.
class Registry {
 public:
  explicit Registry(std::uint64_t seed) : random_(seed) {}
  // A merchant ship of 80–330 m, cargo or tanker, of one of several flags.
  [[nodiscard]] Identity merchant();
  [[nodiscard]] Identity ferry();
  [[nodiscard]] Identity fishing_boat();
  [[nodiscard]] Identity tug();
  // A pleasure or high-speed craft of 9–18 m with Class B.
  [[nodiscard]] Identity fast_boat();
  // A coaster of 40–60 m, Class A.
  [[nodiscard]] Identity coaster();
  // An AIS-SART (970) or man-overboard device (972).
  [[nodiscard]] Identity distress_device(bool is_man_overboard);

 private:
  [[nodiscard]] Identity ship(std::uint32_t mid, std::string_view first_word, Device device);
  [[nodiscard]] Distance whole_metres(double low, double high);

  Random random_;
  std::uint32_t count_ = 0;
};

// The number with its check digit (model/imo_number.h).
[[nodiscard]] std::uint32_t imo_number(std::uint32_t first_six_digits);

}  // namespace selat::simulate
