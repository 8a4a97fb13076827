// AIS decoding, from the bytes of a file to structs, to reports and to columns of Protobuf, over a seeded
// file of 1.5 million sentences of all 27 types, beside the least a decoder could do (newlines and checksums)
// and beside gpsdecode; and `selat decode` beside it, program against program. Every row is processor time of
// one core.

#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include "ais/encode.h"
#include "ais/fast_line.h"
#include "ais/kernels.h"
#include "ais/receiver.h"
#include "random_message.h"
#include "selat/v1/report.pb.h"
#include "wire/report_batch.h"

namespace selat {
namespace {

constexpr std::uint64_t kSeed = 1;
constexpr std::uint32_t kSentences = 1'500'000;
const Instant kStart = Instant::unix_seconds(1'767'225'600);

// Of a hundred messages: 58 of type 1, 12 of type 3, 9 of type 5, 9 of type 18, 4.5 of type 24, and the
// other 22 types in turn.
class Mix {
 public:
  explicit Mix(std::uint64_t seed) : messages_(seed) {}

  ais::Message next() {
    const std::uint64_t permille = messages_.random().below(1'000);
    if (permille < 580) {
      return messages_.of_type(1);
    }
    if (permille < 700) {
      return messages_.of_type(3);
    }
    if (permille < 790) {
      return messages_.of_type(5);
    }
    if (permille < 880) {
      return messages_.of_type(18);
    }
    if (permille < 925) {
      return messages_.of_type(24);
    }
    static constexpr auto kOthers = std::to_array<std::uint8_t>(
        {2, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 19, 20, 21, 22, 23, 25, 26, 27});
    return messages_.of_type(kOthers[next_other_++ % kOthers.size()]);
  }
  Random& random() { return messages_.random(); }

 private:
  ais::test::RandomMessages messages_;
  std::size_t next_other_ = 0;
};

struct Files {
  std::string plain, tagged;
};

// The same messages with and without TAG blocks (s: and c:), from twenty stations.
Files make_files() {
  Files files;
  Mix mix(kSeed);
  std::array<std::uint8_t, 20> sequence{};
  for (std::uint32_t made = 0; made < kSentences;) {
    const ais::Message message = mix.next();
    const std::size_t station = mix.random().below(sequence.size());
    const std::string source = "STATION-" + std::to_string(100 + station);
    ais::EncodeOptions options;
    options.channel = mix.random().chance(0.5) ? 'A' : 'B';
    options.sequence_id = sequence[station];
    const auto plain = ais::encode(message, options);
    options.tag_source = source;
    options.tag_time = kStart + Span::microseconds(made * 50);
    const auto tagged = ais::encode(message, options);
    if (plain.size() > 1) {
      sequence[station] = static_cast<std::uint8_t>((sequence[station] + 1) % 10);
    }
    if (plain.size() > kSentences - made) {
      continue;
    }
    for (std::size_t i = 0; i < plain.size(); ++i) {
      files.plain += plain[i] + "\r\n";
      files.tagged += tagged[i] + "\r\n";
    }
    made += static_cast<std::uint32_t>(plain.size());
  }
  return files;
}

const Files& files() {
  static const Files made = make_files();
  return made;
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
  const std::string_view bytes = has_tags ? files().tagged : files().plain;
  for (auto _ : state) {
    ais::MessageReaderOptions options;
    options.fast_path = fast_path;
    ais::MessageReader reader(options);
    std::uint64_t sum = 0;
    reader.read_lines(bytes, kStart, [&](const ais::Decoded& decoded) {
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
  const std::string_view bytes = has_tags ? files().tagged : files().plain;
  for (auto _ : state) {
    ais::Receiver receiver;
    std::uint64_t reports = 0;
    receiver.receive_lines(bytes, kStart,
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
  std::vector<char> buffer(std::size_t{1} << 18);
  for (auto _ : state) {
    ais::Receiver receiver;
    std::uint64_t written = 0;
    const auto write = [&] {
      batch.SerializeToString(&bytes);
      written += bytes.size();
      builder.clear();
    };
    std::FILE* const file = (has_tags ? tagged : plain).from_start();
    std::size_t held = 0;
    while (const std::size_t read = std::fread(buffer.data() + held, 1, buffer.size() - held, file)) {
      held += read;
      const std::size_t taken =
          receiver.receive_lines({buffer.data(), held}, kStart, [&](const ais::Received& received) {
            for (const model::Report& report : received.reports) {
              builder.append(report);
              if (builder.is_full()) {
                write();
              }
            }
          });
      held -= taken;
      std::memmove(buffer.data(), buffer.data() + taken, held);
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
  if (const auto kernels = selat::ais::available_kernels(); kernels.size() > 2) {
    RegisterBenchmark("against the wall/core decode, AVX2", selat::core_decode, false, kernels[1].take_line,
                      0.0)
        ->Iterations(3);
  }
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
