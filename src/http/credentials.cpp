#include "http/credentials.h"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <cstdint>
#include <string>

namespace selat::http {
namespace {

bool is_same(std::string_view given, std::string_view token) {
  unsigned differences = given.size() == token.size() ? 0 : 1;
  for (std::size_t i = 0; i < given.size(); ++i) {
    const char expected = token.empty() ? '\0' : token[i % token.size()];
    differences |= static_cast<unsigned char>(given[i] ^ expected);
  }
  return differences == 0;
}

// What follows the scheme, which is written in any case.
std::string_view after_scheme(std::string_view authorization, std::string_view scheme) {
  const bool is_it = authorization.size() > scheme.size() && authorization[scheme.size()] == ' ' &&
                     std::ranges::equal(authorization.substr(0, scheme.size()), scheme, {}, [](char c) {
                       return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
                     });
  return is_it ? authorization.substr(scheme.size() + 1) : std::string_view();
}

// Of base64; what does not belong there ends it.
std::string decoded(std::string_view text) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string bytes;
  std::uint32_t bits = 0;
  unsigned count = 0;
  for (const char c : text) {
    const auto digit = kDigits.find(c);
    if (digit == std::string_view::npos) {
      break;
    }
    bits = bits << 6 | static_cast<std::uint32_t>(digit);
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes += static_cast<char>(bits >> count & 0xFF);
    }
  }
  return bytes;
}

// Of "Basic": what stands behind the colon of user:password.
std::string password_of(std::string_view encoded) {
  const std::string plain = decoded(encoded);
  const auto colon = plain.find(':');
  return colon == std::string::npos ? std::string() : plain.substr(colon + 1);
}

}  // namespace

bool bears(std::string_view authorization, std::string_view token) {
  if (token.empty()) {
    return false;
  }
  if (const auto given = after_scheme(authorization, "bearer"); !given.empty()) {
    return is_same(given, token);
  }
  const auto encoded = after_scheme(authorization, "basic");
  return !encoded.empty() && encoded.size() <= 1'024 && is_same(password_of(encoded), token);
}

}  // namespace selat::http
