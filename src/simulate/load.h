#pragma once
// Sentences by the count, for benches: the mix of types of a real network, from many vessels that sail
// straight courses far apart, so that no rule fires and no two transmissions are alike. The same seed and
// times give the same bytes.

#include <cstdint>
#include <string>

#include "base/random.h"
#include "units/instant.h"

namespace selat::simulate {

// Of the messages; the rest are type 1. After the mix of a national network.
struct LoadMix {
  double type_3 = 0.12;
  double type_5 = 0.09;  // two sentences
  double type_18 = 0.09;
  double type_24 = 0.022;
  double type_4 = 0.02;
  double type_21 = 0.01;
};

class Load {
 public:
  // `vessels` take turns. Static data of one vessel come again only after 30 s, or they would be taken for
  // one transmission heard twice: at 20,000 sentences/s that needs 40,000 vessels.
  Load(std::uint64_t seed, std::uint32_t vessels, Instant start);

  // Appends the sentences (with TAG blocks and CRLF) of the next message, at most `room` (1 or more) of
  // them; returns how many.
  std::uint32_t next(Instant at, std::uint32_t room, std::string& into);

 private:
  Random random_;
  Instant start_;
  LoadMix mix_;
  // Ships, then Class B, then aids and base stations; whose turn it is, by kind of message.
  std::uint32_t ships_, boats_, shore_;
  std::uint64_t ship_turn_ = 0, boat_turn_ = 0, shore_turn_ = 0, voyage_turn_ = 0, name_turn_ = 0;
  std::uint8_t sequence_ = 0;
};

}  // namespace selat::simulate
