#pragma once
// How far two vessels are apart, hull to hull: each hull is the rectangle of its dimensions, turned by its
// heading (else by its course when it makes way). A vessel of unknown dimensions or direction is a point, and
// so the distance is never understated for lack of knowledge. Error: below 1 m within a kilometre.

#include "detect/rule.h"
#include "units/distance.h"

namespace selat::detect {

[[nodiscard]] Distance hull_distance(const Sample& a, const Sample& b);

}  // namespace selat::detect
