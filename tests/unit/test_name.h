#pragma once
// Names of tests with parameters: what GoogleTest and ctest show, and --gtest_filter takes.

#include <string>
#include <string_view>
#include <vector>

namespace selat::test {

// Its letters and digits; whatever stands between them is one '_': "at 1.2x 104N" is "at_1_2x_104N".
inline std::string test_name(std::string_view text) {
  std::string name;
  bool is_gap = false;
  for (const char c : text) {
    const bool is_kept = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (is_kept) {
      name += is_gap && !name.empty() ? "_" : "";
      name += c;
    }
    is_gap = !is_kept;
  }
  return name;
}

inline std::string test_name(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    text += word + ' ';
  }
  return test_name(text);
}

}  // namespace selat::test
