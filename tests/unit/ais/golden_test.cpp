// tests/golden/ais/*.txt: sentences, and beneath them, indented, what a mariner would read.
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "ais/application.h"
#include "ais/receiver.h"
#include "describe.h"
#include "payloads.h"

namespace selat::ais {
namespace {

struct Case {
  std::vector<std::string> sentences;
  std::vector<std::string> expected;
  int line = 0;
};

std::vector<Case> read_cases(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::vector<Case> cases;
  std::string line;
  bool is_open = false;
  for (int number = 1; std::getline(file, line); ++number) {
    if (line.starts_with("!")) {
      if (!is_open) {
        cases.push_back({.sentences = {}, .expected = {}, .line = number});
        is_open = true;
      }
      cases.back().sentences.push_back(line);
    } else if (line.starts_with("  ")) {
      cases.back().expected.push_back(line.substr(2));
      is_open = false;
    }
  }
  return cases;
}

const std::filesystem::path kFolder = SELAT_SOURCE_DIR "/tests/golden/ais";

// All that one case's sentences bring.
template <typename Take>
void receive_case(const Case& golden, Take take) {
  Receiver receiver;
  for (const auto& sentence : golden.sentences) {
    receiver.receive(test::ExactLines(sentence).lines(), Instant(), take);
  }
}

TEST(Golden, SentencesReadAsAMarinerWouldReadThem) {
  std::array<bool, kLastType + 1> seen{};
  for (const auto& entry : std::filesystem::directory_iterator(kFolder)) {
    const auto cases = read_cases(entry.path());
    EXPECT_FALSE(cases.empty()) << entry.path();
    for (const auto& golden : cases) {
      SCOPED_TRACE(entry.path().filename().string() + ":" + std::to_string(golden.line));
      std::vector<std::string> got;
      receive_case(golden, [&](const Received& received) {
        const auto lines = test::Description(received.message).lines();
        got.insert(got.end(), lines.begin(), lines.end());
        seen[received.header.message_type] = true;
      });
      EXPECT_EQ(got, golden.expected);
    }
  }
  for (std::size_t type = 1; type <= kLastType; ++type) {
    EXPECT_TRUE(seen[type]) << "no golden sentence of type " << type;
  }
}

const ApplicationFormat* format_of(const Message& message) {
  if (const auto* addressed = std::get_if<AddressedBinary>(&message)) {
    return application_format(true, addressed->application, addressed->data);
  }
  if (const auto* broadcast = std::get_if<BroadcastBinary>(&message)) {
    return application_format(false, broadcast->application, broadcast->data);
  }
  return nullptr;
}

TEST(Golden, EveryTypeAndEveryApplicationHasItsFile) {
  for (int type = 1; type <= static_cast<int>(kLastType); ++type) {
    EXPECT_TRUE(
        exists(kFolder / ("type_" + std::string(type < 10 ? "0" : "") + std::to_string(type) + ".txt")));
  }
  for (const ApplicationFormat* format : application_formats()) {
    char name[64];
    std::snprintf(name, sizeof name, "application_%03d_%03d_%03d.txt", format->is_addressed ? 6 : 8,
                  format->id.dac, format->id.fi);
    bool is_there = false;
    for (const auto& golden : read_cases(kFolder / name)) {
      receive_case(golden, [&](const Received& received) {
        is_there = is_there || format_of(received.message) == format;
      });
    }
    EXPECT_TRUE(is_there) << name << " has no sentence that is read as " << format->title;
  }
}

// Beside the expected values of each file stands where they come from.
TEST(Golden, EveryFileNamesItsSource) {
  for (const auto& entry : std::filesystem::directory_iterator(kFolder)) {
    std::ifstream file(entry.path());
    std::string first;
    std::getline(file, first);
    EXPECT_TRUE(first.starts_with("# Type ") && first.find('(') != std::string::npos) << entry.path();
  }
}

}  // namespace
}  // namespace selat::ais
