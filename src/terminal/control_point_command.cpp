#include "terminal/control_point_command.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "text/translate.h"

namespace selat::terminal {
namespace {

constexpr std::string_view kSpace = " \t\r";
constexpr std::array kLanguages = {Language::en, Language::id, Language::ms};

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

// Translators: what a person types at a terminal; one word without blanks, in small letters.
constexpr MessageId kAll = tr("command", "all");
constexpr auto kCodes = std::to_array<MessageId>({
    // In the order of the enum.
    // Translators: why a sector is declined, as it is typed; one word, '_' for a blank.
    tr("decline code", "jurisdiction"),
    tr("decline code", "no_asset"),
    tr("decline code", "weather"),
    tr("decline code", "crew_rest"),
    tr("decline code", "maintenance"),
    tr("decline code", "policy"),
});
static_assert(kCodes.size() == enum_count<model::DeclineCode>);

// In any language; `typed` is in small letters.
bool is_word(std::string_view typed, MessageId word) {
  return std::ranges::any_of(kLanguages,
                             [&](Language language) { return typed == text::translate(word, language); });
}

std::optional<model::DeclineCode> next_code(std::string_view& line) {
  std::string typed = lowered(next_word(line));
  std::ranges::replace(typed, '-', '_');
  const auto code = std::ranges::find_if(kCodes, [&](MessageId word) { return is_word(typed, word); });
  return code == kCodes.end() ? std::nullopt
                              : std::optional(static_cast<model::DeclineCode>(code - kCodes.begin()));
}

using Read = std::expected<ControlPointCommand, TypingProblem>;

Read read_accept(std::string_view rest) {
  if (rest.empty()) {
    return AcceptCommand{};
  }
  if (is_word(lowered(std::string(rest)), kAll)) {
    return AcceptCommand{.sector = std::nullopt, .is_all = true};
  }
  const auto sector = next_sector(rest);
  if (!sector) {
    return std::unexpected(TypingProblem::needs_sector);
  }
  return AcceptCommand{.sector = sector, .is_all = false};
}

Read read_decline(std::string_view rest) {
  const auto sector = next_sector(rest);
  if (!sector) {
    return std::unexpected(TypingProblem::needs_sector);
  }
  const auto code = next_code(rest);
  if (!code) {
    return std::unexpected(TypingProblem::needs_code);
  }
  return DeclineCommand{*sector, *code, std::string(rest)};
}

Read read_release(std::string_view rest) {
  const auto sector = next_sector(rest);
  if (!sector) {
    return std::unexpected(TypingProblem::needs_sector);
  }
  const auto code = next_code(rest);
  if (!code) {
    return std::unexpected(TypingProblem::needs_code);
  }
  return ReleaseCommand{*sector, *code};
}

Read read_report(std::string_view rest) {
  const auto sector = next_sector(rest);
  if (!sector) {
    return std::unexpected(TypingProblem::needs_sector);
  }
  if (rest.empty()) {
    return std::unexpected(TypingProblem::needs_text);
  }
  return ReportCommand{*sector, std::string(rest)};
}

Read read_acknowledge(std::string_view rest) {
  std::string word = lowered(next_word(rest));
  if (is_word(word, kAll)) {
    return AcknowledgeCommand{};
  }
  if (word.starts_with('#')) {
    word.erase(0, 1);
  }
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  if (word.empty() || error != std::errc() || end != word.data() + word.size()) {
    return std::unexpected(TypingProblem::needs_number);
  }
  return AcknowledgeCommand{number};
}

struct Word {
  MessageId word;
  Read (*read)(std::string_view rest);
};

constexpr auto kWords = std::to_array<Word>({
    {tr("command", "accept"), read_accept},
    {tr("command", "ack"), read_acknowledge},
    {tr("command", "decline"), read_decline},
    {tr("command", "help"), [](std::string_view) -> Read { return HelpCommand{}; }},
    {tr("command", "quit"), [](std::string_view) -> Read { return QuitCommand{}; }},
    {tr("command", "release"), read_release},
    {tr("command", "report"), read_report},
    {tr("command", "show"), [](std::string_view) -> Read { return ShowCommand{}; }},
});

}  // namespace

Read read_command(std::string_view line) {
  const std::string word = lowered(next_word(line));
  while (!line.empty() && kSpace.find(line.back()) != std::string_view::npos) {
    line.remove_suffix(1);
  }
  if (word.empty()) {
    return EmptyLine{};
  }
  const auto found =
      std::ranges::find_if(kWords, [&](const Word& known) { return is_word(word, known.word); });
  if (found == kWords.end()) {
    return std::unexpected(TypingProblem::unknown_word);
  }
  return found->read(line);
}

std::vector<LocalizedMessage::Argument> command_words() {
  std::vector<LocalizedMessage::Argument> words = {{kAll.english(), kAll}};
  for (const Word& known : kWords) {
    words.emplace_back(known.word.english(), known.word);
  }
  return words;
}

std::string decline_codes(Language language) {
  std::string codes;
  for (const MessageId code : kCodes) {
    codes.append(codes.empty() ? "" : ", ").append(text::translate(code, language));
  }
  return codes;
}

}  // namespace selat::terminal
