#pragma once
// The data of an application as lines a mariner can read, for the golden files: "wspeed 17 kn", one field a
// line, what is not available left out; the items of a list indented beneath its name and number.

#include <cmath>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "ais/application.h"
#include "ais/application/walk.h"
#include "base/bits.h"

namespace selat::ais::test {

// Eight bits a pair of digits, the last filled up with zeros.
inline std::string bits_in_words(const Bits& bits, std::size_t from, std::size_t size) {
  std::string text = std::to_string(size) + " bits";
  for (std::size_t at = 0; at < size; at += 8) {
    const auto width = static_cast<unsigned>(size - at < 8 ? size - at : 8);
    char pair[8];
    std::snprintf(pair, sizeof pair, "%s%02x", at % 32 == 0 ? " " : "",
                  static_cast<unsigned>(bits.unsigned_at(from + at, width) << (8 - width)));
    text += pair;
  }
  return text;
}

// "53°17.6930'N"
inline std::string degrees_and_minutes(double degrees, char positive, char negative, int width, int places) {
  const double minutes_of_all = std::abs(degrees) * 60.0;
  const int whole = static_cast<int>((minutes_of_all + 0.5 * std::pow(10.0, -places)) / 60.0);
  char text[64];
  std::snprintf(text, sizeof text, "%0*d°%0*.*f'%c", width, whole, places + 3, places,
                std::abs(minutes_of_all - whole * 60.0), degrees < 0 ? negative : positive);
  return text;
}

class ApplicationDescription {
 public:
  explicit ApplicationDescription(const Bits& data) : data_(data) {}

  void number(const Field& field, std::int64_t raw) {
    switch (field.kind) {
      case FieldKind::count:
        return;
      case FieldKind::flag:
        return line(field.name, raw != 0 ? "yes" : "no");
      case FieldKind::time:
        return time(field, time_parts(field.layout, raw));
      default:
        return amount(field, raw);
    }
  }
  void text(const Field& field, std::string_view text) {
    if (!text.empty()) {
      line(field.name, "\"" + std::string(text) + "\"");
    }
  }
  void bits(const Field& field, std::size_t from, std::size_t size) {
    line(field.name, bits_in_words(data_, from, size));
  }
  void begin_list(const Field& field, std::size_t) {
    list_ = field.name;
    item_ = 0;
  }
  void begin_item() {
    line(list_, std::to_string(++item_));
    indent_ = "  ";
  }
  void end_item() { indent_.clear(); }
  void end_list() {}
  [[nodiscard]] const std::vector<std::string>& lines() const { return lines_; }

 private:
  void line(std::string_view name, const std::string& value) {
    lines_.push_back(indent_ + std::string(name) + " " + value);
  }
  void amount(const Field& field, std::int64_t raw) {
    ApplicationValue value;
    value.field = &field;
    value.raw = raw;
    const auto says = value_of(value);
    if (!says) {
      return;
    }
    const auto word = word_of(field, raw);
    if (field.kind == FieldKind::word) {
      return line(field.name, std::string(word));
    }
    if (field.name.ends_with("lat") && field.divisor >= 60'000) {
      return line(field.name, degrees_and_minutes(*says, 'N', 'S', 2, field.divisor > 60'000 ? 4 : 3));
    }
    if (field.name.ends_with("lon") && field.divisor >= 60'000) {
      return line(field.name, degrees_and_minutes(*says, 'E', 'W', 3, field.divisor > 60'000 ? 4 : 3));
    }
    char number[64];
    std::snprintf(number, sizeof number, "%.*f", field.places, *says);
    std::string text = number;
    text += (field.unit.empty() || field.unit == "°" ? "" : " ") + std::string(field.unit);
    line(field.name, text + (word.empty() ? "" : " (" + std::string(word) + ")"));
  }
  void time(const Field& field, const TimeParts& parts) {
    std::string text;
    if (parts.month != 0) {
      text += "month " + std::to_string(parts.month) + " ";
    }
    if (parts.day != 0) {
      text += "day " + std::to_string(parts.day) + " ";
    }
    if (parts.hour < 24 && parts.minute < 60) {
      char clock[16];
      std::snprintf(clock, sizeof clock, "%02d:%02d ", parts.hour, parts.minute);
      text += clock;
    }
    if (!text.empty()) {
      text.pop_back();
      line(field.name, text);
    }
  }

  const Bits& data_;
  std::vector<std::string> lines_;
  std::string indent_;
  std::string_view list_;
  std::size_t item_ = 0;
};

}  // namespace selat::ais::test
