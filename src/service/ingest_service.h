#pragma once
// Feeds in, reports out: every feed of the settings decoded, without what was heard before, and the health of
// each every second. Recordings are read no faster than subscribers keep up.
//
// Thread: that of the process's io_context. The process must outlive it, and not run any more once it is
// gone.

#include <memory>
#include <vector>

#include "base/localized_message.h"
#include "config/settings.h"

namespace selat::runtime {
class Process;
}

namespace selat::service {

class IngestService {
 public:
  // With `exits_at_end` the process is stopped when every feed is a recording and has been read to its end.
  // Throws UsageError where a feed's URI is wrong.
  IngestService(runtime::Process& process, const std::vector<config::FeedSettings>& feeds, bool exits_at_end);
  ~IngestService();
  IngestService(const IngestService&) = delete;
  IngestService& operator=(const IngestService&) = delete;

  // Throws UsageError where a feed can never work as configured (a busy port, no such file).
  void start();

  // Why the process was stopped with kUsage: not one AIS sentence in any recording. Empty while all is well.
  [[nodiscard]] const LocalizedMessage& refusal() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace selat::service
