#pragma once
// The detector as a service: reads reports from the bus, and publishes the tracks and anomalies of the engine
// of detect/. Starts with the reports that ingest still retains.
//
// Thread: that of the process's io_context. The process must outlive it and must not run after its
// destruction.

#include <memory>

#include "detect/engine.h"

namespace selat::runtime {
class Process;
}

namespace selat::service {

class DetectService {
 public:
  DetectService(runtime::Process& process, detect::EngineOptions options);
  ~DetectService();
  DetectService(const DetectService&) = delete;
  DetectService& operator=(const DetectService&) = delete;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace selat::service
