#pragma once
// The coordination server as a service: decides which control point answers for which sector, exchanges
// messages with control points, and turns anomalies into alerts. Each promise is on disk before it is sent,
// so it survives a restart.
//
// Thread: that of the process's io_context. The process must outlive it and must not run after its
// destruction. While the disk fails, leases go on and alerts are shown, and nothing else is answered
// (service/durable_effects.h); the process is stopped with kFailure if its database is gone, damaged, or
// taken over.

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
