#pragma once
// A text for people: English where it is written, translated where it is shown.
//
//   LocalizedMessage(tr("port {port} is taken by {who}"), {{"port", 10110}, {"who", name}})
//
// tr() marks an English text for the catalogue (src/text/locale): the build finds the texts by that word and
// fails when a language lacks one. A LocalizedMessage can be made of marked texts only, so that no text
// escapes translation. Any folder may make one; text::translate() writes it in the person's language, and a
// log takes in_english().
//
// "{n} {n:line|lines}" is "1 line" and "2 lines"; a translation into a language without a plural has just
// {n}.
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

// What the catalogue knows a text by: the text in English, and a context where one English word needs two
// translations. Of string literals, so that it may stand in any constant table.
class MessageId {
 public:
  constexpr MessageId() = default;  // no text

  [[nodiscard]] constexpr std::string_view context() const { return context_; }
  [[nodiscard]] constexpr std::string_view english() const { return english_; }
  [[nodiscard]] constexpr bool empty() const { return english_.empty(); }
  friend constexpr bool operator==(const MessageId&, const MessageId&) = default;

 private:
  consteval MessageId(std::string_view context, std::string_view english)
      : context_(context), english_(english) {}
  friend consteval MessageId tr(const char* english);
  friend consteval MessageId tr(const char* context, const char* english);
  friend consteval MessageId verbatim(const char* text);

  std::string_view context_;
  std::string_view english_;
};

// Marks a text for translation. tools/translate reads the sources for these two calls: the arguments are
// string literals.
consteval MessageId tr(const char* english) {
  return {{}, english};
}
consteval MessageId tr(const char* context, const char* english) {
  return {context, english};
}
// A text that is the same in every language: a number, a path, a name.
consteval MessageId verbatim(const char* text) {
  return {{}, text};
}

class LocalizedMessage {
 public:
  struct Argument;

  LocalizedMessage();
  LocalizedMessage(MessageId id);  // NOLINT(google-explicit-constructor)
  // What fills the {named} arguments is taken as it is (a name, a path, a number), or it is itself a message
  // and translated into the same language.
  LocalizedMessage(MessageId id, std::vector<Argument> arguments);
  // As another process sent it, or as the system words it. A key that no catalogue holds stays as it is.
  [[nodiscard]] static LocalizedMessage from_outside(std::string key);
  [[nodiscard]] static LocalizedMessage from_outside(std::string key, std::vector<Argument> arguments);
  // Defined where Argument is complete, as clang requires.
  LocalizedMessage(const LocalizedMessage& other);
  LocalizedMessage(LocalizedMessage&& other) noexcept;
  LocalizedMessage& operator=(const LocalizedMessage& other);
  LocalizedMessage& operator=(LocalizedMessage&& other) noexcept;
  ~LocalizedMessage();

  // The English text with its {arguments}, after the context and kEndOfContext where there is a context: a
  // key of the catalogue, as gettext writes it.
  [[nodiscard]] const std::string& key() const { return key_; }
  [[nodiscard]] const std::vector<Argument>& arguments() const { return arguments_; }
  [[nodiscard]] bool empty() const { return key_.empty(); }
  [[nodiscard]] bool operator==(const LocalizedMessage& other) const;

  // With this and every message among the arguments looked up by `translate`.
  using Translate = std::function<std::string_view(std::string_view key)>;
  [[nodiscard]] std::string rendered(const Translate& translate) const;
  [[nodiscard]] std::string in_english() const;

 private:
  std::string key_;
  std::vector<Argument> arguments_;
};

struct LocalizedMessage::Argument {
  Argument(std::string_view argument, std::string text) : name(argument), value(std::move(text)) {}
  Argument(std::string_view argument, std::string_view text) : name(argument), value(text) {}
  Argument(std::string_view argument, const char* text) : name(argument), value(text) {}
  Argument(std::string_view argument, std::integral auto number)
      : name(argument), value(std::to_string(number)) {}
  Argument(std::string_view argument, LocalizedMessage text) : name(argument), message({std::move(text)}) {}
  Argument(std::string_view argument, MessageId text) : Argument(argument, LocalizedMessage(text)) {}
  std::string name;
  std::string value;
  std::vector<LocalizedMessage> message = {};  // at most one; in place of the value
  friend bool operator==(const Argument&, const Argument&) = default;
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

inline constexpr char kEndOfContext = '\x04';
[[nodiscard]] std::string key_of(MessageId id);
// The key without its context.
[[nodiscard]] std::string_view english_of(std::string_view key);

}  // namespace selat
