#pragma once
// A sentence that carries no AIS, with what the lines around it say: handed on to whoever reads it. Views
// point into the line; valid during the call only.

#include <expected>
#include <optional>

#include "model/report.h"
#include "nmea/problem.h"
#include "nmea/sentence.h"
#include "units/instant.h"

namespace selat::nmea {

struct OtherSentence {
  const std::expected<Sentence, SentenceProblem>& frame;
  const model::SourceName& source;  // as of SentenceContext; empty if nothing names one
  std::optional<Instant> sent_at;   // of its TAG block, wrapper, suffix, or the time before it
  Instant received_at;
  DecodeWarnings warnings;
};

}  // namespace selat::nmea
