#pragma once
// The names of the values of closed enums, for people.
//
// Thread: any. Pure.

#include <string>
#include <string_view>

#include "base/language.h"
#include "base/localized_message.h"
#include "model/alert.h"
#include "model/anomaly.h"
#include "model/assignment.h"
#include "model/log_entry.h"
#include "model/order.h"
#include "model/sector.h"
#include "model/sighting.h"
#include "model/zone.h"
#include "text/translate.h"

namespace selat::text {

// "?", not translated, for an unknown value.
[[nodiscard]] MessageId label(model::Severity severity);
[[nodiscard]] MessageId label(model::AlertState state);
[[nodiscard]] MessageId label(model::SectorState state);
[[nodiscard]] MessageId label(model::DeclineCode code);
[[nodiscard]] MessageId label(model::Outcome outcome);
[[nodiscard]] MessageId label(model::RefusalCode code);
[[nodiscard]] MessageId label(model::DueReason reason);
[[nodiscard]] MessageId label(model::UncoveredCause cause);
[[nodiscard]] MessageId label(model::LogKind kind);
[[nodiscard]] MessageId label(model::Nation nation);
[[nodiscard]] MessageId label(model::Permit permit);
[[nodiscard]] MessageId label(model::DelimitationStatus status);
[[nodiscard]] MessageId label(model::Basis basis);
[[nodiscard]] MessageId label(model::ZoneKind kind);
[[nodiscard]] MessageId label(model::SightingSource source);
[[nodiscard]] MessageId label(model::SeenCondition condition);
[[nodiscard]] MessageId label(model::CraftKind craft);
[[nodiscard]] MessageId label(model::Freeboard freeboard);

template <typename Enum>
  requires requires(Enum value) { label(value); }
[[nodiscard]] std::string_view name(Enum value, Language language) {
  return translate(label(value), language);
}

// "the watch", or the id of a control point.
[[nodiscard]] std::string person(const model::ControlPointId& by, Language language);
// In English where it has no name in the language.
[[nodiscard]] std::string_view name(const model::Names& names, Language language);

}  // namespace selat::text
