#pragma once
// Owners of GDAL's handles. Internal to chart/, and without GDAL's headers: its handles are void*.

#include <memory>

namespace selat::chart {

// GDAL writes to standard error unless told not to; while this lives, what it says on this thread is kept for
// CPLGetLastErrorMsg() instead.
class QuietGdal {
 public:
  QuietGdal();
  ~QuietGdal();
  QuietGdal(const QuietGdal&) = delete;
  QuietGdal& operator=(const QuietGdal&) = delete;
};

struct CloseDataset {
  void operator()(void* dataset) const;
};
struct DestroyFeature {
  void operator()(void* feature) const;
};

using Dataset = std::unique_ptr<void, CloseDataset>;
using Feature = std::unique_ptr<void, DestroyFeature>;

}  // namespace selat::chart
