// AIS decoding, from the bytes of a file to structs, to reports and to columns of Protobuf, over a seeded
// file of 1.5 million sentences of all 27 types, beside the least a decoder could do (newlines and checksums)
// and beside gpsdecode; and `selat decode` beside it, program against program. Every row is processor time of
// one core.

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include "ais/fast_line.h"
#include "ais/kernels.h"
#include "ais/receiver.h"
#include "nmea/line_splitter.h"
#include "nmea/lines.h"
#include "selat/v1/report.pb.h"
#include "sentence_files.h"
#include "wire/report_batch.h"

namespace selat {
namespace {

using bench::kStart;

constexpr std::uint32_t kSentences = 1'500'000;

const bench::SentenceFiles& files() {
  static const bench::SentenceFiles made = bench::random_sentences(kSentences);
  return made;
}

// A file's bytes where they lie in memory, with room behind them as nmea::LineSplitter has it.
nmea::Lines lines_of(bool has_tags) {
  const auto with_room = [](std::string_view bytes) {
    return std::string(bytes) + std::string(nmea::kRoomBehindLine, '\0');
  };
  static const std::string plain = with_room(files().plain);
  static const std::string tagged = with_room(files().tagged);
  const std::string_view all = has_tags ? tagged : plain;
  return nmea::Lines::with_room_behind(all.substr(0, all.size() - nmea::kRoomBehindLine));
}

// Bytes in a file of their own, which is gone at the end.
class TemporaryFile {
 public:
  explicit TemporaryFile(std::string_view bytes) : file_(std::tmpfile()) {
    if (file_ == nullptr || std::fwrite(bytes.data(), 1, bytes.size(), file_) != bytes.size() ||
        std::fflush(file_) != 0) {
      std::perror("bench_decode: temporary file");
      std::exit(1);
    }
  }
  ~TemporaryFile() { std::fclose(file_); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  [[nodiscard]] std::FILE* from_start() const {
    std::rewind(file_);
    return file_;
  }
  [[nodiscard]] std::string path() const { return "/proc/self/fd/" + std::to_string(fileno(file_)); }

 private:
  std::FILE* file_;
};

std::uint8_t hex(char digit) {
  return static_cast<std::uint8_t>(digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
}

// The wall: the fastest search there is for each newline, and the fastest checksum of each line.
void newlines_and_checksums(benchmark::State& state) {
  const std::string_view bytes = files().plain;
  const auto checksum = ais::fastest_kernels().checksum;
  for (auto _ : state) {
    std::uint64_t good = 0;
    const char* at = bytes.data();
    const char* const end = at + bytes.size();
    while (at < end) {
      const auto* newline =
          static_cast<const char*>(std::memchr(at, '\n', static_cast<std::size_t>(end - at)));
      const char* const star = newline - 4;  // "*hh\r\n"
      good += checksum({at + 1, star}) == (hex(star[1]) << 4 | hex(star[2]));
      at = newline + 1;
    }
    if (good != kSentences) {
      state.SkipWithError("a checksum is wrong");
    }
  }
  state.SetItemsProcessed(state.iterations() * kSentences);
}

// `aim`: of the ratio to the group's yardstick; 0 for none.
void core_decode(benchmark::State& state, bool has_tags, ais::FastLineKernel fast_path, double aim) {
  const nmea::Lines lines = lines_of(has_tags);
  for (auto _ : state) {
    ais::MessageReaderOptions options;
    options.fast_path = fast_path;
    ais::MessageReader reader(options);
    std::uint64_t sum = 0;
    reader.read(lines, kStart, [&](const ais::Decoded& decoded) {
      sum += decoded.message.index();
      benchmark::DoNotOptimize(&decoded.message);
    });
    reader.flush();
    if (reader.counters().in_messages != kSentences) {
      state.SkipWithError("a sentence came to nothing");
    }
    benchmark::DoNotOptimize(sum);
  }
  state.SetItemsProcessed(state.iterations() * kSentences);
  state.counters["aim"] = aim;
}

void receiver(benchmark::State& state, bool has_tags) {
  const nmea::Lines lines = lines_of(has_tags);
  for (auto _ : state) {
    ais::Receiver receiver;
    std::uint64_t reports = 0;
    receiver.receive(lines, kStart,
                     [&](const ais::Received& received) { reports += received.reports.size(); });
    receiver.flush();
    if (receiver.counters().in_messages != kSentences) {
      state.SkipWithError("a sentence came to nothing");
    }
    benchmark::DoNotOptimize(reports);
  }
  state.SetItemsProcessed(state.iterations() * kSentences);
}

// Read in pieces as a program would, decoded, and each 64 reports written as bytes of a ReportBatch.
void columns(benchmark::State& state, bool has_tags) {
  static const TemporaryFile plain(files().plain);
  static const TemporaryFile tagged(files().tagged);
  v1::ReportBatch batch;
  wire::ReportBatchBuilder builder(batch);
  std::string bytes;
  for (auto _ : state) {
    ais::Receiver receiver;
    std::uint64_t written = 0;
    const auto write = [&] {
      batch.SerializeToString(&bytes);
      written += bytes.size();
      builder.clear();
    };
    std::FILE* const file = (has_tags ? tagged : plain).from_start();
    nmea::SplitCounters counters;
    nmea::LineSplitter splitter(counters);
    for (;;) {
      const auto space = splitter.space();
      const std::size_t read = std::fread(space.data(), 1, space.size(), file);
      if (read == 0) {
        break;
      }
      receiver.receive(splitter.split(read), kStart, [&](const ais::Received& received) {
        for (const model::Report& report : received.reports) {
          builder.append(report);
          if (builder.is_full()) {
            write();
          }
        }
      });
    }
    write();
    receiver.flush();
    if (receiver.counters().in_messages != kSentences) {
      state.SkipWithError("a sentence came to nothing");
    }
    benchmark::DoNotOptimize(written);
  }
  state.SetItemsProcessed(state.iterations() * kSentences);
}

double seconds_of_children() {
  rusage usage{};
  getrusage(RUSAGE_CHILDREN, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

// A whole program, its start included, over the file; what it writes is thrown away.
void program(benchmark::State& state, const std::string& words, double aim) {
  static const TemporaryFile file(files().plain);
  // The shell opens the file by the number it inherits.
  const std::string command = words + " < " + file.path() + " > /dev/null 2> /dev/null";
  for (auto _ : state) {
    const double before = seconds_of_children();
    if (std::system(command.c_str()) != 0) {
      state.SkipWithError((words + " is not there, or failed").c_str());
      break;
    }
    state.SetIterationTime(seconds_of_children() - before);
  }
  state.SetItemsProcessed(state.iterations() * kSentences);
  state.counters["aim"] = aim;
}

}  // namespace
}  // namespace selat

[[maybe_unused]] const int kRegistered = [] {
  using benchmark::RegisterBenchmark;
  const auto fastest = selat::ais::fastest_kernels().take_line;
  const auto plain = selat::ais::available_kernels().front().take_line;
  const selat::ais::FastLineKernel none = nullptr;
  RegisterBenchmark("against the wall/bare newlines and checksums", selat::newlines_and_checksums);
  RegisterBenchmark("against the wall/core decode", selat::core_decode, false, fastest, 0.2)->Iterations(3);
  RegisterBenchmark("against the wall/core decode, plain C++", selat::core_decode, false, plain, 0.0)
      ->Iterations(3);
  RegisterBenchmark("against the wall/core decode, no fast path", selat::core_decode, false, none, 0.0)
      ->Iterations(2);
  RegisterBenchmark("against the wall/lines to reports", selat::receiver, false)->Iterations(3);
  RegisterBenchmark("against the wall/file to columns", selat::columns, false)->Iterations(3);
  RegisterBenchmark("TAG blocks/bare core decode without", selat::core_decode, false, fastest, 0.0)
      ->Iterations(3);
  RegisterBenchmark("TAG blocks/core decode with", selat::core_decode, true, fastest, 0.75)->Iterations(3);
  RegisterBenchmark("TAG blocks/lines to reports with", selat::receiver, true)->Iterations(3);
  RegisterBenchmark("TAG blocks/file to columns with", selat::columns, true)->Iterations(3);
  // gpsdecode: Debian package gpsd-clients.
  RegisterBenchmark("against gpsdecode/bare gpsdecode -j", selat::program, "gpsdecode -j", 0.0)
      ->UseManualTime()
      ->Iterations(1);
  RegisterBenchmark("against gpsdecode/selat decode", selat::program, SELAT_PROGRAM " decode", 10.0)
      ->UseManualTime()
      ->Iterations(1);
  RegisterBenchmark("against gpsdecode/core decode", selat::core_decode, false, fastest, 60.0)->Iterations(3);
  RegisterBenchmark("against gpsdecode/file to columns", selat::columns, false)->Iterations(3);
  return 0;
}();
