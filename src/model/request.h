#pragma once
// The messages of a control point to the coordination server, as values; model/order.h has its answers.
//
// `term` distinguishes two terminals of one control point: the one that was started later has the greater
// term.

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "geo/position.h"
#include "model/assignment.h"
#include "model/sector.h"

namespace selat::model {

// A sector that the control point believes it holds.
struct HeldSector {
  SectorId sector;
  std::uint64_t epoch = 0;
  friend bool operator==(const HeldSector&, const HeldSector&) = default;
};

// Answered by Welcome, or by Refusal.
struct Join {
  std::vector<HeldSector> holding;
  bool take_over = false;  // end another running terminal of this name, instead of being refused
  friend bool operator==(const Join&, const Join&) = default;
};

// The sign of life, sent every few seconds: renews the leases of all sectors the sender holds. Answered by
// Renewed.
struct Renew {
  friend bool operator==(const Renew&, const Renew&) = default;
};

// Answered by Grant, which may come as late as the end of the former holder's lease.
struct Accept {
  SectorId sector;
  std::uint64_t epoch = 0;
  friend bool operator==(const Accept&, const Accept&) = default;
};

struct Decline {
  SectorId sector;
  std::uint64_t epoch = 0;
  DeclineCode code = DeclineCode::no_asset;
  std::string remark;
  friend bool operator==(const Decline&, const Decline&) = default;
};

struct Release {
  SectorId sector;
  std::uint64_t epoch = 0;
  std::optional<DeclineCode> code;  // absent: the server asked for the release
  friend bool operator==(const Release&, const Release&) = default;
};

struct PatrolReport {
  SectorId sector;
  std::uint64_t epoch = 0;
  std::optional<geo::Position> place;
  std::string text;
  friend bool operator==(const PatrolReport&, const PatrolReport&) = default;
};

struct AcknowledgeAlert {
  std::uint64_t alert = 0;
  friend bool operator==(const AcknowledgeAlert&, const AcknowledgeAlert&) = default;
};

struct Leave {
  friend bool operator==(const Leave&, const Leave&) = default;
};

using Request = std::variant<Join, Renew, Accept, Decline, Release, PatrolReport, AcknowledgeAlert, Leave>;

// A request as the server received it. `id` is unique within (from, term).
struct ReceivedRequest {
  ControlPointId from;
  std::uint64_t term = 0;
  std::uint64_t id = 0;
  Request body;
};

}  // namespace selat::model
