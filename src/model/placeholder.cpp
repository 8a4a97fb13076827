#include "model/placeholder.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

#include "model/imo_number.h"

namespace selat::model {

namespace {

constexpr std::array<std::string_view, 16> kWords = {
    "UNKNOWN", "NA",      "NIL",      "NONE",     "NULL",     "NONAME", "NOTAVAILABLE", "NOTSET",
    "DEFAULT", "UNNAMED", "CALLSIGN", "SHIPNAME", "BELUMADA", "TIADA",  "TIDAKADA",     "TEST"};

std::string letters_and_digits(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
      result.push_back(static_cast<char>(std::toupper(static_cast<unsigned char>(c))));
    }
  }
  return result;
}

bool is_one_character(std::string_view text) {
  return std::ranges::all_of(text, [&](char c) { return c == text.front(); });
}

bool is_counted_up(std::string_view text) {
  return text.size() >= 4 && (std::string_view("1234567890").starts_with(text) ||
                              std::string_view("0123456789").starts_with(text));
}

}  // namespace

bool is_placeholder(Mmsi mmsi) {
  const std::uint32_t number = mmsi.number();
  const bool is_one_digit = number % 111'111'111 == 0;
  return number == 123'456'789 || number == 987'654'321 || number == 0x123456 || is_one_digit;
}

bool is_placeholder_imo(std::uint32_t imo) {
  return !is_imo_number(imo) || imo == 1'234'567;
}

bool is_placeholder_text(std::string_view text) {
  const std::string plain = letters_and_digits(text);
  return plain.empty() || (plain.size() > 1 && is_one_character(plain)) || is_counted_up(plain) ||
         std::ranges::find(kWords, plain) != kWords.end();
}

}  // namespace selat::model
