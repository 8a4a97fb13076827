// selat decode: recorded or piped AIS sentences as JSON lines, comma-separated lines or Protobuf.

#include <cerrno>
#include <chrono>
#include <expected>
#include <iostream>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <unistd.h>

#include "ais/receiver.h"
#include "cli/command_line.h"
#include "feed/line_splitter.h"
#include "feed/recorded_file.h"
#include "nmea/sentence.h"
#include "runtime/exit_status.h"
#include "service/decoded_output.h"
#include "text/measure.h"
#include "text/terminal.h"
#include "text/translate.h"

namespace selat::app {
namespace {

constexpr std::size_t kReadAtOnce = 256 * 1024;
constexpr std::size_t kWriteAtOnce = 128 * 1024;

struct Wishes {
  Language language = Language::en;
  std::vector<std::string> files;
  std::string format = "json";
  bool is_unscaled = false;
  bool splits_type_24 = false;
  bool is_lenient = false;
  bool shows_stats = false;
};

// What the files of one run came to.
struct Tally {
  ais::ReceiverCounters ais;
  feed::LineCounters lines;
};

Instant clock_now() {
  return Instant::unix_microseconds(std::chrono::duration_cast<std::chrono::microseconds>(
                                        std::chrono::system_clock::now().time_since_epoch())
                                        .count());
}

// With its line feed; all there is where that has not come yet.
std::string_view first_line(std::string_view bytes) {
  const auto end = bytes.find('\n');
  return end == std::string_view::npos ? bytes : bytes.substr(0, end + 1);
}

std::unique_ptr<service::DecodedOutput> output_of(const Wishes& wishes) {
  if (wishes.format == "csv") {
    return service::csv_output();
  }
  if (wishes.format == "protobuf") {
    return service::protobuf_output();
  }
  return service::json_output(!wishes.is_unscaled, wishes.splits_type_24);
}

// Writes to standard output; false once nobody reads it any more.
class StandardOutput {
 public:
  bool write(std::string_view bytes) {
    while (is_open_ && !bytes.empty()) {
      const ssize_t written = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
      if (written > 0) {
        bytes.remove_prefix(static_cast<std::size_t>(written));
      } else if (errno != EINTR) {
        is_open_ = false;
      }
    }
    return is_open_;
  }

 private:
  bool is_open_ = true;
};

class Decoder {
 public:
  explicit Decoder(const Wishes& wishes) : wishes_(wishes), output_(output_of(wishes)) {}

  // One input; why it could not be read, where it could not.
  std::expected<void, std::string> read(const std::string& file) {
    const bool is_standard_input = file == "-";
    auto recording = feed::RecordedFile::open(is_standard_input ? "/dev/stdin" : file);
    if (!recording) {
      return std::unexpected(recording.error());
    }
    output_->begin(is_standard_input ? "stdin" : file);
    ais::ReceiverOptions options;
    options.source = {};
    options.checksum = wishes_.is_lenient ? nmea::ChecksumRule::lenient : nmea::ChecksumRule::strict;
    ais::Receiver receiver(options);
    const auto result = read_all(*recording, receiver);
    receiver.flush();
    add(receiver.counters());
    return result;
  }
  // What is left, when all inputs were read.
  void finish() {
    output_->finish();
    write(0);
  }
  [[nodiscard]] bool is_read_by_anyone() const { return is_open_; }
  [[nodiscard]] const Tally& tally() const { return tally_; }

