#include "detect/name_likeness.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <vector>

namespace selat::detect {

namespace {

constexpr std::array<std::string_view, 8> kPrefixes = {"MV", "MT", "MS", "KM", "TB", "KLM", "FV", "M"};

std::string_view without_prefix(std::string_view name) {
  const auto end = name.find_first_of(" .");
  if (end == std::string_view::npos) {
    return name;
  }
  std::string first(name.substr(0, end));
  std::erase(first, '/');
  // "M.V. NAME" comes as "M", then "V"; "MV NAME" as "MV".
  if (first == "M" && name.size() > end + 2 && (name[end + 1] == 'V' || name[end + 1] == 'T') &&
      (name[end + 2] == '.' || name[end + 2] == ' ')) {
    return name.substr(end + 3);
  }
  const bool is_prefix = first != "M" && std::ranges::find(kPrefixes, first) != kPrefixes.end();
  return is_prefix ? name.substr(end + 1) : name;
}

char letter_of(char c) {
  switch (c) {
    case '0':
      return 'O';
    case '1':
      return 'I';
    case '5':
      return 'S';
    default:
      return c;
  }
}

}  // namespace

std::string normalised_name(std::string_view name) {
  std::string upper;
  for (const char c : name.substr(0, 64)) {
    upper.push_back(static_cast<char>(std::toupper(static_cast<unsigned char>(c))));
  }
  std::string result;
  for (const char c : without_prefix(upper)) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
      result.push_back(letter_of(c));
    }
  }
  return result;
}

double name_likeness(std::string_view a, std::string_view b) {
  if (a.empty() || b.empty()) {
    return 0;
  }
  std::vector<std::size_t> before_last(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) {
    last[j] = j;
  }
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + change});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before_last[j - 2] + 1);
      }
    }
    std::swap(before_last, last);
    std::swap(last, row);
  }
  return 1.0 - static_cast<double>(last[b.size()]) / static_cast<double>(std::max(a.size(), b.size()));
}

}  // namespace selat::detect
