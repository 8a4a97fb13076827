#pragma once
// The envelopes of a ReportBatch, with the builder that writes into it, and of a RadarBatch.

#include "bus/report_batch.h"
#include "selat/v1/envelope.pb.h"
#include "wire/report_batch.h"

namespace selat::bus {

struct ReportBatch::Impl {
  Impl() : builder(*envelope.mutable_reports()) {}

  v1::Envelope envelope;
  wire::ReportBatchBuilder builder;
};

struct RadarBatch::Impl {
  v1::Envelope envelope;
};

}  // namespace selat::bus
