#pragma once
// Owners of GDAL's handles. Internal to chart/, and without GDAL's headers: its handles are void*.

#include <memory>

namespace selat::chart {

// GDAL writes its errors to standard error. While an object of this class exists, errors on this thread are
// only kept for CPLGetLastErrorMsg().
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
