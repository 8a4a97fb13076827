#pragma once
// Any number of sentences, for benchmarks: the mix of types of a real network, from many vessels
// (load_waters.h says where); no two transmissions are equal. The same seed and times give the same bytes.

#include <cstdint>
#include <memory>
#include <string>

#include "base/random.h"
#include "simulate/load_waters.h"
#include "units/instant.h"

namespace selat::simulate {

// Shares of the messages; the rest are type 1. Taken from a national network.
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
  // `vessels` transmit in turn. The static data of one vessel must not be repeated within 30 s, or they count
  // as one transmission received twice: 20,000 sentences/s need 40,000 vessels.
  Load(std::uint64_t seed, std::uint32_t vessels, Instant start, std::unique_ptr<LoadWaters> waters);

  // Appends the sentences of the next message, with TAG blocks and CRLF: at most `max_sentences` (1 or more).
  // Returns how many.
  std::uint32_t next(Instant at, std::uint32_t max_sentences, std::string& into);

 private:
  Random random_;
  std::unique_ptr<LoadWaters> waters_;
  Instant start_;
  LoadMix mix_;
  // How many ships, Class B boats, and aids and base stations; then whose turn it is, by kind of message.
  std::uint32_t ships_, boats_, shore_;
  std::uint64_t ship_turn_ = 0, boat_turn_ = 0, shore_turn_ = 0, voyage_turn_ = 0, name_turn_ = 0;
  std::uint8_t sequence_ = 0;
};

}  // namespace selat::simulate
