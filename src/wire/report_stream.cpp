#include "wire/report_stream.h"

#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/util/delimited_message_util.h>

#include "selat/v1/report.pb.h"
#include "wire/report_batch.h"

namespace selat::wire {

struct ReportStream::Impl {
  v1::ReportBatch batch;
  ReportBatchBuilder builder{batch};
  std::string bytes;
};

ReportStream::ReportStream() : impl_(std::make_unique<Impl>()) {}
ReportStream::~ReportStream() = default;

void ReportStream::append(const model::Report& report) {
  impl_->builder.append(report);
  if (impl_->builder.is_full()) {
    finish();
  }
}

void ReportStream::finish() {
  if (impl_->builder.empty()) {
    return;
  }
  google::protobuf::io::StringOutputStream stream(&impl_->bytes);
  google::protobuf::util::SerializeDelimitedToZeroCopyStream(impl_->batch, &stream);
  impl_->builder.clear();
}

const std::string& ReportStream::bytes() const {
  return impl_->bytes;
}
void ReportStream::clear() {
  impl_->bytes.clear();
}

}  // namespace selat::wire
