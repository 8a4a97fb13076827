#pragma once
// The messages of a control point, or of the watch, to the coordination server, as values; model/order.h has
// its answers.
//
// Only one terminal speaks for a control point at a time. `term` distinguishes its terminals; `fence` is the
// number that the server gave to the one that speaks (Welcome), so that the words of a former one are known.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "geo/position.h"
#include "model/alert.h"
#include "model/assignment.h"
#include "model/context_entry.h"
#include "model/mmsi.h"
#include "model/sector.h"
#include "model/sighting.h"
#include "units/instant.h"

namespace selat::model {

// The sender of what the watch writes (`selat top`, `selat log`, `selat watch`, `selat zone`). It holds no
// sector, and any number of its terminals may speak.
inline constexpr std::string_view kWatchDesk = "watch";

// A sector that the control point holds at this moment, by its own clock.
struct HeldSector {
  SectorId sector;
  std::uint64_t epoch = 0;
  friend bool operator==(const HeldSector&, const HeldSector&) = default;
};

// Answered by Welcome, or by Refusal.
struct Join {
  bool take_over = false;   // end another running terminal of this name, instead of being refused
  bool is_standby = false;  // no person sits at the terminal; a person's terminal outranks it
  Span longest_lease = {};  // that a server ever promised to this control point
  Span skew_bound = {};     // by which the terminal stops before a lease ends
  // Of the terminal that speaks now, as the server's refusal said; 0: not known. Only with it a terminal can
  // take the place of another, so that a late copy of a Join never does.
  std::uint64_t speaker_fence = 0;
  friend bool operator==(const Join&, const Join&) = default;
};

// The sign of life, sent every few seconds: renews the leases of all sectors the sender holds. Answered by
// Renewed. `claims`: what it holds, for a server that asked (Welcome). `heard_alerts`: open ones of which the
// server could store nothing when it told them; it may have lost that, and must say when they concern the
// sender no longer.
struct Renew {
  static constexpr std::size_t kMostHeardAlerts = 256;
  std::vector<HeldSector> claims;
  std::vector<std::uint64_t> heard_alerts = {};
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
  std::string remark;
  friend bool operator==(const Release&, const Release&) = default;
};

// Takes back what excludes the sender from the sector (its own Decline or Release).
struct Resume {
  SectorId sector;
  friend bool operator==(const Resume&, const Resume&) = default;
};

// What a patrol saw. It is kept whoever holds the sector by then: words are not orders.
struct PatrolReport {
  SectorId sector;
  std::uint64_t epoch = 0;
  std::optional<geo::Position> place;
  std::string text;
  friend bool operator==(const PatrolReport&, const PatrolReport&) = default;
};

// The terminal has stored a Notice; with `is_seen` it has printed it where a person sits.
struct NoticeReceipt {
  std::uint64_t alert = 0;
  std::uint32_t change = 0;  // of the alert in the notice
  bool is_seen = false;
  friend bool operator==(const NoticeReceipt&, const NoticeReceipt&) = default;
};

struct AcknowledgeAlert {
  std::uint64_t alert = 0;
  Severity severity = Severity::distress;  // as the person saw it; a graver alert must be acknowledged anew
  friend bool operator==(const AcknowledgeAlert&, const AcknowledgeAlert&) = default;
};

struct CommentAlert {
  std::uint64_t alert = 0;
  std::string text;
  friend bool operator==(const CommentAlert&, const CommentAlert&) = default;
};

// A person ends the alert, whatever the detector says.
struct CloseAlert {
  std::uint64_t alert = 0;
  Outcome outcome = Outcome::unclear;
  std::string text;
  friend bool operator==(const CloseAlert&, const CloseAlert&) = default;
};

// A free entry of the watch log.
struct WriteLog {
  std::string text;
  std::optional<geo::Position> place;
  std::optional<Mmsi> vessel;
  friend bool operator==(const WriteLog&, const WriteLog&) = default;
};

// Answered by a Receipt whose `reference` is the id of the entry. `id`, `added_by` and `from` are set by the
// server.
struct AddContextEntry {
  ContextEntry entry;
  friend bool operator==(const AddContextEntry&, const AddContextEntry&) = default;
};

struct EndContextEntry {
  ContextEntryId id;
  std::string reason;
  friend bool operator==(const EndContextEntry&, const EndContextEntry&) = default;
};

// Answered by a Receipt whose `reference` is the number of its alert (empty: it raises none), or by a Refusal
// that says what is wrong with it. `id`, `number`, `entered_by` and `entered_at` are set by the server.
struct ReportSighting {
  Sighting sighting;
  friend bool operator==(const ReportSighting&, const ReportSighting&) = default;
};

struct Leave {
  friend bool operator==(const Leave&, const Leave&) = default;
};

using Request =
    std::variant<Join, Renew, Accept, Decline, Release, Resume, PatrolReport, NoticeReceipt, AcknowledgeAlert,
                 CommentAlert, CloseAlert, WriteLog, AddContextEntry, EndContextEntry, ReportSighting, Leave>;

// What every request carries besides its body.
struct RequestHead {
  std::uint64_t fence = 0;  // of the terminal; 0: it has not been welcomed yet, or it is the watch
  std::uint64_t uid = 0;    // of a person's words, the same when they are sent again after a restart; 0: none
  std::optional<Instant> written_at = {};  // wall clock of the terminal, of a person's words
  std::uint32_t coordinator_term = 0;      // the highest that the control point has heard of; 0: none
  std::uint64_t coordinator_run = 0;       // of the server that said it; 0: not known
  friend bool operator==(const RequestHead&, const RequestHead&) = default;
};

// A request as the server received it. `id` is unique within (from, term).
struct ReceivedRequest {
  ControlPointId from;
  std::uint64_t term = 0;
  std::uint64_t id = 0;
  Request body;
  RequestHead head = {};
};

}  // namespace selat::model
