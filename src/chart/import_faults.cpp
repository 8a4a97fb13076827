#include "chart/import_faults.h"

#include <cmath>

#include <cpl_error.h>
#include <cpl_string.h>
#include <ogr_api.h>

namespace selat::chart {
namespace {

// Longer than half the Earth: on a globe it would go the other way round, over the 180° meridian.
bool has_side_over_180_deg(OGRGeometryH geometry) {
  for (int i = 0; i < OGR_G_GetGeometryCount(geometry); ++i) {
    if (has_side_over_180_deg(OGR_G_GetGeometryRef(geometry, i))) {
      return true;
    }
  }
  for (int i = 1; i < OGR_G_GetPointCount(geometry); ++i) {
    if (std::abs(OGR_G_GetX(geometry, i) - OGR_G_GetX(geometry, i - 1)) > 180) {
      return true;
    }
  }
  return false;
}

}  // namespace

OpeningErrors::OpeningErrors() {
  CPLPushErrorHandlerEx(
      [](CPLErr grade, CPLErrorNum, const char* message) {
        if (grade >= CE_Failure) {
          *static_cast<std::string*>(CPLGetErrorHandlerUserData()) = message;
        }
      },
      &last_);
}

OpeningErrors::~OpeningErrors() {
  CPLPopErrorHandler();
}

std::optional<TextField> field_that_is_no_utf8(void* feature) {
  auto* const handle = static_cast<OGRFeatureH>(feature);
  for (int i = 0; i < OGR_F_GetFieldCount(handle); ++i) {
    const OGRFieldDefnH field = OGR_F_GetFieldDefnRef(handle, i);
    if (OGR_Fld_GetType(field) != OFTString) {
      continue;
    }
    if (const char* const text = OGR_F_GetFieldAsString(handle, i); CPLIsUTF8(text, -1) == 0) {
      return TextField{OGR_Fld_GetNameRef(field), text};
    }
  }
  return std::nullopt;
}

std::optional<PlaceFault> place_fault_of(void* geometry) {
  auto* const handle = static_cast<OGRGeometryH>(geometry);
  OGREnvelope box;
  OGR_G_GetEnvelope(handle, &box);
  const std::string found = std::to_string(box.MinX) + ", " + std::to_string(box.MinY);
  // No latitude is above 90, so the second coordinate is a longitude.
  if (box.MinY >= 90 && box.MaxY <= 180 && box.MinX >= -90 && box.MaxX <= 90) {
    return PlaceFault{
        ChartProblem::wrong_axis_order, found,
        tr("Latitude seems to stand before longitude; swap them (QGIS: Swap X and Y coordinates).")};
  }
  if (!(box.MinX >= -180 && box.MaxX <= 180 && box.MinY >= -90 && box.MaxY <= 90)) {
    return PlaceFault{ChartProblem::wrong_crs, found,
                      tr("These are no degrees: state the coordinate system the file is really in, with "
                         "ogr2ogr -a_srs.")};
  }
  if (has_side_over_180_deg(handle)) {
    return PlaceFault{
        ChartProblem::wrong_geometry, found,
        tr("A side is longer than 180°: cut it at the 180° meridian first, ogr2ogr -wrapdateline "
           "-datelineoffset 179 NEW OLD, or give it corners on the long way, ogr2ogr -segmentize "
           "90 NEW OLD.")};
  }
  return std::nullopt;
}

}  // namespace selat::chart
