#include "terminal/health_text.h"

#include <algorithm>

#include "text/terminal.h"
#include "text/translate.h"

namespace selat::terminal {

std::string line_of(const LocalizedMessage& message, Language language) {
  return message.empty() ? std::string() : text::for_terminal(text::translate(message, language));
}

std::vector<std::string> missing_of(const model::ProcessHealth& health, Language language) {
  std::vector<std::string> missing;
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
  return text::for_terminal(text::translate(std::string_view(words), language));
}

text::Phrase phrase_of(model::FeedState state) {
  using text::Phrase;
  switch (state) {
    case model::FeedState::connecting:
      return Phrase::feed_connecting;
    case model::FeedState::receiving:
      return Phrase::feed_receiving;
    case model::FeedState::silent:
      return Phrase::feed_silent;
    case model::FeedState::disconnected:
      return Phrase::feed_disconnected;
    case model::FeedState::finished:
      return Phrase::feed_finished;
    case model::FeedState::failed:
      return Phrase::feed_failed;
  }
  return Phrase::feed_connecting;
}

}  // namespace selat::terminal
