#include "cop/health_words.h"

#include <algorithm>

#include "base/localized_message.h"
#include "selat/v1/health.pb.h"
#include "text/terminal.h"
#include "text/translate.h"
#include "wire/localized_message.h"

namespace selat::cop {

namespace {

// The plain words stand in where the message is none.
std::string said(const v1::LocalizedMessage& wire, const std::string& plain, Language language) {
  const auto message = wire::from_wire(wire);
  return text::for_terminal(message && !message->empty() ? text::translate(*message, language) : plain);
}

}  // namespace

void add_missing(v1::ProcessHealth& health, const LocalizedMessage& what) {
  health.add_missing(what.in_english());
  wire::to_wire(what, *health.add_missing_to_say());
}

std::vector<std::string> missing_of(const v1::ProcessHealth& health, Language language) {
  std::vector<std::string> missing;
  for (int i = 0; i < health.missing_size(); ++i) {
    const bool is_said = i < health.missing_to_say_size();
    missing.push_back(
        said(is_said ? health.missing_to_say(i) : v1::LocalizedMessage(), health.missing(i), language));
  }
  return missing;
}

std::string reason_of(const v1::FeedHealth& health, Language language) {
  return said(health.reason_to_say(), health.reason(), language);
}

std::string problem_word(std::string_view counter, Language language) {
  std::string words(counter);
  std::ranges::replace(words, '_', ' ');
  return text::for_terminal(text::translate(std::string_view(words), language));
}

}  // namespace selat::cop
