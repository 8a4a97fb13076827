#include "bus/report_batch.h"

#include "bus/report_batch_impl.h"
#include "wire/radar.h"

namespace selat::bus {

ReportBatch::ReportBatch() : impl_(std::make_unique<Impl>()) {}
ReportBatch::~ReportBatch() = default;

void ReportBatch::append(const model::Report& report) {
  impl_->builder.append(report);
}
void ReportBatch::clear() {
  impl_->builder.clear();
}
std::size_t ReportBatch::size() const {
  return impl_->builder.size();
}
bool ReportBatch::is_full() const {
  return impl_->builder.is_full();
}

RadarBatch::RadarBatch() : impl_(std::make_unique<Impl>()) {}
RadarBatch::~RadarBatch() = default;

void RadarBatch::append(const model::RadarMessage& message) {
  wire::to_wire(message, *impl_->envelope.mutable_radar()->add_messages());
}
// The memory of the messages is kept.
void RadarBatch::clear() {
  impl_->envelope.mutable_radar()->clear_messages();
}
std::size_t RadarBatch::size() const {
  return static_cast<std::size_t>(impl_->envelope.radar().messages_size());
}
bool RadarBatch::is_full() const {
  return size() >= wire::kReportsPerBatch;
}

}  // namespace selat::bus
