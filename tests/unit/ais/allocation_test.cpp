// No allocation for each message: once a feed is warm, its lines become messages, reports and JSON without
// one allocation. This file counts every allocation of the program; under ThreadSanitizer, which brings these
// operators itself, it is empty.
#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define OPERATORS_ARE_TAKEN
#endif
#endif
#ifndef OPERATORS_ARE_TAKEN

#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <utility>

#include <gtest/gtest.h>

#include "ais/encode.h"
#include "ais/fast_line.h"
#include "ais/json/message_json.h"
#include "ais/kernels.h"
#include "ais/receiver.h"
#include "nmea/line_splitter.h"
#include "random_message.h"
#include "receive.h"

namespace {
std::atomic<std::uint64_t> allocations{0};

void* counted(std::size_t size, std::size_t alignment) {
  allocations.fetch_add(1, std::memory_order_relaxed);
  void* const memory = alignment > alignof(std::max_align_t)
                           ? std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment)
                           : std::malloc(size > 0 ? size : 1);
  if (memory == nullptr) {
    throw std::bad_alloc();
  }
  return memory;
}
}  // namespace

// Not inlined, or the compiler takes malloc and free for a mismatch. The array forms and those that do not
// throw come to these, as the standard has it.
[[gnu::noinline]] void* operator new(std::size_t size) {
  return counted(size, 0);
}
[[gnu::noinline]] void* operator new(std::size_t size, std::align_val_t alignment) {
  return counted(size, static_cast<std::size_t>(alignment));
}
[[gnu::noinline]] void operator delete(void* memory) noexcept {
  std::free(memory);
}
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}
[[gnu::noinline]] void operator delete(void* memory, std::align_val_t) noexcept {
  std::free(memory);
}
[[gnu::noinline]] void operator delete(void* memory, std::size_t, std::align_val_t) noexcept {
  std::free(memory);
}

namespace selat::ais::test {
namespace {

constexpr std::uint64_t kSeed = 20'260'102;

// Messages of all types from ten stations, those of several sentences interleaved with those of other
// stations, a line in fifty bad.
std::string stream(bool has_tags) {
  RandomMessages messages(kSeed);
  Random& random = messages.random();
  std::string bytes, rest;
  for (int made = 0; made < 5'000; ++made) {
    const std::uint64_t station = random.below(10);
    const std::string name = "STATION-" + std::to_string(station);
    EncodeOptions options;
    options.channel = "AB"[random.below(2)];
    options.sequence_id = static_cast<std::uint8_t>(made % 10);
    if (has_tags) {
      options.tag_source = name;
      options.tag_time = kNow;
    }
    std::string later;
    for (const std::string& line : encode(messages.next(), options)) {
      std::string& into = later.empty() ? bytes : later;
      into += line + "\r\n";
      if (&into == &bytes) {
        later = std::exchange(rest, {});
      }
    }
    rest += later;
    if (random.chance(0.02)) {
      bytes += "!AIVDM,1,1,,A,15MvlfPOh2G?nwbEdVDsnSTR00S?,0*00\r\n";
    }
  }
  return bytes + rest;
}

class WarmFeed : public testing::TestWithParam<bool> {
 protected:
  // What the second hour of the same lines allocates; the first makes room for all there ever is at once.
  template <typename ReadAll>
  static std::uint64_t second_hour(const ReadAll& read_all) {
    read_all(kNow);
    const std::uint64_t before = allocations.load();
    read_all(kNow + Span::hours(1));
    return allocations.load() - before;
  }
  // The stream, cut into lines as it arrives.
  template <typename Take>
  void in_segments(const Take& take) {
    constexpr std::size_t kSegment = 1'460;
    for (std::size_t at = 0; at < bytes_.size(); at += kSegment) {
      take(splitter_.split(std::string_view(bytes_).substr(at, kSegment)));
    }
  }
  const std::string bytes_ = stream(GetParam());
  nmea::SplitCounters counters_;
  nmea::LineSplitter splitter_{counters_};
};

TEST_P(WarmFeed, TheCountIsTrue) {
  const std::uint64_t before = allocations.load();
  const auto one = std::make_unique<std::string>(bytes_);
  EXPECT_EQ(allocations.load(), before + 2);
}

TEST_P(WarmFeed, LinesBecomeMessagesWithoutAllocation) {
  for (const FastLineKernel fast_path :
       {fastest_kernels().take_line, available_kernels().front().take_line, FastLineKernel{nullptr}}) {
    MessageReaderOptions options;
    options.fast_path = fast_path;
    MessageReader reader(options);
    std::uint64_t messages = 0, several = 0;
    EXPECT_EQ(second_hour([&](Instant now) {
                in_segments([&](nmea::Lines lines) {
                  reader.read(lines, now, [&](const Decoded& decoded) {
                    ++messages;
                    several += decoded.sentences > 1;
                  });
                });
              }),
              0U);
    EXPECT_GT(messages, 5'000U);
    EXPECT_GT(several, 1'000U);
    EXPECT_GT(reader.counters().problem_total(), 0U);
  }
}

TEST_P(WarmFeed, LinesBecomeReportsWithoutAllocation) {
  Receiver receiver;
  std::uint64_t reports = 0;
  EXPECT_EQ(second_hour([&](Instant now) {
              in_segments([&](nmea::Lines lines) {
                receiver.receive(lines, now,
                                 [&](const Received& received) { reports += received.reports.size(); });
              });
            }),
            0U);
  EXPECT_GT(reports, 3'000U);
}

TEST_P(WarmFeed, MessagesBecomeJsonWithoutAllocation) {
  Receiver receiver;
  JsonText text;
  std::size_t longest = 0;
  EXPECT_EQ(second_hour([&](Instant now) {
              in_segments([&](nmea::Lines lines) {
                receiver.receive(lines, now, [&](const Received& received) {
                  text.clear();
                  write_json(received.message, received.bits, {},
                             {.source = received.header.source.view(), .toa = {}, .warnings = {}}, text);
                  longest = std::max(longest, text.size());
                });
              });
            }),
            0U);
  EXPECT_GT(longest, 200U);
}

INSTANTIATE_TEST_SUITE_P(Streams, WarmFeed, testing::Bool(),
                         [](const auto& stream) { return stream.param ? "tagged" : "plain"; });

}  // namespace
}  // namespace selat::ais::test

#endif
