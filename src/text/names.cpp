#include "text/names.h"

#include <array>

#include "base/enum_names.h"

namespace selat::text {
namespace {

// In the order of each enum.
constexpr auto kSeverities =
    std::to_array<MessageId>({tr("information"), tr("caution"), tr("warning"), tr("alarm"), tr("DISTRESS")});
constexpr auto kAlertStates = std::to_array<MessageId>({
    tr("new"),
    tr("acknowledged"),
    // Translators: an alert whose cause has ended before anybody acknowledged it.
    tr("over, unseen"),
    tr("ended"),
    // Translators: an alert that late reports disproved.
    tr("retracted"),
});
constexpr auto kSectorStates =
    std::to_array<MessageId>({tr("UNCOVERED"), tr("offered"), tr("held"), tr("holder silent")});
constexpr auto kDeclineCodes =
    std::to_array<MessageId>({tr("outside our jurisdiction"), tr("no craft available"), tr("weather"),
                              tr("crew rest"), tr("maintenance"), tr("policy")});
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

std::string_view name(const model::Names& names, Language language) {
  const std::string& name = language == Language::id   ? names.id
                            : language == Language::ms ? names.ms
                                                       : names.en;
  return name.empty() ? names.en : name;
}

}  // namespace selat::text
