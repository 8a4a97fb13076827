#pragma once
// IMO ship identification number: seven digits, of which the last checks the others (IMO resolution
// A.1117(30)).

#include <cstdint>

namespace selat::model {

// Σ d_i·(8−i) mod 10, of the first six digits.
[[nodiscard]] constexpr std::uint32_t imo_check_digit(std::uint32_t first_six_digits) {
  std::uint32_t sum = 0;
  for (std::uint32_t weight = 2; weight <= 7; ++weight) {
    sum += first_six_digits % 10 * weight;
    first_six_digits /= 10;
  }
  return sum % 10;
}

[[nodiscard]] constexpr bool is_imo_number(std::uint32_t number) {
  return number >= 1'000'000 && number <= 9'999'999 && imo_check_digit(number / 10) == number % 10;
}

}  // namespace selat::model
