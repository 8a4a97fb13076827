#pragma once
// The detector as a service: reads reports from the bus, and publishes the tracks and anomalies of the engine
// of detect/. Starts with the state it saved last (service/detector_memory.h), and with the reports that
// ingest still retains.
//
// The rules judge by the zones and the watch list of `options` and by what people have added at the
// coordination server (model/context_entry.h). Each change is a new version of the context, in force from the
// event time that the detector had reached when it heard of the change; reports of before, however late, are
// judged by the version before. Entries end by the wall clock, with or without the server.
//
// Where the settings name radars, or people tell what they saw, that and what AIS says is joined to one
// picture, and the tracks of that are published (service/sensor_picture.h). It is not part of the saved state:
// after a restart it is made anew of what ingest and the coordination server still retain.
//
// Thread: that of the process's io_context. The process must outlive it and must not run after its
// destruction.

#include <filesystem>
#include <memory>

#include "detect/engine.h"
#include "service/sensor_picture.h"

namespace selat::runtime {
class Process;
}

namespace selat::service {

class DetectService {
 public:
  // `directory`: where the state is kept.
  DetectService(runtime::Process& process, detect::EngineOptions options, const SensorPictureOptions& sensors,
                const std::filesystem::path& directory);
  ~DetectService();
  DetectService(const DetectService&) = delete;
  DetectService& operator=(const DetectService&) = delete;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace selat::service