 private:
  std::expected<void, std::string> read_all(feed::RecordedFile& recording, ais::Receiver& receiver) {
    feed::LineSplitter splitter(tally_.lines);
    std::vector<char> buffer(kReadAtOnce);
    while (is_open_) {
      const auto size = recording.read(buffer);
      if (!size) {
        return std::unexpected(size.error());
      }
      if (*size == 0) {
        take(splitter.flush(), clock_now(), receiver);
        return {};
      }
      take({buffer.data(), *size}, splitter, receiver);
      // A pipe gives little at once: what is decoded is shown at once.
      write(*size < kReadAtOnce ? 0 : kWriteAtOnce);
    }
    return {};
  }
  // The fast path takes lines from the buffer as they are; any other line is cut out first.
  void take(std::string_view bytes, feed::LineSplitter& splitter, ais::Receiver& receiver) {
    const Instant now = clock_now();
    while (!bytes.empty()) {
      if (splitter.is_at_start()) {
        bytes.remove_prefix(receiver.receive_fast_lines(
            bytes, now, [this](const ais::Received& received) { put(received); }));
      }
      const std::string_view odd = first_line(bytes);
      take(splitter.split(odd), now, receiver);
      bytes.remove_prefix(odd.size());
    }
  }
  void take(std::span<const std::string_view> lines, Instant now, ais::Receiver& receiver) {
    for (const std::string_view line : lines) {
      receiver.receive(line, now, [this](const ais::Received& received) { put(received); });
    }
  }
  void put(const ais::Received& received) {
    output_->take(received);
    write(kWriteAtOnce);
  }
  void write(std::size_t at_least) {
    const auto pending = output_->pending();
    if (!pending.empty() && pending.size() >= at_least) {
      is_open_ = out_.write(pending);
      output_->clear();
    }
  }
  void add(const ais::ReceiverCounters& more) {
    auto& sum = tally_.ais;
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

  const Wishes& wishes_;
  std::unique_ptr<service::DecodedOutput> output_;
  StandardOutput out_;
  bool is_open_ = true;
  Tally tally_;
};

void tell(std::string_view what, std::uint64_t count) {
  std::cerr << text::fitted(what, 42) << ' ' << fmt::format("{:>12}\n", count);
}

template <typename Enum>
void tell_each(const LocalizedMessage& heading, const EnumCounts<Enum>& counts, Language language) {
  counts.for_each([&](Enum kind, std::uint64_t count) {
    if (count > 0) {
      tell(text::translate(heading, language) + ' ' + std::string(name_of(kind)), count);
    }
  });
}

void tell_stats(const Tally& tally, double seconds, Language language) {
  const auto& ais = tally.ais;
  const auto say = [language](const LocalizedMessage& what, std::uint64_t count) {
    tell(text::translate(what, language), count);
  };
  for (std::size_t type = 0; type < ais.messages.size(); ++type) {
    if (ais.messages[type] > 0) {
      say(LocalizedMessage("messages of type {n}", {{"n", type}}), ais.messages[type]);
    }
  }
  tell_each("problem", ais.sentence_problems, language);
  tell_each("problem", ais.message_problems, language);
  tell_each("TAG block problem", ais.tag_problems, language);
  tell_each("remark", ais.warnings, language);
  say("lines", ais.lines);
  say("lines too long", tally.lines.overlong_lines);
  say("lines that are no sentence", ais.unrecognised_lines);
  say("other sentences", ais.other_sentences);
  say("AIS sentences", ais.sentences);
  say("messages", ais.message_total());
  std::cerr << text::translate(
                   LocalizedMessage(
                       "{seconds} s, {rate} sentences/s, {bytes} MB/s",
                       {{"seconds", text::number(seconds, 3, language)},
                        {"rate", text::number(static_cast<double>(ais.sentences) / seconds, 0, language)},
                        {"bytes",
                         text::number(static_cast<double>(ais.bytes) / seconds * 1e-6, 1, language)}}),
                   language)
            << '\n';
}

int decode(const Wishes& wishes) {
  const auto begin = std::chrono::steady_clock::now();
  Decoder decoder(wishes);
  std::size_t read = 0;
  for (const std::string& file : wishes.files) {
    if (const auto result = decoder.read(file)) {
      ++read;
    } else {
      std::cerr << "selat decode: "
                << text::translate(LocalizedMessage("{file}: {why}",
                                                    {{"file", file == "-" ? LocalizedMessage("standard input")
                                                                          : LocalizedMessage(file)},
                                                     {"why", LocalizedMessage(result.error())}}),
                                   wishes.language)
                << '\n';
    }
    if (!decoder.is_read_by_anyone()) {
      break;
    }
  }
  decoder.finish();
  if (wishes.shows_stats) {
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
    tell_stats(decoder.tally(), taken.count(), wishes.language);
  }
  return read > 0 || decoder.tally().ais.lines > 0 ? runtime::kSuccess : runtime::kFailure;
}

}  // namespace

int run_decode(int argc, char** argv) {
  Wishes wishes;
  cli::CommandLine line(
      "decode",
      "Reads AIS sentences (NMEA 0183, with or without TAG blocks; also .gz, .zst, .xz, .bz2 and "
      ".zip) and writes one JSON object a message, with gpsd's names and scaling: it can stand "
      "in for gpsdecode -j.");
  line.arguments("FILE", wishes.files, "What to read; - or nothing: standard input.");
  line.choice("--format", wishes.format, {"json", "csv", "protobuf"},
              "json: a line a message; csv: the columns most asked for; protobuf: selat.v1.ReportBatch, each "
              "with its length before it.");
  line.flag("-u,--unscaled", wishes.is_unscaled, "Integers as transmitted, as gpsdecode -u.");
  line.flag("--split24", wishes.splits_type_24,
            "Parts A and B of type 24 each alone; else a part whose other half came within ten minutes is "
            "written together with it.");
  line.flag("--lenient", wishes.is_lenient, "Keep sentences whose checksum is wrong or missing, and say so.");
  line.flag("--stats", wishes.shows_stats,
            "At the end, on standard error: counts by type and by problem, and the rate.");
  line.footer(
      "Beside gpsd's: source (who received it), toa (the time its TAG block, wrapper or suffix gives) and "
      "problems (what was odd about it), each only where there is something to say.");
  line.footer(
      "Bad lines are counted (--stats) and are no failure; status 1 only where nothing could be read.");
  line.examples({"selat decode recording.nmea.gz", "nc station 10110 | selat decode --format csv"});
  if (const auto status = line.parse(argc, argv)) {
    return *status;
  }
  wishes.language = line.settings().language;
  if (wishes.files.empty()) {
    wishes.files.emplace_back("-");
  }
  return decode(wishes);
}

}  // namespace selat::app
