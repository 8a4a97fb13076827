#pragma once
// Reads one envelope after another into the same object and keeps its memory. Protobuf's Clear() frees the
// parts of a message, and its parser frees what a `oneof` held; for reports and tracks that takes more time
// than to read them.

#include <string_view>

namespace selat::v1 {
class Envelope;
class ReportBatch;
}  // namespace selat::v1

namespace selat::wire {

// Empties a batch and keeps its memory.
void clear_keeping_memory(v1::ReportBatch& batch);

// Replaces the content of `envelope` by `bytes` and keeps the memory of a body of reports or tracks. False if
// the bytes are not an envelope. If `envelope` held reports and the new one has no body, its batch is empty.
[[nodiscard]] bool parse_reusing(v1::Envelope& envelope, std::string_view bytes);

}  // namespace selat::wire
