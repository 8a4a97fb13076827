#include "feed/likeness.h"

#include <algorithm>
#include <array>

#include "feed/recorded_file.h"

namespace selat::feed {
namespace {

using namespace std::string_view_literals;

bool begins_with_any(std::string_view bytes, std::initializer_list<std::string_view> beginnings) {
  return std::ranges::any_of(beginnings, [&](std::string_view each) { return bytes.starts_with(each); });
}

bool is_http(std::string_view bytes) {
  return begins_with_any(bytes, {"HTTP/", "GET /", "POST /", "PUT /", "HEAD /", "OPTIONS ", "PRI * HTTP/2"});
}

// A record of the handshake or an alert, of any version.
bool is_tls(std::string_view bytes) {
  return begins_with_any(bytes, {"\x16\x03"sv, "\x15\x03"sv});
}

// A byte order mark, or every other byte zero, as in Latin text.
bool is_utf16(std::string_view bytes) {
  const auto zeros = [&](std::size_t from) {
    std::size_t count = 0;
    for (std::size_t i = from; i < bytes.size(); i += 2) {
      count += bytes[i] == '\0' ? 1U : 0U;
    }
    return count;
  };
  const std::size_t most = std::max(zeros(0), zeros(1));
  const std::size_t least = std::min(zeros(0), zeros(1));
  return begins_with_any(bytes, {"\xFF\xFE"sv, "\xFE\xFF"sv}) ||
         (bytes.size() >= 16 && most > bytes.size() * 2 / 5 && least == 0);
}

bool is_binary(std::string_view bytes) {
  const auto unprintable = std::ranges::count_if(bytes, [](char c) {
    return (static_cast<unsigned char>(c) < ' ' && c != '\r' && c != '\n' && c != '\t') || c == '\x7F';
  });
  return static_cast<std::size_t>(unprintable) * 20 > bytes.size();
}

// Data blocks behind each other, each with its category and its length; the last may be cut.
bool is_asterix(std::string_view bytes) {
  constexpr std::size_t kHead = 3;
  constexpr std::size_t kLongest = 8'192;
  const auto number_at = [&](std::size_t at) {
    return static_cast<std::size_t>(static_cast<unsigned char>(bytes[at]));
  };
  std::size_t blocks = 0;
  std::size_t at = 0;
  for (; bytes.size() - at >= kHead; ++blocks) {
    const std::size_t length = number_at(at + 1) * 256 + number_at(at + 2);
    if (number_at(at) == 0 || length <= kHead || length > kLongest) {
      return false;
    }
    if (length > bytes.size() - at) {
      break;
    }
    at += length;
  }
  return at == bytes.size() || blocks > 1;
}

// A '$' or '!', two to five capital letters or digits, and a comma.
bool is_nmea(std::string_view bytes) {
  for (std::size_t at = bytes.find_first_of("$!"); at != std::string_view::npos;
       at = bytes.find_first_of("$!", at + 1)) {
    const auto comma = bytes.find(',', at);
    const auto word = comma == std::string_view::npos ? ""sv : bytes.substr(at + 1, comma - at - 1);
    const bool is_word =
        std::ranges::all_of(word, [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); });
    if (is_word && word.size() >= 2 && word.size() <= 6) {
      return true;
    }
  }
  return false;
}

bool is_ais(std::string_view bytes) {
  return bytes.contains("VDM,") || bytes.contains("VDO,");
}

}  // namespace

std::optional<Likeness> likeness_of(std::string_view first_bytes) {
  const auto bytes = first_bytes.substr(0, kEnoughToTell);
  if (bytes.empty()) {
    return std::nullopt;
  }
  const auto shown = bytes.substr(std::min(bytes.find_first_not_of(" \t\r\n"), bytes.size() - 1));
  struct Test {
    Likeness likeness;
    bool holds;
  };
  const auto tests = std::to_array<Test>({
      {Likeness::http, is_http(shown)},
      {Likeness::tls, is_tls(bytes)},
      {Likeness::ssh, shown.starts_with("SSH-")},
      {Likeness::utf16, is_utf16(bytes)},
      {Likeness::packed, is_compressed(bytes)},
      {Likeness::ais, is_ais(bytes)},
      {Likeness::gpsd, shown.starts_with("{\"class\":\"VERSION\"")},
      {Likeness::json, shown.front() == '{' || shown.front() == '['},
      {Likeness::nmea, is_nmea(bytes)},
      {Likeness::asterix, is_binary(bytes) && is_asterix(bytes)},
      {Likeness::binary, is_binary(bytes)},
  });
  const auto first = std::ranges::find(tests, true, &Test::holds);
  return first == tests.end() ? Likeness::text : first->likeness;
}

LocalizedMessage told(Likeness likeness) {
  switch (likeness) {
    case Likeness::ais:
      return {};
    case Likeness::nmea:
      return tr(
          "it looks like NMEA without AIS and without a radar's targets: a receiver of positions, or other "
          "instruments");
    case Likeness::http:
      return tr("it looks like HTTP: a web server or a browser; 'http-listen://' takes what is posted");
    case Likeness::tls:
      return tr("it looks like TLS: an encrypted port, which no feed reads");
    case Likeness::ssh:
      return tr("it looks like SSH: the port of a remote shell");
    case Likeness::gpsd:
      return tr("it looks like gpsd, which sends only what it is asked for: use 'gpsd://'");
    case Likeness::json:
      return tr("it looks like JSON in which no sentence stands");
    case Likeness::utf16:
      return tr("it looks like UTF-16 text: have it sent as plain bytes");
    case Likeness::packed:
      return tr("it looks like packed data: only files may be packed");
    case Likeness::asterix:
      return tr(
          "it looks like ASTERIX, the data blocks of radars: '?format=asterix' reads them from datagrams");
    case Likeness::binary:
      return tr("it looks like binary data: another protocol, or a serial line at another speed");
    case Likeness::text:
      return tr("it looks like text in which no sentence stands");
  }
  return {};
}

}  // namespace selat::feed
