#include "chart/library_version.h"

#include <gdal.h>
#include <proj.h>

namespace selat::chart {

std::string library_version() {
  return std::string("GDAL ") + ::GDALVersionInfo("RELEASE_NAME") + ", PROJ " + ::proj_info().version;
}

}  // namespace selat::chart
