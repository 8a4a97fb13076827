#pragma once
// The messages of the coordination server to a control point, as values: answers to requests
// (model/request.h) and orders. The span of a lease counts from when the control point sent its request.

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/enum_names.h"
#include "model/assignment.h"
#include "model/sector.h"
#include "units/instant.h"

namespace selat::model {

// The name, for people, of a sector or zone that alerts and assignments identify by its id.
struct PlaceName {
  std::string id;
  Names names;
  friend bool operator==(const PlaceName&, const PlaceName&) = default;
};

// The answer to Join: all sectors the control point holds, and the names of all places.
struct Welcome {
  std::vector<Assignment> holding;
  Span lease_for;
  std::vector<PlaceName> places;
  friend bool operator==(const Welcome&, const Welcome&) = default;
};

// The answer to Renew: all sectors the control point holds now. A sector that is not listed is lost.
struct Renewed {
  std::vector<Assignment> holding;
  Span lease_for;
  friend bool operator==(const Renewed&, const Renewed&) = default;
};

struct Offer {
  Assignment assignment;  // state offered, epoch of the grant to come
  Span answer_within;     // how much longer the offer may be accepted
  friend bool operator==(const Offer&, const Offer&) = default;
};

// The answer to Accept.
struct Grant {
  Assignment assignment;
  Span lease_for;
  friend bool operator==(const Grant&, const Grant&) = default;
};

// Asks the holder to release the sector, since another control point has accepted it.
struct Revoke {
  SectorId sector;
  std::uint64_t epoch = 0;
  friend bool operator==(const Revoke&, const Revoke&) = default;
};

// The answer to a request that needs no other.
struct Receipt {
  friend bool operator==(const Receipt&, const Receipt&) = default;
};

enum class RefusalCode : std::uint8_t {
  stale_epoch,
  unknown_control_point,
  unknown_sector,
  not_holder,
  unknown_alert,
  malformed,
  already_served,  // another running terminal has this name
  superseded,      // another terminal has taken over the name; this one must end
  not_permitted,   // its nation has no full permit in the sector
};

struct Refusal {
  RefusalCode code = RefusalCode::malformed;
  std::uint64_t current_epoch = 0;  // with stale_epoch and not_holder
  SectorId sector;                  // of the request; empty if it named none
  std::string remark;               // with unknown_control_point: the known ones
  friend bool operator==(const Refusal&, const Refusal&) = default;
};

using Order = std::variant<Welcome, Renewed, Offer, Grant, Revoke, Receipt, Refusal>;

// An order and its addressee.
struct AddressedOrder {
  ControlPointId to;
  std::uint64_t to_term = 0;                 // the term of the terminal; 0: that with the newest term
  std::optional<std::uint64_t> in_reply_to;  // the id of the request it answers
  Order body;
};

}  // namespace selat::model

namespace selat {
template <>
inline constexpr auto enum_names<model::RefusalCode> = std::to_array<std::string_view>(
    {"stale_epoch", "unknown_control_point", "unknown_sector", "not_holder", "unknown_alert", "malformed",
     "already_served", "superseded", "not_permitted"});
}  // namespace selat
