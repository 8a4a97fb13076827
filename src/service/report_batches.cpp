#include "service/report_batches.h"

#include <chrono>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include "runtime/delay_histogram.h"

namespace selat::service {

struct ReportBatches::Impl {
  Impl(boost::asio::io_context& io, Publish to, Clock own_clock)
      : publish(std::move(to)), clock(std::move(own_clock)), timer(io) {}

  void flush_later() {
    timer.expires_after(std::chrono::microseconds(kLongestWait.in_microseconds()));
    timer.async_wait([this](boost::system::error_code cancelled) {
      if (!cancelled) {
        flush();
      }
    });
  }

  void flush() {
    if (batch.empty()) {
      return;
    }
    published += batch.size();
    publish(batch);
    delays.add(clock().wall - first_received_at);
    batch.clear();
  }

  Publish publish;
  Clock clock;
  boost::asio::steady_timer timer;
  bus::ReportBatch batch;
  std::uint64_t published = 0;
  Instant first_received_at;
  runtime::DelayHistogram delays;
};

ReportBatches::ReportBatches(boost::asio::io_context& io, Publish publish, Clock clock)
    : impl_(std::make_unique<Impl>(io, std::move(publish), std::move(clock))) {}

ReportBatches::~ReportBatches() = default;

void ReportBatches::add(const model::Report& report) {
  if (impl_->batch.empty()) {
    impl_->flush_later();
    impl_->first_received_at = model::header_of(report).received_at;
  }
  impl_->batch.append(report);
  if (impl_->batch.is_full()) {
    impl_->flush();
  }
}

void ReportBatches::flush() {
  impl_->flush();
}

std::uint64_t ReportBatches::published() const {
  return impl_->published;
}

const runtime::DelayHistogram& ReportBatches::delays() const {
  return impl_->delays;
}

}  // namespace selat::service
