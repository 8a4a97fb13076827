#pragma once
// `selat chart …` as a person runs it, on the geodata that comes with Selat.

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "app/program.h"

namespace selat::app {

struct Told {
  int status;
  std::string out, err;
};

inline int status_of(std::vector<std::string> words) {
  words.insert(words.begin(), {"selat", "chart"});
  std::vector<char*> argv;
  for (std::string& word : words) {
    argv.push_back(word.data());
  }
  argv.push_back(nullptr);
  return run_program(static_cast<int>(words.size()), argv.data());
}

inline Told run(const std::vector<std::string>& words) {
  ::testing::internal::CaptureStdout();
  ::testing::internal::CaptureStderr();
  const int status = status_of(words);
  std::string out = ::testing::internal::GetCapturedStdout();
  return {status, std::move(out), ::testing::internal::GetCapturedStderr()};
}

inline Told on_chart(std::vector<std::string> words) {
  words.insert(words.end(), {"--geodata", SELAT_SOURCE_DIR "/geodata"});
  return run(words);
}

}  // namespace selat::app
