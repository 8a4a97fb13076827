#include "terminal/health_text.h"

#include <algorithm>
#include <array>

#include "text/terminal.h"
#include "text/translate.h"

namespace selat::terminal {
namespace {

// The problems of a feed's lines, in words, by the names of the problems and of the feed's own counters.
constexpr auto kProblems = std::to_array<MessageId>({
    tr("checksum missing"),
    tr("checksum bad"),
    tr("malformed"),
    tr("count zero"),
    tr("count over 9"),
    tr("part zero"),
    tr("part over count"),
    tr("pad bits over 7"),
    tr("bad character"),
    tr("payload empty"),
    tr("payload too long"),
    tr("line too long"),
    tr("duplicate part"),
    tr("orphan part"),
    tr("incomplete"),
    tr("parts of two"),
    tr("evicted"),
    tr("too short"),
    tr("unknown type"),
    tr("unrecognised lines"),
    tr("overlong lines"),
    tr("refused senders"),
    tr("kernel drops"),
    tr("reports too late"),
    // Of radars.
    tr("unit missing"),
    tr("truncated"),
    tr("unknown item"),
    tr("source missing"),
    tr("value impossible"),
    tr("bad blocks"),
    tr("repeated reports"),
});

}  // namespace

std::string line_of(const LocalizedMessage& message, Language language) {
  return message.empty() ? std::string() : text::for_terminal(text::translate(message, language));
}

std::vector<std::string> missing_of(const model::ProcessHealth& health, Language language) {
  std::vector<std::string> missing;
  missing.reserve(health.missing.size());
  for (const LocalizedMessage& what : health.missing) {
    missing.push_back(line_of(what, language));
  }
  return missing;
}

std::string reason_of(const model::FeedHealth& health, Language language) {
  return line_of(health.reason, language);
}

std::string problem_word(std::string_view counter, Language language) {
  std::string words(counter);
  std::ranges::replace(words, '_', ' ');
  constexpr std::string_view kOfCategory = "blocks of category ";
  if (words.starts_with(kOfCategory)) {
    return text::translate(
        {tr("blocks of category {category}"), {{"category", words.substr(kOfCategory.size())}}}, language);
  }
  const auto known = std::ranges::find(kProblems, words, &MessageId::english);
  return known == kProblems.end() ? text::for_terminal(words)
                                  : std::string(text::translate(*known, language));
}

MessageId phrase_of(model::FeedState state) {
  switch (state) {
    case model::FeedState::connecting:
      return tr("connecting");
    case model::FeedState::receiving:
      return tr("receiving");
    case model::FeedState::silent:
      return tr("SILENT");
    case model::FeedState::disconnected:
      return tr("DISCONNECTED");
    case model::FeedState::finished:
      return tr("finished");
    case model::FeedState::failed:
      return tr("FAILED");
    case model::FeedState::connected:
      return tr("connected");
  }
  return tr("connecting");
}

}  // namespace selat::terminal
