#pragma once
// The members of a JSON object by name, as texts and numbers. A view of its line; private to this folder.

#include <array>
#include <charconv>
#include <cstddef>
#include <optional>
#include <string_view>

#include "nmea/json_values.h"

namespace selat::ais {

class JsonMembers {
 public:
  explicit JsonMembers(std::string_view line) {
    for (nmea::JsonValues values(line); size_ < members_.size() && values.next();) {
      members_[size_++] = {values.key(), values.value()};
    }
  }

  // The first of that name; empty if there is none.
  [[nodiscard]] std::string_view text(std::string_view key) const {
    for (std::size_t i = 0; i < size_; ++i) {
      if (members_[i].key == key) {
        return members_[i].value;
      }
    }
    return {};
  }
  [[nodiscard]] std::optional<double> number(std::string_view key) const {
    const auto digits = text(key);
    double value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    const bool is_whole = error == std::errc{} && end == digits.data() + digits.size();
    return is_whole && value >= -1e9 && value <= 4.3e9 ? std::optional(value) : std::nullopt;
  }

 private:
  struct Member {
    std::string_view key, value;
  };
  std::array<Member, 96> members_;  // no message has as many
  std::size_t size_ = 0;
};

}  // namespace selat::ais
