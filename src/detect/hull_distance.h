#pragma once
// How far two vessels are apart, hull to hull: each hull is the rectangle of its dimensions, turned by its
// heading (else by its course when it makes way). A vessel of unknown dimensions or direction counts as a
// point, so the distance is never too small because something is unknown. Error: below 1 m within a
// kilometre.

#include "detect/rule.h"
#include "units/distance.h"

namespace selat::detect {

[[nodiscard]] Distance hull_distance(const Sample& a, const Sample& b);

}  // namespace selat::detect
