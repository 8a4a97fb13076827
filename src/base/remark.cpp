#include "base/remark.h"

namespace selat {

Remark::Remark() = default;
Remark::Remark(const Remark& other) = default;
Remark::Remark(Remark&& other) noexcept = default;
Remark& Remark::operator=(const Remark& other) = default;
Remark& Remark::operator=(Remark&& other) noexcept = default;
Remark::~Remark() = default;
Remark::Remark(std::string words) : words_(std::move(words)) {}
Remark::Remark(std::string words, std::vector<Fill> fills)
    : words_(std::move(words)), fills_(std::move(fills)) {}
Remark::Remark(std::string_view words) : words_(words) {}
Remark::Remark(const char* words) : words_(words) {}

std::string filled(std::string_view pattern, const ValueOf& value_of) {
  std::string out;
  while (!pattern.empty()) {
    const auto open = pattern.find('{');
    const auto close = pattern.find('}', open);
    if (open == std::string_view::npos || close == std::string_view::npos) {
      break;
    }
    out += pattern.substr(0, open);
    out += value_of(pattern.substr(open + 1, close - open - 1), pattern.substr(open, close - open + 1));
    pattern.remove_prefix(close + 1);
  }
  out += pattern;
  return out;
}

std::string Remark::said(const Translate& translate) const {
  return filled(translate(words_), [&](std::string_view name, std::string_view place) {
    for (const Fill& fill : fills_) {
      if (fill.name == name) {
        return fill.remark.empty() ? fill.value : fill.remark.front().said(translate);
      }
    }
    return std::string(place);
  });
}

std::string Remark::in_english() const {
  return said([](std::string_view words) { return words; });
}

}  // namespace selat
