#include "chart/gdal_handles.h"

#include <cpl_error.h>
#include <gdal.h>
#include <ogr_api.h>

namespace selat::chart {

QuietGdal::QuietGdal() {
  CPLPushErrorHandler(CPLQuietErrorHandler);
  CPLErrorReset();
}

QuietGdal::~QuietGdal() {
  CPLPopErrorHandler();
}

void CloseDataset::operator()(void* dataset) const {
  GDALClose(dataset);
}

void DestroyFeature::operator()(void* feature) const {
  OGR_F_Destroy(static_cast<OGRFeatureH>(feature));
}

}  // namespace selat::chart
