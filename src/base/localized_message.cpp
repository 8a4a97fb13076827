#include "base/localized_message.h"

namespace selat {

LocalizedMessage::LocalizedMessage() = default;
LocalizedMessage::LocalizedMessage(const LocalizedMessage& other) = default;
LocalizedMessage::LocalizedMessage(LocalizedMessage&& other) noexcept = default;
LocalizedMessage& LocalizedMessage::operator=(const LocalizedMessage& other) = default;
LocalizedMessage& LocalizedMessage::operator=(LocalizedMessage&& other) noexcept = default;
LocalizedMessage::~LocalizedMessage() = default;
LocalizedMessage::LocalizedMessage(std::string id) : id_(std::move(id)) {}
LocalizedMessage::LocalizedMessage(std::string id, std::vector<Argument> arguments)
    : id_(std::move(id)), arguments_(std::move(arguments)) {}
LocalizedMessage::LocalizedMessage(std::string_view id) : id_(id) {}
LocalizedMessage::LocalizedMessage(const char* id) : id_(id) {}

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

std::string LocalizedMessage::rendered(const Translate& translate) const {
  return with_arguments(translate(id_), [&](std::string_view name, std::string_view placeholder) {
    for (const Argument& argument : arguments_) {
      if (argument.name == name) {
        return argument.message.empty() ? argument.value : argument.message.front().rendered(translate);
      }
    }
    return std::string(placeholder);
  });
}

std::string LocalizedMessage::in_english() const {
  return rendered([](std::string_view id) { return id; });
}

}  // namespace selat
