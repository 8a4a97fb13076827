#pragma once
// A message to a person, as a value: an English text with {named} arguments, and what fills them. Any folder
// may make one; text::translate() writes it in the person's language, and a log takes in_english().
//
//   LocalizedMessage("port {port} is taken by {who}", {{"port", "10110"}, {"who", name}})
//
// An argument is taken as it is (a name, a path, a word of the system); or it is itself a message, and then
// translated into the same language.
//
// Thread: any. Pure.

#include <concepts>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace selat {

class LocalizedMessage {
 public:
  struct Argument;

  LocalizedMessage();
  LocalizedMessage(std::string id);       // NOLINT(google-explicit-constructor)
  LocalizedMessage(std::string_view id);  // NOLINT(google-explicit-constructor)
  LocalizedMessage(const char* id);       // NOLINT(google-explicit-constructor)
  LocalizedMessage(std::string id, std::vector<Argument> arguments);
  // Defined where Argument is complete, as clang requires.
  LocalizedMessage(const LocalizedMessage& other);
  LocalizedMessage(LocalizedMessage&& other) noexcept;
  LocalizedMessage& operator=(const LocalizedMessage& other);
  LocalizedMessage& operator=(LocalizedMessage&& other) noexcept;
  ~LocalizedMessage();

  // The English text with its {arguments}, by which the catalogue finds the translation.
  [[nodiscard]] const std::string& id() const { return id_; }
  [[nodiscard]] const std::vector<Argument>& arguments() const { return arguments_; }
  [[nodiscard]] bool empty() const { return id_.empty(); }

  // With this and every message among the arguments looked up by `translate`.
  using Translate = std::function<std::string_view(std::string_view id)>;
  [[nodiscard]] std::string rendered(const Translate& translate) const;
  [[nodiscard]] std::string in_english() const;

 private:
  std::string id_;
  std::vector<Argument> arguments_;
};

struct LocalizedMessage::Argument {
  Argument(std::string_view argument, std::string text) : name(argument), value(std::move(text)) {}
  Argument(std::string_view argument, std::string_view text) : name(argument), value(text) {}
  Argument(std::string_view argument, const char* text) : name(argument), value(text) {}
  Argument(std::string_view argument, std::integral auto number)
      : name(argument), value(std::to_string(number)) {}
  Argument(std::string_view argument, LocalizedMessage text) : name(argument), message({std::move(text)}) {}
  std::string name;
  std::string value;
  std::vector<LocalizedMessage> message = {};  // at most one; in place of the value
};

// An error whose one line can be shown in any language; what() is English, for the log.
class LocalizedError : public std::runtime_error {
 public:
  explicit LocalizedError(LocalizedMessage message)
      : std::runtime_error(message.in_english()), message_(std::move(message)) {}
  [[nodiscard]] const LocalizedMessage& message() const { return message_; }

 private:
  LocalizedMessage message_;
};

// A text with each {argument} replaced by `value_of(name, "{name}")`.
using ValueOf = std::function<std::string(std::string_view name, std::string_view placeholder)>;
[[nodiscard]] std::string with_arguments(std::string_view text, const ValueOf& value_of);

}  // namespace selat
