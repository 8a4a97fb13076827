#pragma once
// Ingest as a service: decodes all feeds of the settings, removes duplicates and publishes reports, and each
// second the health of each feed. Recordings are read no faster than subscribers can follow. What is new goes
// to the outputs of the settings as well.

#include <memory>
#include <vector>

#include "base/localized_message.h"
#include "config/settings.h"
#include "model/feed_health.h"

namespace selat::runtime {
class Process;
}

namespace selat::service {

class IngestService {
 public:
  // With `exits_at_end` the process is stopped when every feed is a recording and has been read to its end.
  // Throws UsageError where the URI of a feed or output is wrong.
  IngestService(runtime::Process& process, const config::Settings& settings, bool exits_at_end);
  ~IngestService();
  IngestService(const IngestService&) = delete;
  IngestService& operator=(const IngestService&) = delete;

  // A feed that cannot work as things are (a port in use, no such file) is failed in the health, which is
  // degraded, and tried again. Throws UsageError where nothing can come: all are recordings, and none can be
  // read.
  void start();

  // What each brought until now.
  [[nodiscard]] model::FeedTable feeds() const;
  // Why the process was stopped with kUsage: no recording has an AIS sentence. Empty if it was not.
  [[nodiscard]] const LocalizedMessage& refusal() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace selat::service
