#include "base/localized_message.h"

namespace selat {
namespace {

using ValueOf = std::function<std::string(std::string_view name, std::string_view placeholder)>;

// The text with each {argument} replaced.
std::string with_arguments(std::string_view text, const ValueOf& value_of) {
  std::string out;
  while (!text.empty()) {
    const auto open = text.find('{');
    const auto close = text.find('}', open);
    if (open == std::string_view::npos || close == std::string_view::npos) {
      break;
    }
    out += text.substr(0, open);
    out += value_of(text.substr(open + 1, close - open - 1), text.substr(open, close - open + 1));
    text.remove_prefix(close + 1);
  }
  out += text;
  return out;
}

// "one|many"
std::string word_for(std::string_view count, std::string_view words) {
  const auto bar = words.find('|');
  return std::string(count == "1" || bar == std::string_view::npos ? words.substr(0, bar)
                                                                   : words.substr(bar + 1));
}

}  // namespace

LocalizedMessage::LocalizedMessage() = default;
LocalizedMessage::LocalizedMessage(const LocalizedMessage& other) = default;
LocalizedMessage::LocalizedMessage(LocalizedMessage&& other) noexcept = default;
LocalizedMessage& LocalizedMessage::operator=(const LocalizedMessage& other) = default;
LocalizedMessage& LocalizedMessage::operator=(LocalizedMessage&& other) noexcept = default;
LocalizedMessage::~LocalizedMessage() = default;
LocalizedMessage::LocalizedMessage(MessageId id) : key_(key_of(id)) {}
LocalizedMessage::LocalizedMessage(MessageId id, std::vector<Argument> arguments)
    : key_(key_of(id)), arguments_(std::move(arguments)) {}

LocalizedMessage LocalizedMessage::from_outside(std::string key) {
  return from_outside(std::move(key), {});
}
LocalizedMessage LocalizedMessage::from_outside(std::string key, std::vector<Argument> arguments) {
  LocalizedMessage message;
  message.key_ = std::move(key);
  message.arguments_ = std::move(arguments);
  return message;
}

bool LocalizedMessage::operator==(const LocalizedMessage& other) const {
  return key_ == other.key_ && arguments_ == other.arguments_;
}

std::string LocalizedMessage::rendered(const Translate& translate) const {
  return with_arguments(translate(key_), [&](std::string_view placed, std::string_view placeholder) {
    const auto colon = placed.find(':');
    const std::string_view name = placed.substr(0, colon);
    for (const Argument& argument : arguments_) {
      if (argument.name == name && colon != std::string_view::npos) {
        return word_for(argument.value, placed.substr(colon + 1));
      }
      if (argument.name == name) {
        return argument.message.empty() ? argument.value : argument.message.front().rendered(translate);
      }
    }
    return std::string(placeholder);  // what is not given stays as it is
  });
}

std::string LocalizedMessage::in_english() const {
  return rendered(english_of);
}

std::string key_of(MessageId id) {
  std::string key(id.context());
  if (!key.empty()) {
    key += kEndOfContext;
  }
  return key += id.english();
}

std::string_view english_of(std::string_view key) {
  const auto end = key.find(kEndOfContext);
  return end == std::string_view::npos ? key : key.substr(end + 1);
}

}  // namespace selat
