#include "terminal/control_point_command.h"

#include <algorithm>
#include <charconv>

namespace selat::terminal {
namespace {

constexpr std::string_view kSpace = " \t\r";

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
char upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

// Takes the next word off the front of the line.
std::string next_word(std::string_view& line) {
  line.remove_prefix(std::min(line.find_first_not_of(kSpace), line.size()));
  const std::string word(line.substr(0, line.find_first_of(kSpace)));
  line.remove_prefix(word.size());
  line.remove_prefix(std::min(line.find_first_not_of(kSpace), line.size()));
  return word;
}

std::string lowered(std::string word) {
  std::ranges::transform(word, word.begin(), lower);
  return word;
}

std::optional<model::SectorId> next_sector(std::string_view& line) {
  std::string word = next_word(line);
  if (word.empty() || word.size() > model::SectorId::capacity()) {
    return std::nullopt;
  }
  std::ranges::transform(word, word.begin(), upper);
  return model::SectorId(std::string_view(word));
}

std::optional<model::DeclineCode> next_code(std::string_view& line) {
  std::string word = lowered(next_word(line));
  std::ranges::replace(word, '-', '_');
  return from_name<model::DeclineCode>(word);
}

using Read = std::expected<Order, OrderProblem>;

Read read_accept(std::string_view rest) {
  if (rest.empty()) {
    return order::Accept{};
  }
  if (lowered(std::string(rest)) == "all") {
    return order::Accept{.sector = std::nullopt, .is_all = true};
  }
  const auto sector = next_sector(rest);
  if (!sector) {
    return std::unexpected(OrderProblem::needs_sector);
  }
  return order::Accept{.sector = sector, .is_all = false};
}

Read read_decline(std::string_view rest) {
  const auto sector = next_sector(rest);
  if (!sector) {
    return std::unexpected(OrderProblem::needs_sector);
  }
  const auto code = next_code(rest);
  if (!code) {
    return std::unexpected(OrderProblem::needs_code);
  }
  return order::Decline{*sector, *code, std::string(rest)};
}

Read read_release(std::string_view rest) {
  const auto sector = next_sector(rest);
  if (!sector) {
    return std::unexpected(OrderProblem::needs_sector);
  }
  const auto code = next_code(rest);
  if (!code) {
    return std::unexpected(OrderProblem::needs_code);
  }
  return order::Release{*sector, *code};
}

Read read_report(std::string_view rest) {
  const auto sector = next_sector(rest);
  if (!sector) {
    return std::unexpected(OrderProblem::needs_sector);
  }
  if (rest.empty()) {
    return std::unexpected(OrderProblem::needs_text);
  }
  return order::Report{*sector, std::string(rest)};
}

Read read_acknowledge(std::string_view rest) {
  std::string word = lowered(next_word(rest));
  if (word == "all") {
    return order::Acknowledge{};
  }
  if (word.starts_with('#')) {
    word.erase(0, 1);
  }
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  if (word.empty() || error != std::errc() || end != word.data() + word.size()) {
    return std::unexpected(OrderProblem::needs_number);
  }
  return order::Acknowledge{number};
}

struct Word {
  std::string_view word;
  Read (*read)(std::string_view rest);
};

constexpr auto kWords = std::to_array<Word>({
    {"accept", read_accept},
    {"ack", read_acknowledge},
    {"decline", read_decline},
    {"help", [](std::string_view) -> Read { return order::Help{}; }},
    {"quit", [](std::string_view) -> Read { return order::Quit{}; }},
    {"release", read_release},
    {"report", read_report},
    {"show", [](std::string_view) -> Read { return order::Show{}; }},
});

}  // namespace

Read read_order(std::string_view line) {
  const std::string word = lowered(next_word(line));
  while (!line.empty() && kSpace.find(line.back()) != std::string_view::npos) {
    line.remove_suffix(1);
  }
  if (word.empty()) {
    return order::Nothing{};
  }
  const auto found = std::ranges::find(kWords, word, &Word::word);
  if (found == kWords.end()) {
    return std::unexpected(OrderProblem::unknown_word);
  }
  return found->read(line);
}

}  // namespace selat::terminal
