#include "text/names.h"

#include <array>

#include "base/enum_names.h"
#include "model/request.h"
#include "text/translate.h"

namespace selat::text {
namespace {

// In the order of each enum.
constexpr auto kSeverities =
    std::to_array<MessageId>({tr("information"), tr("caution"), tr("warning"), tr("alarm"), tr("DISTRESS")});
constexpr auto kAlertStates = std::to_array<MessageId>({
    tr("new"),
    tr("acknowledged"),
    // Translators: an alert whose cause has ended before anybody acknowledged it.
    tr("over, unacknowledged"),
    tr("ended"),
    // Translators: an alert that late reports disproved.
    tr("retracted"),
});
constexpr auto kSectorStates = std::to_array<MessageId>(
    {tr("UNCOVERED"), tr("offered"), tr("held"), tr("holder silent"), tr("nobody known yet")});
constexpr auto kDeclineCodes =
    std::to_array<MessageId>({tr("outside our jurisdiction"), tr("no craft available"), tr("weather"),
                              tr("crew rest"), tr("maintenance"), tr("policy")});
// Translators: what a person found out about an alert.
constexpr auto kOutcomes =
    std::to_array<MessageId>({tr("true"), tr("false"), tr("unclear"), tr("could not be checked")});
// Why the coordination server refuses a request.
constexpr auto kRefusalCodes = std::to_array<MessageId>({
    tr("the sector has been assigned anew meanwhile"),
    tr("no such control point"),
    tr("no such sector"),
    tr("the sector is held by another"),
    tr("no such alert"),
    tr("the request cannot be read"),
    tr("another terminal has this name"),
    tr("another terminal has taken over"),
    tr("its nation has no permit there"),
    tr("no such entry is in force: 'selat watch list' and 'selat zone list' show those that are"),
    tr("this is not possible"),
    tr("its disk takes nothing"),
});
// Translators: why a control point is told of an alert.
constexpr auto kDueReasons = std::to_array<MessageId>(
    {tr("holds the sector"), tr("is the nearest"), tr("nobody else answered"), tr("a person sits there"),
     tr("took the report, and tells who made it how it ended")});
// Why nobody answers for a sector.
constexpr auto kUncoveredCauses = std::to_array<MessageId>({
    tr("no nation alone may order here"),
    tr("no permitted control point answers"),
    tr("each permitted control point that answers has declined it or given it back"),
    tr("its offers were not answered; offered again within a minute"),
    tr("no permitted control point has a way to it over water"),
    tr("the permitted control points have as many sectors as they can answer for"),
    tr("offered next"),
    tr("a terminal that had it may act there until its lease ends; then it is offered"),
});
// Translators: what was done, in the log; the name of who did it stands before, what it is about behind.
constexpr auto kLogKinds = std::to_array<MessageId>({
    tr("log", "accepted"),
    tr("log", "declined"),
    tr("log", "released"),
    tr("log", "takes again"),
    tr("log", "patrol report"),
    tr("log", "was told of"),
    tr("log", "passed on"),
    tr("log", "acknowledged"),
    tr("log", "comment on"),
    tr("log", "closed"),
    tr("log", "watch log"),
    tr("log", "another terminal"),
    tr("log", "added to the rules"),
    tr("log", "taken out of the rules"),
    tr("log", "says that it holds"),
    tr("log",
       "HAS LOST ITS PAST: what was acknowledged, closed, written or added to the rules before is not known "
       "any more; open alerts are told again as new, with numbers from"),
    tr("log", "a terminal began"),
    tr("log", "sighting"),
});
constexpr auto kNations =
    std::to_array<MessageId>({tr("Indonesia"), tr("Malaysia"), tr("Singapore"), tr("Thailand")});
// What a nation's craft may do in a sector.
constexpr auto kPermits =
    std::to_array<MessageId>({tr("nothing"), tr("pass"), tr("come after telling the holder"), tr("patrol")});
constexpr auto kStatuses = std::to_array<MessageId>({tr("agreed"), tr("disputed"), tr("boundary not drawn")});
constexpr auto kBases =
    std::to_array<MessageId>({tr("published"), tr("measured"), tr("not confirmed"), tr("approximate")});
constexpr auto kZoneKinds = std::to_array<MessageId>(
    {tr("Watch zone"), tr("Berth"), tr("Anchorage"), tr("Pilot boarding ground"), tr("Bunkering ground")});

// Translators: who saw something; "Seen at 21:14 UTC by {who}".
constexpr auto kSightingSources = std::to_array<MessageId>({
    tr("sighting", "a vessel traffic service"),
    tr("sighting", "a merchant ship"),
    tr("sighting", "a fisherman"),
    tr("sighting", "an aircraft"),
    tr("sighting", "a patrol"),
    tr("sighting", "a shore post"),
    tr("sighting", "a satellite"),
});
constexpr auto kSeenConditions = std::to_array<MessageId>({
    tr("sighting", "condition unknown"),
    tr("sighting", "PEOPLE IN THE WATER"),
    tr("sighting", "SINKING"),
    tr("sighting", "adrift"),
    tr("sighting", "under way"),
    tr("sighting", "at anchor"),
});
constexpr auto kCraftKinds = std::to_array<MessageId>({
    tr("sighting", "a craft"),
    tr("sighting", "wooden boat"),
    tr("sighting", "fibreglass boat"),
    tr("sighting", "inflatable boat"),
    tr("sighting", "fishing boat"),
    tr("sighting", "passenger boat"),
    tr("sighting", "tug and barge"),
    tr("sighting", "ship"),
});
// Translators: how high the side of a boat stands out of the water.
constexpr auto kFreeboards = std::to_array<MessageId>({
    tr("sighting", "height above the water unknown"),
    tr("sighting", "awash"),
    tr("sighting", "low in the water"),
    tr("sighting", "not deep in the water"),
    tr("sighting", "high out of the water"),
});

template <typename Enum, std::size_t Size>
MessageId of(const std::array<MessageId, Size>& labels, Enum value) {
  static_assert(Size == enum_count<Enum>);
  const auto index = static_cast<std::size_t>(value);
  return index < Size ? labels[index] : verbatim("?");
}

}  // namespace

MessageId label(model::Severity severity) {
  return of(kSeverities, severity);
}
MessageId label(model::AlertState state) {
  return of(kAlertStates, state);
}
MessageId label(model::SectorState state) {
  return of(kSectorStates, state);
}
MessageId label(model::DeclineCode code) {
  return of(kDeclineCodes, code);
}
MessageId label(model::Outcome outcome) {
  return of(kOutcomes, outcome);
}
MessageId label(model::RefusalCode code) {
  return of(kRefusalCodes, code);
}
MessageId label(model::UncoveredCause cause) {
  return of(kUncoveredCauses, cause);
}

MessageId label(model::DueReason reason) {
  return of(kDueReasons, reason);
}
MessageId label(model::LogKind kind) {
  return of(kLogKinds, kind);
}
MessageId label(model::Nation nation) {
  return of(kNations, nation);
}
MessageId label(model::Permit permit) {
  return of(kPermits, permit);
}
MessageId label(model::DelimitationStatus status) {
  return of(kStatuses, status);
}
MessageId label(model::Basis basis) {
  return of(kBases, basis);
}
MessageId label(model::ZoneKind kind) {
  return of(kZoneKinds, kind);
}
MessageId label(model::SightingSource source) {
  return of(kSightingSources, source);
}
MessageId label(model::SeenCondition condition) {
  return of(kSeenConditions, condition);
}
MessageId label(model::CraftKind craft) {
  return of(kCraftKinds, craft);
}
MessageId label(model::Freeboard freeboard) {
  return of(kFreeboards, freeboard);
}

std::string person(const model::ControlPointId& by, Language language) {
  return std::string(by.view() == model::kWatchDesk ? translate(tr("the watch"), language) : by.view());
}

std::string_view name(const model::Names& names, Language language) {
  const std::string& name = language == Language::id   ? names.id
                            : language == Language::ms ? names.ms
                                                       : names.en;
  return name.empty() ? names.en : name;
}

}  // namespace selat::text
