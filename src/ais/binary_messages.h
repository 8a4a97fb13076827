#pragma once
// The AIS messages that carry data for others: binary data by application (6, 8, 25, 26), safety
// text to one station (12), their acknowledgements (7, 13), and satellite corrections (17). All fields, after
// ITU-R M.1371-5 annex 8 §3; "not available" is an empty optional. ais/application.h reads the bits of an
// application; the message keeps them as they came.

#include <array>
#include <cstdint>
#include <optional>

#include "ais/message_header.h"
#include "base/bits.h"
#include "base/short_text.h"
#include "geo/position.h"

namespace selat::ais {

// Which application the bits belong to: designated area code (1 = international, else a country's MID) and
// function identifier within it (annex 5 §2.1).
struct ApplicationId {
  std::uint16_t dac = 0;  // 0–1023
  std::uint8_t fi = 0;    // 0–63
  friend constexpr bool operator==(const ApplicationId&, const ApplicationId&) = default;
};

// Type 6: binary message to one station.
struct AddressedBinary : MessageHeader {
  AddressedBinary() : MessageHeader{.type = 6, .repeat = 0, .mmsi = {}} {}
  std::uint8_t sequence = 0;  // 0–3, which its acknowledgement repeats
  model::Mmsi destination;
  bool is_retransmitted = false;
  ApplicationId application;
  Bits data;
  friend bool operator==(const AddressedBinary&, const AddressedBinary&) = default;
};

struct AcknowledgedMessage {
  model::Mmsi sender;         // of the message acknowledged
  std::uint8_t sequence = 0;  // of the message acknowledged, 0–3
  friend constexpr bool operator==(const AcknowledgedMessage&, const AcknowledgedMessage&) = default;
};

// Types 7 (of a type 6) and 13 (of a type 12): acknowledgement.
struct Acknowledgement : MessageHeader {
  Acknowledgement() : MessageHeader{.type = 7, .repeat = 0, .mmsi = {}} {}
  using Received = AcknowledgedMessage;
  std::array<std::optional<Received>, 4> received;  // one to four, without gap
  friend bool operator==(const Acknowledgement&, const Acknowledgement&) = default;
};

// Type 8: binary broadcast.
struct BroadcastBinary : MessageHeader {
  BroadcastBinary() : MessageHeader{.type = 8, .repeat = 0, .mmsi = {}} {}
  ApplicationId application;
  Bits data;
  friend bool operator==(const BroadcastBinary&, const BroadcastBinary&) = default;
};

// Type 12: safety-related text to one station.
struct AddressedSafety : MessageHeader {
  AddressedSafety() : MessageHeader{.type = 12, .repeat = 0, .mmsi = {}} {}
  std::uint8_t sequence = 0;  // 0–3
  model::Mmsi destination;
  bool is_retransmitted = false;
  ShortText<156> text;
  friend bool operator==(const AddressedSafety&, const AddressedSafety&) = default;
};

// Type 17: corrections to satellite navigation (ITU-R M.823), with the place of their reference station.
struct DgnssBroadcast : MessageHeader {
  DgnssBroadcast() : MessageHeader{.type = 17, .repeat = 0, .mmsi = {}} {}
  // The head of the corrections: table 68.
  struct Correction {
    std::uint8_t message_type = 0;  // of M.823
    std::uint16_t station = 0;      // M.823 station identifier
    std::uint16_t z_count = 0;      // in units of 0.6 s
    std::uint8_t sequence = 0;      // 0–7
    std::uint8_t word_count = 0;    // words of 24 bits that follow
    std::uint8_t health = 0;        // of the reference station, 0–7
    friend constexpr bool operator==(const Correction&, const Correction&) = default;
  };
  std::optional<geo::Position> position;  // 1/10 min
  Bits data;                              // 40 bits of head and its words; empty if there is no service

  // The head of the data; empty if they are too short for one.
  [[nodiscard]] constexpr std::optional<Correction> correction() const {
    if (!data.has(0, 40)) {
      return std::nullopt;
    }
    return Correction{.message_type = static_cast<std::uint8_t>(data.unsigned_at(0, 6)),
                      .station = static_cast<std::uint16_t>(data.unsigned_at(6, 10)),
                      .z_count = static_cast<std::uint16_t>(data.unsigned_at(16, 13)),
                      .sequence = static_cast<std::uint8_t>(data.unsigned_at(29, 3)),
                      .word_count = static_cast<std::uint8_t>(data.unsigned_at(32, 5)),
                      .health = static_cast<std::uint8_t>(data.unsigned_at(37, 3))};
  }
  friend bool operator==(const DgnssBroadcast&, const DgnssBroadcast&) = default;
};

// Type 25: binary message of a single slot, to all or to one station, with or without application.
struct SingleSlotBinary : MessageHeader {
  SingleSlotBinary() : MessageHeader{.type = 25, .repeat = 0, .mmsi = {}} {}
  std::optional<model::Mmsi> destination;
  std::optional<ApplicationId> application;
  Bits data;
  friend bool operator==(const SingleSlotBinary&, const SingleSlotBinary&) = default;
};

// Type 26: the same of up to five slots, with communication state. The data holds all bits before that state,
// including up to four that may fill up its last byte: the message does not say how many.
struct MultiSlotBinary : MessageHeader {
  MultiSlotBinary() : MessageHeader{.type = 26, .repeat = 0, .mmsi = {}} {}
  std::optional<model::Mmsi> destination;
  std::optional<ApplicationId> application;
  Bits data;
  CommunicationState communication;
  friend bool operator==(const MultiSlotBinary&, const MultiSlotBinary&) = default;
};

}  // namespace selat::ais
