#pragma once
// Every rule, in the order of the catalogue.

#include <span>
#include <string_view>

#include "detect/rule.h"

namespace selat::detect {

[[nodiscard]] std::span<const RuleDescription> rule_table();
// Null when there is no such rule.
[[nodiscard]] const RuleDescription* find_rule(std::string_view id);

}  // namespace selat::detect
