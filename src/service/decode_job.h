#pragma once
// Decodes recorded or piped sentences of AIS and radars, and ASTERIX, one input after the other, and writes
// what comes out.
//
// Thread: one; read() blocks until the input ends, the reader of the output has closed it or `may_go_on` says
// no. Errors: an input that cannot be read, or in which there is nothing to decode at all, is a value; bad
// lines and blocks are counted.

#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "ais/receiver.h"
#include "base/localized_message.h"
#include "feed/recorded_file.h"
#include "geo/position.h"
#include "nmea/line_splitter.h"
#include "nmea/lines.h"
#include "nmea/sentence.h"
#include "radar/asterix/receiver.h"
#include "radar/sentence_receiver.h"
#include "service/decoded_output.h"
#include "units/angle.h"
#include "units/clock.h"

namespace selat::service {

// The sums over all inputs.
struct DecodeTally {
  ais::ReceiverCounters ais;
  nmea::SplitCounters lines;
  radar::SentenceCounters radar;
  radar::AsterixCounters asterix;
};

enum class DecodeInput : std::uint8_t { by_content, lines, asterix };

struct DecodeOptions {
  nmea::ChecksumRule checksum = nmea::ChecksumRule::strict;
  DecodeInput input = DecodeInput::by_content;
  // Of a radar whose feed does not say where it is.
  std::optional<geo::Position> radar_position = std::nullopt;
  std::optional<Bearing> radar_heading = std::nullopt;
};

class DecodeJob {
 public:
  // Writes the next bytes of the output; false if the reader has closed it.
  using Write = std::function<bool(std::string_view)>;

  // Lines without a time get that of the clock. `may_go_on` is asked before each read.
  DecodeJob(const DecodeOptions& options, std::unique_ptr<DecodedOutput> output, Write write, Clock clock,
            std::function<bool()> may_go_on);

  // One input, "-" for standard input; or why it could not be read.
  [[nodiscard]] std::expected<void, LocalizedMessage> read(const std::string& file);
  // Writes what is left, after the last input.
  void finish();

  // Whether there is a reader, and nobody has ended the job.
  [[nodiscard]] bool goes_on() const { return is_output_open_ && may_go_on_(); }
  [[nodiscard]] const DecodeTally& tally() const { return tally_; }

 private:
  // What reads one input.
  struct Receivers;
  [[nodiscard]] std::expected<void, LocalizedMessage> read_all(feed::RecordedFile& recording,
                                                               Receivers& receivers);
  [[nodiscard]] bool is_asterix(std::string_view start) const;
  [[nodiscard]] bool is_capture(std::string_view start) const;
  void take(nmea::Lines lines, Receivers& receivers);
  // False where the blocks cannot be followed any farther.
  [[nodiscard]] bool take(radar::Bytes blocks, Instant received_at, Receivers& receivers);
  [[nodiscard]] bool take_packets(radar::Bytes bytes, Receivers& receivers);
  template <typename Received>
  void put(const Received& received) {
    output_->take(received);
    write(kWriteAtOnce);
  }
  // Only when at least so many bytes are pending.
  void write(std::size_t at_least);

  static constexpr std::size_t kWriteAtOnce = 128 * 1024;

  DecodeOptions options_;
  std::unique_ptr<DecodedOutput> output_;
  Write write_;
  Clock clock_;
  std::function<bool()> may_go_on_;
  bool is_output_open_ = true;
  bool is_utf16_ = false;  // the input read last
  DecodeTally tally_;
};

}  // namespace selat::service
