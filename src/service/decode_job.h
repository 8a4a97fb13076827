#pragma once
// Decodes recorded or piped AIS sentences, one input after the other, and writes what comes out.
//
// Thread: one; read() blocks until the input ends, the reader of the output has closed it or `may_go_on` says
// no. Errors: an input that cannot be read, or in which there is no sentence at all, is a value; bad lines
// are counted.

#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "ais/receiver.h"
#include "base/localized_message.h"
#include "feed/recorded_file.h"
#include "nmea/line_splitter.h"
#include "nmea/lines.h"
#include "nmea/sentence.h"
#include "service/decoded_output.h"
#include "units/clock.h"

namespace selat::service {

// The sums over all inputs.
struct DecodeTally {
  ais::ReceiverCounters ais;
  nmea::SplitCounters lines;
};

class DecodeJob {
 public:
  // Writes the next bytes of the output; false if the reader has closed it.
  using Write = std::function<bool(std::string_view)>;

  // Lines without a time get that of the clock. `may_go_on` is asked before each read.
  DecodeJob(nmea::ChecksumRule checksum, std::unique_ptr<DecodedOutput> output, Write write, Clock clock,
            std::function<bool()> may_go_on);

  // One input, "-" for standard input; or why it could not be read.
  [[nodiscard]] std::expected<void, LocalizedMessage> read(const std::string& file);
  // Writes what is left, after the last input.
  void finish();

  // Whether there is a reader, and nobody has ended the job.
  [[nodiscard]] bool goes_on() const { return is_output_open_ && may_go_on_(); }
  [[nodiscard]] const DecodeTally& tally() const { return tally_; }

 private:
  [[nodiscard]] std::expected<void, LocalizedMessage> read_all(feed::RecordedFile& recording,
                                                               ais::Receiver& receiver);
  void take(nmea::Lines lines, ais::Receiver& receiver);
  void put(const ais::Received& received);
  // Only when at least so many bytes are pending.
  void write(std::size_t at_least);

  nmea::ChecksumRule checksum_;
  std::unique_ptr<DecodedOutput> output_;
  Write write_;
  Clock clock_;
  std::function<bool()> may_go_on_;
  bool is_output_open_ = true;
  bool is_utf16_ = false;  // the input read last
  DecodeTally tally_;
};

}  // namespace selat::service
