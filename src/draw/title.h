#pragma once
// What a picture is called: by the straits and the place that are on it. Internal to draw/.

#include <string>

#include "base/language.h"
#include "chart/chart.h"

namespace selat::draw {

// "Strait of Malacca: Lumut"; empty where the chart names nothing there.
[[nodiscard]] std::string title_of(const chart::Chart& chart, const geo::Box& view, Language language);

}  // namespace selat::draw
