#pragma once
// What `selat doctor` shows.

#include <string>

namespace selat::chart {

// Of GDAL and PROJ as loaded: "GDAL 3.6.2, PROJ 9.1.1".
[[nodiscard]] std::string library_version();

}  // namespace selat::chart
