#pragma once
// Reports in, tracks and anomalies out: the engine of detect/ between the topics of the bus. Begins with what
// ingest still remembers.
//
// Thread: that of the process's io_context. The process must outlive it, and not run any more once it is
// gone.

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
