#include "service/decode_job.h"

#include <utility>
#include <vector>

namespace selat::service {
namespace {

constexpr std::size_t kReadAtOnce = 256 * 1024;
constexpr std::size_t kWriteAtOnce = 128 * 1024;

// With its line feed; all bytes if that has not arrived yet.
std::string_view first_line(std::string_view bytes) {
  const auto end = bytes.find('\n');
  return end == std::string_view::npos ? bytes : bytes.substr(0, end + 1);
}

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
  feed::LineSplitter splitter(tally_.lines);
  std::vector<char> buffer(kReadAtOnce);
  while (is_output_open_) {
    const auto size = recording.read(buffer);
    if (!size) {
      return std::unexpected(size.error());
    }
    if (*size == 0) {
      take(splitter.flush(), clock_().wall, receiver);
      return {};
    }
    take({buffer.data(), *size}, splitter, receiver);
    // A pipe gives little at once: what is decoded is shown at once.
    write(*size < kReadAtOnce ? 0 : kWriteAtOnce);
  }
  return {};
}

// The fast path takes lines from the buffer as they are; any other line is cut out first.
void DecodeJob::take(std::string_view bytes, feed::LineSplitter& splitter, ais::Receiver& receiver) {
  const Instant now = clock_().wall;
  while (!bytes.empty()) {
    if (splitter.is_at_start()) {
      bytes.remove_prefix(
          receiver.receive_fast_lines(bytes, now, [this](const ais::Received& received) { put(received); }));
    }
    const std::string_view odd = first_line(bytes);
    take(splitter.split(odd), now, receiver);
    bytes.remove_prefix(odd.size());
  }
}

void DecodeJob::take(std::span<const std::string_view> lines, Instant now, ais::Receiver& receiver) {
  for (const std::string_view line : lines) {
    receiver.receive(line, now, [this](const ais::Received& received) { put(received); });
  }
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
