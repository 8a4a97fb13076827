#include "wire/envelope.h"

#include <cstdint>
#include <limits>

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/unknown_field_set.h>

#include "selat/v1/envelope.pb.h"

namespace selat::wire {

namespace {

// Fields of a later version. Cleared only if there are any, since the call would allocate memory for them.
template <typename Message>
void clear_unknown_fields(Message& message) {
  const auto* const reflection = Message::GetReflection();
  if (!reflection->GetUnknownFields(message).empty()) {
    reflection->MutableUnknownFields(&message)->Clear();
  }
}

void clear_frame(v1::Envelope& envelope) {
  envelope.clear_publisher();
  envelope.clear_term();
  envelope.clear_sequence();
  envelope.clear_sent_at_unix_us();
  clear_unknown_fields(envelope);
}

}  // namespace

void clear_keeping_memory(v1::ReportBatch& batch) {
  batch.mutable_positions()->Clear();
  batch.clear_statics();
  batch.clear_safety();
  batch.clear_also_heard();
  batch.clear_order();
  clear_unknown_fields(batch);
}

bool parse_reusing(v1::Envelope& envelope, std::string_view bytes) {
  if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) {
    return false;
  }
  if (envelope.has_reports()) {
    clear_frame(envelope);
    clear_keeping_memory(*envelope.mutable_reports());
  } else if (envelope.has_tracks()) {
    clear_frame(envelope);
    envelope.mutable_tracks()->Clear();
  } else {
    envelope.Clear();
  }
  google::protobuf::io::CodedInputStream input(reinterpret_cast<const std::uint8_t*>(bytes.data()),
                                               static_cast<int>(bytes.size()));
  return envelope.MergeFromCodedStream(&input) && input.ConsumedEntireMessage();
}

}  // namespace selat::wire
