#pragma once
// The rules by name; each is defined in the file of its id.

#include "detect/rule.h"

namespace selat::detect {

extern const RuleDescription kDistress;
extern const RuleDescription kSafetyText;
extern const RuleDescription kWatchList;
extern const RuleDescription kZone;
extern const RuleDescription kPositionJump;
extern const RuleDescription kRendezvous;
extern const RuleDescription kStationSilence;
extern const RuleDescription kGhostFleet;

}  // namespace selat::detect
