#pragma once
// What a person is to be told, as a value: words in English with {places} to fill, and what fills them. Any
// folder may make one; text/spoken.h says it in the person's language, and a log takes in_english().
//
//   Remark("port {port} is taken by {who}", {{"port", "10110"}, {"who", name}})
//
// What fills a place is taken as it is (a name, a path, a word of the system); or it is itself a remark, and
// then spoken in the same language.
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

class Remark {
 public:
  struct Fill;

  Remark();
  Remark(std::string words);       // NOLINT(google-explicit-constructor)
  Remark(std::string_view words);  // NOLINT(google-explicit-constructor)
  Remark(const char* words);       // NOLINT(google-explicit-constructor)
  Remark(std::string words, std::vector<Fill> fills);
  // Defined where Fill is whole, as clang wants it.
  Remark(const Remark& other);
  Remark(Remark&& other) noexcept;
  Remark& operator=(const Remark& other);
  Remark& operator=(Remark&& other) noexcept;
  ~Remark();

  // The pattern, by which text/ finds it.
  [[nodiscard]] const std::string& words() const { return words_; }
  [[nodiscard]] const std::vector<Fill>& fills() const { return fills_; }
  [[nodiscard]] bool empty() const { return words_.empty(); }

  // With each pattern put through `translate`.
  using Translate = std::function<std::string_view(std::string_view words)>;
  [[nodiscard]] std::string said(const Translate& translate) const;
  [[nodiscard]] std::string in_english() const;

 private:
  std::string words_;
  std::vector<Fill> fills_;
};

struct Remark::Fill {
  Fill(std::string_view place, std::string words) : name(place), value(std::move(words)) {}
  Fill(std::string_view place, std::string_view words) : name(place), value(words) {}
  Fill(std::string_view place, const char* words) : name(place), value(words) {}
  Fill(std::string_view place, std::integral auto number) : name(place), value(std::to_string(number)) {}
  Fill(std::string_view place, Remark words) : name(place), remark({std::move(words)}) {}
  std::string name;
  std::string value;
  std::vector<Remark> remark = {};  // at most one; in place of the value
};

// An error whose one line can be said in any language; what() is English, for the log.
class Remarked : public std::runtime_error {
 public:
  explicit Remarked(Remark remark) : std::runtime_error(remark.in_english()), remark_(std::move(remark)) {}
  [[nodiscard]] const Remark& remark() const { return remark_; }

 private:
  Remark remark_;
};

// A pattern with its {places} filled by `value_of(name)`; a place for which that gives nothing stays.
using ValueOf = std::function<std::string(std::string_view name, std::string_view place_as_it_stands)>;
[[nodiscard]] std::string filled(std::string_view pattern, const ValueOf& value_of);

}  // namespace selat
