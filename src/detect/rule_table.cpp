#include "detect/rule_table.h"

#include <array>

#include "detect/rules/rules.h"

namespace selat::detect {

std::span<const RuleDescription> rule_table() {
  static const std::array table = {
      kDistress, kSafetyText, kWatchList, kZone, kPositionJump, kRendezvous, kStationSilence, kGhostFleet,
  };
  return table;
}

const RuleDescription* find_rule(std::string_view id) {
  for (const RuleDescription& rule : rule_table()) {
    if (rule.id == id) {
      return &rule;
    }
  }
  return nullptr;
}

}  // namespace selat::detect
