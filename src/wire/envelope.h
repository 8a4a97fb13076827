#pragma once
// Reading one envelope after another into the same object. Protobuf's own Clear() frees the parts of a
// message and its parser frees what a `oneof` held; for reports and tracks that costs more than the reading
// itself.

#include <string_view>

namespace selat::v1 {
class Envelope;
class ReportBatch;
}  // namespace selat::v1

namespace selat::wire {

// Empties a batch and keeps its memory.
void clear_keeping_memory(v1::ReportBatch& batch);

// Reads `bytes` in place of what `envelope` held, keeping the memory of a body of reports or tracks. False
// when the bytes are no envelope. An envelope without any body, read over one with reports, has an empty
// batch.
[[nodiscard]] bool parse_reusing(v1::Envelope& envelope, std::string_view bytes);

}  // namespace selat::wire
