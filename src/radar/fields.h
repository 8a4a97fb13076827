#pragma once
// The fields of one sentence of a radar or of its own ship, taken one after the other. The first that has a
// value it cannot have is remembered: the sentence is then dropped. No allocation, not thread-safe.

#include <cstdint>
#include <optional>
#include <string_view>

#include "geo/position.h"
#include "nmea/field_list.h"
#include "radar/problem.h"

namespace selat::radar {

// A decimal number, and what one in its last digit is worth.
struct Decimal {
  double value = 0;
  double step = 1;
};

class Fields {
 public:
  explicit Fields(std::string_view text) : list_(text) {}

  // Without the blanks around it; empty if it was not sent.
  [[nodiscard]] std::string_view text();
  void skip(int fields);
  // Its first character; 0 if it was not sent.
  [[nodiscard]] char letter();
  // A number within the limits; nothing if it was not sent, or cannot be.
  [[nodiscard]] std::optional<Decimal> decimal(double lowest, double highest);
  [[nodiscard]] std::optional<std::uint32_t> whole_number(std::uint32_t highest);
  // Four fields: ddmm.mmm, N or S, dddmm.mmm, E or W. Nothing if one was not sent.
  [[nodiscard]] std::optional<geo::Position> position();

  void refuse(SentenceProblem problem);
  [[nodiscard]] std::optional<SentenceProblem> problem() const { return problem_; }

 private:
  // Degrees of "ddmm.mmm" and of the letter behind it.
  [[nodiscard]] std::optional<double> angle_deg(double highest_deg, char positive, char negative);

  nmea::FieldList list_;
  std::optional<SentenceProblem> problem_;
};

// A number without exponent: sign, digits, a point and digits; nothing if the text is anything else.
[[nodiscard]] std::optional<Decimal> parse_decimal(std::string_view text);

}  // namespace selat::radar
