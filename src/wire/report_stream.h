#pragma once
// Reports as a stream of ReportBatch messages, each with its length in front (as Protobuf's own delimited
// messages have it).

#include <memory>
#include <string>

#include "model/report.h"

namespace selat::wire {

class ReportStream {
 public:
  ReportStream();
  ~ReportStream();
  ReportStream(const ReportStream&) = delete;
  ReportStream& operator=(const ReportStream&) = delete;

  void append(const model::Report& report);
  // Writes the batch that is not full yet.
  void finish();
  // Every whole batch since they were cleared.
  [[nodiscard]] const std::string& bytes() const;
  void clear();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace selat::wire
