#include "terminal/control_point_command.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "text/names.h"
#include "text/translate.h"
#include "text/typed_place.h"

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
constexpr auto kOutcomes = std::to_array<MessageId>({
    // In the order of the enum.
    // Translators: what was found out about an alert, as it is typed; one word, '_' for a blank.
    tr("outcome", "true"),
    tr("outcome", "false"),
    tr("outcome", "unclear"),
    tr("outcome", "not_checked"),
});
static_assert(kOutcomes.size() == enum_count<model::Outcome>);

// In any language; `typed` is in small letters.
bool is_word(std::string_view typed, MessageId word) {
  return std::ranges::any_of(kLanguages,
                             [&](Language language) { return typed == text::translate(word, language); });
}

// The next word as a value of an enum, whose words are given in its order.
template <typename Enum, std::size_t Size>
std::optional<Enum> next_value(std::string_view& line, const std::array<MessageId, Size>& words) {
  std::string typed = lowered(next_word(line));
  std::ranges::replace(typed, '-', '_');
  const auto found = std::ranges::find_if(words, [&](MessageId word) { return is_word(typed, word); });
  return found == words.end() ? std::nullopt : std::optional(static_cast<Enum>(found - words.begin()));
}

template <typename Number>
std::optional<Number> number_in(std::string_view word) {
  Number number{};
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  return word.empty() || error != std::errc() || end != word.data() + word.size() ? std::nullopt
                                                                                  : std::optional(number);
}

std::optional<std::uint32_t> next_number(std::string_view& line) {
  std::string word = next_word(line);
  return number_in<std::uint32_t>(std::string_view(word).substr(word.starts_with('#') ? 1 : 0));
}

using Read = std::expected<ControlPointCommand, TypingError>;

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

// What is wrong with a free text that must not be empty.
std::optional<TypingProblem> problem_of(std::string_view text) {
  if (text.empty()) {
    return TypingProblem::needs_text;
  }
  return text.size() > model::kLongestFreeText ? std::optional(TypingProblem::too_long) : std::nullopt;
}

// Decline and Release: a sector, a code, perhaps a remark.
template <typename Command>
Read read_refusal(std::string_view rest) {
  const auto sector = next_sector(rest);
  if (!sector) {
    return std::unexpected(TypingProblem::needs_sector);
  }
  const auto code = next_value<model::DeclineCode>(rest, kCodes);
  if (!code) {
    return std::unexpected(TypingProblem::needs_code);
  }
  if (rest.size() > model::kLongestFreeText) {
    return std::unexpected(TypingProblem::too_long);
  }
  return Command{*sector, *code, std::string(rest)};
}

Read read_resume(std::string_view rest) {
  const auto sector = next_sector(rest);
  if (!sector) {
    return std::unexpected(TypingProblem::needs_sector);
  }
  return ResumeCommand{*sector};
}

Read read_report(std::string_view rest) {
  const auto sector = next_sector(rest);
  if (!sector) {
    return std::unexpected(TypingProblem::needs_sector);
  }
  const auto place = text::take_place(rest);
  if (!place) {
    return std::unexpected(TypingError(TypingProblem::no_place, place.error()));
  }
  if (const auto problem = problem_of(rest)) {
    return std::unexpected(*problem);
  }
  return ReportCommand{*sector, place->place, std::string(rest), place->not_read};
}

Read read_acknowledge(std::string_view rest) {
  if (is_word(lowered(std::string(rest)), kAll)) {
    return AcknowledgeCommand{};
  }
  const auto number = next_number(rest);
  if (!number) {
    return std::unexpected(TypingProblem::needs_number);
  }
  return AcknowledgeCommand{number};
}

Read read_show(std::string_view rest) {
  if (rest.empty()) {
    return ShowCommand{};
  }
  const auto number = next_number(rest);
  if (!number) {
    return std::unexpected(TypingProblem::needs_number);
  }
  return ShowCommand{number};
}

Read read_comment(std::string_view rest) {
  const auto number = next_number(rest);
  if (!number) {
    return std::unexpected(TypingProblem::needs_number);
  }
  if (const auto problem = problem_of(rest)) {
    return std::unexpected(*problem);
  }
  return CommentCommand{*number, std::string(rest)};
}

Read read_close(std::string_view rest) {
  const auto number = next_number(rest);
  if (!number) {
    return std::unexpected(TypingProblem::needs_number);
  }
  const auto outcome = next_value<model::Outcome>(rest, kOutcomes);
  if (!outcome) {
    return std::unexpected(TypingProblem::needs_outcome);
  }
  if (rest.size() > model::kLongestFreeText) {
    return std::unexpected(TypingProblem::too_long);
  }
  return CloseCommand{*number, *outcome, std::string(rest)};
}

Read read_log(std::string_view rest) {
  const auto place = text::take_place(rest);
  if (!place) {
    return std::unexpected(TypingError(TypingProblem::no_place, place.error()));
  }
  if (const auto problem = problem_of(rest)) {
    return std::unexpected(*problem);
  }
  return LogCommand{place->place, std::string(rest), place->not_read};
}

struct Word {
  MessageId word;
  Read (*read)(std::string_view rest);
};

constexpr auto kWords = std::to_array<Word>({
    {tr("command", "accept"), read_accept},
    {tr("command", "ack"), read_acknowledge},
    {tr("command", "clear"), [](std::string_view) -> Read { return ClearCommand{}; }},
    {tr("command", "close"), read_close},
    {tr("command", "comment"), read_comment},
    {tr("command", "decline"), read_refusal<DeclineCommand>},
    {tr("command", "help"), [](std::string_view) -> Read { return HelpCommand{}; }},
    {tr("command", "log"), read_log},
    {tr("command", "exit"), [](std::string_view) -> Read { return QuitCommand{}; }},
    {tr("command", "quit"), [](std::string_view) -> Read { return QuitCommand{}; }},
    {tr("command", "release"), read_refusal<ReleaseCommand>},
    {tr("command", "report"), read_report},
    {tr("command", "resume"), read_resume},
    {tr("command", "reports"), [](std::string_view) -> Read { return ReportsCommand{}; }},
    {tr("command", "sent"), [](std::string_view) -> Read { return SentCommand{}; }},
    {tr("command", "show"), read_show},
    {tr("command", "sighting"), [](std::string_view) -> Read { return SightingCommand{}; }},
});

// "crew_rest, no_asset (no craft available)": each word, with what it means where that is more than the word.
template <typename Enum, std::size_t Size>
std::string words_with_meaning(const std::array<MessageId, Size>& words, Language language) {
  std::string all;
  for (std::size_t i = 0; i < Size; ++i) {
    const std::string_view word = text::translate(words[i], language);
    const std::string_view meaning = text::name(static_cast<Enum>(i), language);
    std::string spoken(word);
    std::ranges::replace(spoken, '_', ' ');
    all.append(all.empty() ? "" : ", ").append(word);
    if (spoken != meaning) {
      all.append(" (").append(meaning).append(")");
    }
  }
  return all;
}

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
  return words_with_meaning<model::DeclineCode>(kCodes, language);
}

std::string outcomes(Language language) {
  return words_with_meaning<model::Outcome>(kOutcomes, language);
}

}  // namespace selat::terminal
