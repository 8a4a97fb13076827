// tests/golden/ais/*.txt: sentences, and beneath them, indented, what a mariner would read.
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "ais/receiver.h"
#include "describe.h"

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

TEST(Golden, SentencesReadAsAMarinerWouldReadThem) {
  std::size_t files = 0;
  std::array<bool, kLastType + 1> seen{};
  for (const auto& entry : std::filesystem::directory_iterator(SELAT_SOURCE_DIR "/tests/golden/ais")) {
    ++files;
    for (const auto& golden : read_cases(entry.path())) {
      SCOPED_TRACE(entry.path().filename().string() + ":" + std::to_string(golden.line));
      Receiver receiver;
      std::vector<std::string> got;
      for (const auto& sentence : golden.sentences) {
        receiver.receive(sentence, Instant(), [&](const Received& received) {
          const auto lines = test::Description(received.message).lines();
          got.insert(got.end(), lines.begin(), lines.end());
          seen[received.header.message_type] = true;
        });
      }
      EXPECT_EQ(got, golden.expected);
    }
  }
  EXPECT_GT(files, 0U);
  for (std::size_t type = 1; type <= kLastType; ++type) {
    EXPECT_TRUE(seen[type]) << "no golden sentence of type " << type;
  }
}

}  // namespace
}  // namespace selat::ais
