#pragma once
// The envelope of a ReportBatch and the builder that writes into it.

#include "bus/report_batch.h"
#include "selat/v1/envelope.pb.h"
#include "wire/report_batch.h"

namespace selat::bus {

struct ReportBatch::Impl {
  Impl() : builder(*envelope.mutable_reports()) {}

  v1::Envelope envelope;
  wire::ReportBatchBuilder builder;
};

}  // namespace selat::bus
