#include "bus/report_batch.h"

#include "bus/report_batch_impl.h"

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

}  // namespace selat::bus
