#pragma once
// Why a control point is told of an alert now, in one sentence.
//
// Text from outside is not escaped here; each output escapes the whole line. Thread: any. Pure.

#include <optional>
#include <string>
#include <string_view>

#include "base/language.h"
#include "model/order.h"

namespace selat::terminal {

// "has entered S07 Selat Rupat". `before`: what was told here of the alert before; `sector_name` may be
// empty.
[[nodiscard]] std::string cause_of(const model::Notice& notice, const std::optional<model::Notice>& before,
                                   std::string_view sector_name, Language language);

}  // namespace selat::terminal
