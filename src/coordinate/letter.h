#pragma once
// What the coordination server and a control point say to each other, as values. The wire form is
// proto/selat/v1/assignment.proto; service/letter_codec turns one into the other.

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "base/enum_names.h"
#include "geo/position.h"
#include "model/alert.h"
#include "model/assignment.h"
#include "model/sector.h"
#include "units/instant.h"

namespace selat::coordinate {

enum class RefusalCode : std::uint8_t {
  stale_epoch,
  unknown_control_point,
  unknown_sector,
  not_holder,
  unknown_alert,
  malformed,
  already_served,  // another live terminal has this name
  superseded,      // another terminal took the name over; this one must end
  not_permitted,   // its nation has no full permit in the sector
};

struct HeldSector {
  model::SectorId sector;
  std::uint64_t epoch = 0;
  std::uint64_t lease = 0;
  friend bool operator==(const HeldSector&, const HeldSector&) = default;
};

// From a control point.
struct Join {
  std::vector<HeldSector> holding;
  bool take_over = false;
};
struct Renew {
  std::vector<HeldSector> holding;
};
struct Accept {
  model::SectorId sector;
  std::uint64_t epoch = 0;
};
struct Decline {
  model::SectorId sector;
  std::uint64_t epoch = 0;
  model::DeclineCode code = model::DeclineCode::no_asset;
  std::string remark;
};
struct Release {
  model::SectorId sector;
  std::uint64_t epoch = 0;
  std::optional<model::DeclineCode> code;  // absent: because the server asked for it
};
struct PatrolReport {
  model::SectorId sector;
  std::uint64_t epoch = 0;
  std::optional<geo::Position> place;
  std::string text;
};
struct AcknowledgeAlert {
  std::uint64_t alert = 0;
};
struct Leave {};
using FromControlPoint =
    std::variant<Join, Renew, Accept, Decline, Release, PatrolReport, AcknowledgeAlert, Leave>;

// To a control point. Spans of leases count from when the control point sent its question.
struct Welcome {
  std::vector<model::Assignment> holding;
  std::vector<model::Alert> alerts;  // open ones in its sectors
  Span lease_for;
};
struct Renewed {
  std::vector<model::Assignment> holding;
  Span lease_for;
};
struct Offer {
  model::Assignment assignment;
  Span answer_within;  // what is left of the offer's life
};
struct Grant {
  model::Assignment assignment;
  Span lease_for;
};
struct Revoke {
  model::SectorId sector;
  std::uint64_t epoch = 0;
};
struct Receipt {};
struct Refusal {
  RefusalCode code = RefusalCode::malformed;
  std::uint64_t current_epoch = 0;  // with stale_epoch and not_holder
  model::SectorId sector;           // what the question was about; empty where it was about none
};
using ToControlPoint = std::variant<Welcome, Renewed, Offer, Grant, Revoke, Receipt, Refusal>;

// A letter as it came in. `term` tells two terminals of one control point apart: the later start has the
// greater one. `id` is unique within (from, term).
struct IncomingLetter {
  model::ControlPointId from;
  std::uint64_t term = 0;
  std::uint64_t id = 0;
  FromControlPoint body;
};

struct OutgoingLetter {
  model::ControlPointId to;
  std::uint64_t to_term = 0;  // the terminal it is meant for
  std::optional<std::uint64_t> in_reply_to;
  ToControlPoint body;
};

}  // namespace selat::coordinate

namespace selat {
template <>
inline constexpr auto enum_names<coordinate::RefusalCode> = std::to_array<std::string_view>(
    {"stale_epoch", "unknown_control_point", "unknown_sector", "not_holder", "unknown_alert", "malformed",
     "already_served", "superseded", "not_permitted"});
}  // namespace selat
