#include "chart/import_faults.h"

#include <cpl_error.h>
#include <cpl_string.h>
#include <ogr_api.h>

namespace selat::chart {

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

}  // namespace selat::chart
