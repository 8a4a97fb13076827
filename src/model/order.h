#pragma once
// The messages of the coordination server to a control point, as values: answers to requests
// (model/request.h) and orders. The span of a lease counts from when the control point sent its request.

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/enum_names.h"
#include "base/localized_message.h"
#include "model/alert.h"
#include "model/assignment.h"
#include "model/sector.h"
#include "units/angle.h"
#include "units/distance.h"
#include "units/instant.h"

namespace selat::model {

// The name, for people, of a sector or zone that alerts and assignments identify by its id.
struct PlaceName {
  std::string id;
  Names names;
  friend bool operator==(const PlaceName&, const PlaceName&) = default;
};

// The answer to Join: all sectors the control point holds. Where the server `asks_for_claims` it does not
// know that: the control point keeps what it holds until its own clock ends it, and says so in each Renew.
struct Welcome {
  std::vector<Assignment> holding;
  Span lease_for;
  Span skew_bound = {};     // of the server; the terminal keeps to the larger of this and its own
  std::uint64_t fence = 0;  // of this terminal, to be sent with each request; greater than that of all before
  Instant past_since = {};  // since when the server has a memory; another one than before: it has lost that
  bool asks_for_claims = false;
  friend bool operator==(const Welcome&, const Welcome&) = default;
};

// The answer to Renew: all sectors the control point holds now. A sector that is not listed is lost, unless
// the server asks for claims.
struct Renewed {
  std::vector<Assignment> holding;
  Span lease_for;
  bool asks_for_claims = false;
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

// Why a control point is told of an alert now.
enum class NoticeCause : std::uint8_t {
  raised,
  graver,          // more severe than it was told
  returned,        // ended while unacknowledged, or active again
  entered,         // the place has come into a sector of this control point
  left,            // it is concerned no longer: the place has left its sectors, or another holds the sector
  passed_on,       // nobody answers for the place; this control point is the nearest
  escalated,       // nobody acknowledged it in time
  acknowledged,    // by another
  over,            // ended, retracted, or closed by a person
  standing,        // nothing is new: a terminal that speaks from now on is told what stands
  commented,       // somebody commented on it
  named,           // a vessel of it has a name, or another one
  holder_changed,  // it did not move: this control point holds its sector from now on
};

// The state of an alert, to be stored by the terminal and answered by NoticeReceipt. Repeated until then.
struct Notice {
  NoticeCause cause = NoticeCause::raised;
  Alert alert;
  std::optional<NearestCraft> nearest;  // of this control point
  // The gravest that the alert has been since this control point was last told of it, where that is news; the
  // alert may have become less grave since.
  std::optional<Severity> risen_to = {};
  friend bool operator==(const Notice&, const Notice&) = default;
};

// How grave that is of which the notice tells.
[[nodiscard]] inline Severity gravest(const Notice& notice) {
  const Severity now = notice.alert.anomaly.severity;
  return std::max(notice.risen_to.value_or(now), now);
}

// Names of sectors and zones, in pages before a Welcome.
struct Places {
  std::vector<PlaceName> places;
  friend bool operator==(const Places&, const Places&) = default;
};

// The answer to a request that needs no other.
struct Receipt {
  // What the server made of it: the id of a context entry; the number of the alert of a sighting; of a patrol
  // report whose place lies far outside its sector, by how many nautical miles; else empty.
  std::string reference;
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
  unknown_entry,   // no context entry of that id is in force
  not_possible,    // the sender may not ask this, or the value makes no sense; `why` says the reason
  cannot_store,    // the server's disk takes nothing now; the request waits, and is answered when it does
};

struct Refusal {
  RefusalCode code = RefusalCode::malformed;
  std::uint64_t current_epoch = 0;  // with stale_epoch, not_holder; else the fence of who speaks
  SectorId sector;                  // of the request; empty if it named none
  LocalizedMessage why;             // with unknown_control_point: the names of the known ones
  friend bool operator==(const Refusal&, const Refusal&) = default;
};

using Order = std::variant<Welcome, Renewed, Offer, Grant, Revoke, Notice, Receipt, Refusal, Places>;

// An order and its addressee.
struct AddressedOrder {
  ControlPointId to;
  std::uint64_t to_term = 0;                 // the term of the terminal; 0: that with the newest term
  std::optional<std::uint64_t> in_reply_to;  // the id of the request it answers
  Order body;
  std::uint32_t coordinator_term = 0;  // of the server that says it
  std::uint64_t coordinator_run = 0;
};

// An order as the terminal received it.
struct ReceivedOrder {
  Order body;
  std::optional<std::uint64_t> in_reply_to = {};
  std::uint32_t coordinator_term = 0;  // an order of a lower term than one heard of is not obeyed
  // The number of that server's start, unlike all others: where a database was lost two may have one term.
  std::uint64_t coordinator_run = 0;
};

}  // namespace selat::model

namespace selat {
template <>
inline constexpr auto enum_names<model::RefusalCode> = std::to_array<std::string_view>(
    {"stale_epoch", "unknown_control_point", "unknown_sector", "not_holder", "unknown_alert", "malformed",
     "already_served", "superseded", "not_permitted", "unknown_entry", "not_possible", "cannot_store"});
template <>
inline constexpr auto enum_names<model::NoticeCause> = std::to_array<std::string_view>(
    {"raised", "graver", "returned", "entered", "left", "passed_on", "escalated", "acknowledged", "over",
     "standing", "commented", "named", "holder_changed"});
}  // namespace selat
