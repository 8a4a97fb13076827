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

}  // namespace

DecodeJob::DecodeJob(nmea::ChecksumRule checksum, std::unique_ptr<DecodedOutput> output, Write write,
                     Clock clock)
    : checksum_(checksum), output_(std::move(output)), write_(std::move(write)), clock_(std::move(clock)) {}

std::expected<void, LocalizedMessage> DecodeJob::read(const std::string& file) {
  const bool is_standard_input = file == "-";
  auto recording = feed::RecordedFile::open(is_standard_input ? "/dev/stdin" : file);
  if (!recording) {
    return std::unexpected(recording.error());
  }
  output_->begin(is_standard_input ? "stdin" : file);
  ais::ReceiverOptions options;
  options.source = {};
  options.checksum = checksum_;
  ais::Receiver receiver(options);
  const auto result = read_all(*recording, receiver);
  receiver.flush();
  add_all(tally_.ais, receiver.counters());
  return result;
}

void DecodeJob::finish() {
  output_->finish();
  write(0);
}

std::expected<void, LocalizedMessage> DecodeJob::read_all(feed::RecordedFile& recording,
                                                          ais::Receiver& receiver) {
  nmea::LineSplitter splitter(tally_.lines);
  while (is_output_open_) {
    const auto space = splitter.space();
    const auto size = recording.read(space);
    if (!size) {
      return std::unexpected(size.error());
    }
    if (*size == 0) {
      take(splitter.flush(), receiver);
      return {};
    }
    take(splitter.split(*size), receiver);
    // A pipe gives little at once: what is decoded is shown at once.
    write(*size < space.size() ? 0 : kWriteAtOnce);
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
