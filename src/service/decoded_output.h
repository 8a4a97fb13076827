#pragma once
// The output of `selat decode`: JSON lines, comma-separated lines or Protobuf batches, collected in a buffer
// that the caller writes out when it is large enough.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "ais/receiver.h"
#include "radar/asterix/receiver.h"
#include "radar/sentence_receiver.h"

namespace selat::service {

class DecodedOutput {
 public:
  virtual ~DecodedOutput() = default;
  // Another input follows.
  virtual void begin(std::string_view device) = 0;
  virtual void take(const ais::Received& received) = 0;
  // What radars say; a format without room for it leaves it out.
  virtual void take(const radar::ReceivedReport& received) = 0;
  virtual void take(const radar::ReceivedStatus& received) = 0;
  // Moves an incomplete batch into pending(), at the end or when no more has come yet.
  virtual void finish() {}
  // The bytes collected since the last clear().
  [[nodiscard]] virtual std::string_view pending() const = 0;
  virtual void clear() = 0;
};

[[nodiscard]] std::unique_ptr<DecodedOutput> json_output(bool is_scaled, bool splits_type_24);
[[nodiscard]] std::unique_ptr<DecodedOutput> csv_output();
// selat.v1.ReportBatch, each with its length before it as a varint (as protodelim writes them).
[[nodiscard]] std::unique_ptr<DecodedOutput> protobuf_output();

// One of these: "json", "csv" or "protobuf".
[[nodiscard]] std::unique_ptr<DecodedOutput> decoded_output(std::string_view format, bool is_scaled,
                                                            bool splits_type_24);

}  // namespace selat::service
