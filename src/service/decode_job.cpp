#include "service/decode_job.h"

#include <utility>

#include "nmea/other_sentence.h"
#include "radar/asterix/block_stream.h"
#include "radar/packet_capture.h"
#include "service/radar_intake.h"

namespace selat::service {
namespace {

void add_all(ais::ReceiverCounters& sum, const ais::ReceiverCounters& more) {
  sum.bytes += more.bytes;
  sum.lines += more.lines;
  sum.sentences += more.sentences;
  sum.other_sentences += more.other_sentences;
  sum.unrecognised_lines += more.unrecognised_lines;
  for (std::size_t type = 0; type < sum.messages.size(); ++type) {
    sum.messages[type] += more.messages[type];
  }
  sum.sentence_problems.add(more.sentence_problems);
  sum.message_problems.add(more.message_problems);
  sum.warnings.add(more.warnings);
  sum.tag_problems.add(more.tag_problems);
}

// Two bytes a character, as some shells write what is redirected: a mark in front, or zeros.
[[nodiscard]] bool is_utf16(std::string_view start) {
  return start.starts_with("\xff\xfe") || start.starts_with("\xfe\xff") ||
         (start.size() > 3 && (start[0] == 0) != (start[1] == 0) && (start[0] == 0) == (start[2] == 0) &&
          (start[1] == 0) == (start[3] == 0));
}

}  // namespace

struct DecodeJob::Receivers {
  ais::Receiver& ais;
  radar::AsterixReceiver& asterix;
  radar::BlockStream blocks = {};
  radar::PacketCapture packets = {};
};

DecodeJob::DecodeJob(const DecodeOptions& options, std::unique_ptr<DecodedOutput> output, Write write,
                     Clock clock, std::function<bool()> may_go_on)
    : options_(options),
      output_(std::move(output)),
      write_(std::move(write)),
      clock_(std::move(clock)),
      may_go_on_(std::move(may_go_on)) {}

std::expected<void, LocalizedMessage> DecodeJob::read(const std::string& file) {
  const bool is_standard_input = file == "-";
  auto recording = feed::RecordedFile::open(file);
  if (!recording) {
    return std::unexpected(recording.error());
  }
  output_->begin(is_standard_input ? "stdin" : file);
  radar::SentenceReceiver radar(
      {.source = {}, .position = options_.radar_position, .heading = options_.radar_heading});
  ais::ReceiverOptions options;
  options.source = {};
  options.checksum = options_.checksum;
  options.others = {.is_wanted = is_ais_or_radar, .take = [&](const nmea::OtherSentence& sentence) {
                      if (const auto* received = radar.take(sentence)) {
                        put(*received);
                      }
                    }};
  ais::Receiver ais(std::move(options));
  radar::AsterixReceiver asterix({.position = options_.radar_position});
  Receivers receivers{.ais = ais, .asterix = asterix};
  auto result = read_all(*recording, receivers);
  ais.flush();
  add_all(tally_.ais, ais.counters());
  tally_.radar.add(radar.counters());
  tally_.asterix.add(asterix.counters());
  const std::uint64_t understood = ais.counters().sentences + ais.counters().other_sentences +
                                   radar.counters().sentences + asterix.counters().blocks;
  if (result && goes_on() && understood == 0) {
    return std::unexpected(is_utf16_ ? tr("it is UTF-16 text: convert it first (iconv -f UTF-16 -t UTF-8)")
                                     : tr("there is no sentence in it"));
  }
  return result;
}

void DecodeJob::finish() {
  output_->finish();
  write(0);
}

std::expected<void, LocalizedMessage> DecodeJob::read_all(feed::RecordedFile& recording,
                                                          Receivers& receivers) {
  nmea::LineSplitter splitter(tally_.lines);
  is_utf16_ = false;
  bool has_blocks = false;
  bool has_packets = false;
  for (bool is_first = true; goes_on(); is_first = false) {
    const auto space = splitter.space();
    const auto size = recording.read(space);
    if (!size) {
      return std::unexpected(size.error());
    }
    const std::string_view bytes(space.data(), *size);
    is_utf16_ = is_utf16_ || (is_first && is_utf16(bytes));
    has_packets = has_packets || (is_first && is_capture(bytes));
    has_blocks = has_blocks || (is_first && !has_packets && is_asterix(bytes));
    if (has_packets) {
      if (!take_packets(radar::bytes_of(bytes), receivers)) {
        return std::unexpected(LocalizedMessage(tr("behind its first {n} packets the capture is damaged"),
                                                {{"n", receivers.packets.packets()}}));
      }
    } else if (has_blocks) {
      const radar::Bytes whole =
          bytes.empty() ? receivers.blocks.rest() : receivers.blocks.add(radar::bytes_of(bytes));
      if (!take(whole, clock_().wall, receivers)) {
        return std::unexpected(LocalizedMessage(
            tr("behind its first {n} data blocks of ASTERIX there is something else, or the last is cut"),
            {{"n", receivers.asterix.counters().blocks - 1}}));
      }
    } else {
      take(bytes.empty() ? splitter.flush() : splitter.split(*size), receivers);
    }
    if (bytes.empty()) {
      return {};
    }
    if (*size < space.size()) {  // of a pipe: what is decoded is shown at once
      output_->finish();
      write(0);
    }
  }
  return {};
}

bool DecodeJob::is_asterix(std::string_view start) const {
  return options_.input == DecodeInput::asterix || (options_.input == DecodeInput::by_content && !is_utf16_ &&
                                                    radar::looks_like_asterix(radar::bytes_of(start)));
}

bool DecodeJob::is_capture(std::string_view start) const {
  return options_.input != DecodeInput::lines && radar::looks_like_capture(radar::bytes_of(start));
}

// Each datagram was received when its packet was; those of others in the same capture are bad blocks.
bool DecodeJob::take_packets(radar::Bytes bytes, Receivers& receivers) {
  return receivers.packets.add(
      bytes, [&](radar::Bytes payload, Instant at) { static_cast<void>(take(payload, at, receivers)); });
}

void DecodeJob::take(nmea::Lines lines, Receivers& receivers) {
  receivers.ais.receive(lines, clock_().wall, [this](const ais::Received& received) { put(received); });
}

bool DecodeJob::take(radar::Bytes blocks, Instant received_at, Receivers& receivers) {
  const radar::AsterixSink sink{
      .take_report = [this](const radar::ReceivedReport& received) { put(received); },
      .take_status = [this](const radar::ReceivedStatus& received) { put(received); }};
  return receivers.asterix.take(blocks, received_at, sink);
}

void DecodeJob::write(std::size_t at_least) {
  const auto pending = output_->pending();
  if (!pending.empty() && pending.size() >= at_least) {
    is_output_open_ = write_(pending);
    output_->clear();
  }
}

}  // namespace selat::service
