#pragma once
// The coordination server: which control point answers for which sector, the messages that say so, and
// anomalies that become alerts. What it promised is durable before it is said and survives a restart.
//
// Thread: that of the process's io_context. The process must outlive it, and not run any more once it is
// gone. While the disk fails nothing is acknowledged; with too many alerts waiting the process is stopped.

#include <filesystem>
#include <memory>

#include "service/coordination_setup.h"

namespace selat::runtime {
class Process;
}

namespace selat::service {

class CoordinateService {
 public:
  // Throws store::StoreError where the database cannot be opened.
  CoordinateService(runtime::Process& process, CoordinationSetup setup,
                    const std::filesystem::path& database);
  ~CoordinateService();
  CoordinateService(const CoordinateService&) = delete;
  CoordinateService& operator=(const CoordinateService&) = delete;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace selat::service
