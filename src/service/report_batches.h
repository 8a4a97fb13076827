#pragma once
// Gathers what all feeds report into batches of up to 64, and publishes a batch when it is full or 1 ms after
// its first report, whichever comes first: reports of AIS, and what radars say.
//
// Thread: that of the io_context.

#include <cstdint>
#include <functional>
#include <memory>

#include "bus/report_batch.h"
#include "units/clock.h"

namespace boost::asio {
class io_context;
}

namespace selat::runtime {
class DelayHistogram;
}

namespace selat::service {

// `Batch` is bus::ReportBatch or bus::RadarBatch.
template <typename Batch>
class Batches {
 public:
  static constexpr Span kLongestWait = Span::milliseconds(1);

  // The batch is used again after `publish` returns.
  using Publish = std::function<void(Batch&)>;

  Batches(boost::asio::io_context& io, Publish publish, Clock clock);
  ~Batches();

  void add(const typename Batch::Item& report);
  // Publishes what is gathered.
  void flush();
  // Handed to `publish`; those still gathered are not among them.
  [[nodiscard]] std::uint64_t published() const;
  // From the socket to being published, of each batch's first report: the others waited less.
  [[nodiscard]] const runtime::DelayHistogram& delays() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

using ReportBatches = Batches<bus::ReportBatch>;
using RadarBatches = Batches<bus::RadarBatch>;

}  // namespace selat::service
