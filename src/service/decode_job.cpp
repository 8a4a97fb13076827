#include "service/decode_job.h"

#include <utility>

namespace selat::service {
namespace {

constexpr std::size_t kWriteAtOnce = 128 * 1024;

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

DecodeJob::DecodeJob(nmea::ChecksumRule checksum, std::unique_ptr<DecodedOutput> output, Write write,
                     Clock clock, std::function<bool()> may_go_on)
    : checksum_(checksum),
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
  ais::ReceiverOptions options;
  options.source = {};
  options.checksum = checksum_;
  ais::Receiver receiver(options);
  auto result = read_all(*recording, receiver);
  receiver.flush();
  const ais::ReceiverCounters& counters = receiver.counters();
  add_all(tally_.ais, counters);
  if (result && goes_on() && counters.sentences + counters.other_sentences == 0) {
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
                                                          ais::Receiver& receiver) {
  nmea::LineSplitter splitter(tally_.lines);
  is_utf16_ = false;
  for (bool is_first = true; goes_on(); is_first = false) {
    const auto space = splitter.space();
    const auto size = recording.read(space);
    if (!size) {
      return std::unexpected(size.error());
    }
    if (*size == 0) {
      take(splitter.flush(), receiver);
      return {};
    }
    is_utf16_ = is_utf16_ || (is_first && is_utf16({space.data(), *size}));
    take(splitter.split(*size), receiver);
    if (*size < space.size()) {  // of a pipe: what is decoded is shown at once
      output_->finish();
      write(0);
    }
  }
  return {};
}

void DecodeJob::take(nmea::Lines lines, ais::Receiver& receiver) {
  receiver.receive(lines, clock_().wall, [this](const ais::Received& received) { put(received); });
}

void DecodeJob::put(const ais::Received& received) {
  output_->take(received);
  write(kWriteAtOnce);
}

void DecodeJob::write(std::size_t at_least) {
  const auto pending = output_->pending();
  if (!pending.empty() && pending.size() >= at_least) {
    is_output_open_ = write_(pending);
    output_->clear();
  }
}

}  // namespace selat::service
