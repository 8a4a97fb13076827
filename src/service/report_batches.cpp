#include "service/report_batches.h"

#include <chrono>
#include <utility>
#include <variant>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include "runtime/delay_histogram.h"

namespace selat::service {
namespace {

Instant received_at(const model::Report& report) {
  return model::header_of(report).received_at;
}
Instant received_at(const model::RadarMessage& message) {
  return std::visit([](const auto& any) { return any.received_at; }, message);
}

}  // namespace

template <typename Batch>
struct Batches<Batch>::Impl {
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
  Batch batch;
  std::uint64_t published = 0;
  Instant first_received_at;
  runtime::DelayHistogram delays;
};

template <typename Batch>
Batches<Batch>::Batches(boost::asio::io_context& io, Publish publish, Clock clock)
    : impl_(std::make_unique<Impl>(io, std::move(publish), std::move(clock))) {}

template <typename Batch>
Batches<Batch>::~Batches() = default;

template <typename Batch>
void Batches<Batch>::add(const typename Batch::Item& report) {
  if (impl_->batch.empty()) {
    impl_->flush_later();
    impl_->first_received_at = received_at(report);
  }
  impl_->batch.append(report);
  if (impl_->batch.is_full()) {
    impl_->flush();
  }
}

template <typename Batch>
void Batches<Batch>::flush() {
  impl_->flush();
}

template <typename Batch>
std::uint64_t Batches<Batch>::published() const {
  return impl_->published;
}

template <typename Batch>
const runtime::DelayHistogram& Batches<Batch>::delays() const {
  return impl_->delays;
}

template class Batches<bus::ReportBatch>;
template class Batches<bus::RadarBatch>;

}  // namespace selat::service
