#include "detect/safety_words.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

namespace selat::detect {

namespace {

constexpr std::array<std::string_view, 3> kBeacons = {"SART", "MOB", "EPIRB"};

// As written between single spaces, or with one between all letters ("M A Y D A Y"). Indonesian and Malay
// words stand behind the English ones.
constexpr std::array<std::string_view, 25> kCallsForHelp = {
    "MAYDAY",          "MAY DAY",          "SOS",
    "SINKING",         "WE ARE SINKING",   "FOUNDERING",
    "CAPSIZED",        "CAPSIZING",        "ABANDON SHIP",
    "ABANDONING SHIP", "ABANDONED SHIP",   "MAN OVERBOARD",
    "MAN OVER BOARD",  "PERSON OVERBOARD", "MOB",
    "IN LIFERAFT",     "IN LIFE RAFT",     "TENGGELAM",
    "KARAM",           "TERBALIK",         "ORANG JATUH KE LAUT",
    "JATUH KE LAUT",   "ORANG DI LAUT",    "TINGGALKAN KAPAL",
    "MINTA TOLONG"};
constexpr std::array<std::string_view, 23> kUrgentPhrases = {"PAN PAN",
                                                             "PANPAN",
                                                             "FIRE ON BOARD",
                                                             "ON FIRE",
                                                             "FIRE IN ENGINE ROOM",
                                                             "FLOODING",
                                                             "TAKING WATER",
                                                             "TAKING IN WATER",
                                                             "NEED ASSISTANCE",
                                                             "REQUIRE ASSISTANCE",
                                                             "NEED HELP",
                                                             "MEDICAL EMERGENCY",
                                                             "MEDEVAC",
                                                             "PIRATES",
                                                             "UNDER ATTACK",
                                                             "TOLONG",
                                                             "DARURAT",
                                                             "KECEMASAN",
                                                             "KEBAKARAN",
                                                             "TERBAKAR",
                                                             "KANDAS",
                                                             "LANUN",
                                                             "PEROMPAK"};
// A text with one of these speaks of no distress of now.
constexpr std::array<std::string_view, 14> kNotNow = {
    "TEST",   "TESTING",   "EXERCISE", "DRILL", "TRAINING", "LATIHAN",    "UJIAN",
    "CANCEL", "CANCELLED", "CANCELED", "BATAL", "BATALKAN", "DIBATALKAN", "FALSE ALARM"};
// The first of May.
constexpr std::array<std::string_view, 5> kHolidays = {"HAPPY MAY DAY", "MAY DAY HOLIDAY", "MAY DAY HOLIDAYS",
                                                       "MAY DAY CELEBRATION", "HARI BURUH MAY DAY"};
// Directly before a phrase.
constexpr std::array<std::string_view, 6> kDenials = {" NO ",      " NOT ",   " NOT A ",
                                                      " NO MORE ", " TIDAK ", " BUKAN "};

// Upper case letters and digits, words apart by one space, a space at each end.
std::string words_of(std::string_view text) {
  std::string words = " ";
  for (const char c : text) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
      words.push_back(static_cast<char>(std::toupper(static_cast<unsigned char>(c))));
    } else if (words.back() != ' ') {
      words.push_back(' ');
    }
  }
  if (words.back() != ' ') {
    words.push_back(' ');
  }
  return words;
}

void take_out(std::string& words, std::string_view phrase) {
  std::string whole = " ";
  whole.append(phrase).push_back(' ');
  for (auto at = words.find(whole); at != std::string::npos; at = words.find(whole, at)) {
    words.replace(at, whole.size(), " ");
  }
}

std::string spelled(std::string_view phrase) {
  std::string letters;
  for (const char c : phrase) {
    if (c != ' ') {
      letters.append(letters.empty() ? "" : " ").push_back(c);
    }
  }
  return letters;
}

bool holds_as_written(std::string_view words, std::string_view phrase) {
  for (auto at = words.find(phrase); at != std::string_view::npos; at = words.find(phrase, at + 1)) {
    // `words` has a space at each end, so both neighbours exist.
    const std::string_view before = words.substr(0, at);
    const bool is_denied =
        std::ranges::any_of(kDenials, [&](std::string_view denial) { return before.ends_with(denial); });
    if (before.ends_with(' ') && words[at + phrase.size()] == ' ' && !is_denied) {
      return true;
    }
  }
  return false;
}

bool holds(std::string_view words, std::string_view phrase) {
  return holds_as_written(words, phrase) || holds_as_written(words, spelled(phrase));
}

bool holds_any(std::string_view words, const auto& phrases) {
  return std::ranges::any_of(phrases, [&](std::string_view phrase) { return holds(words, phrase); });
}

// The text of a beacon begins with the beacon and says how it is: "NO SART TEST TODAY" is somebody's remark.
bool is_beacon(std::string_view words, std::string_view state) {
  words.remove_prefix(words.starts_with(" AIS ") ? 5 : 1);
  return std::ranges::any_of(kBeacons, [&](std::string_view beacon) {
    if (!words.starts_with(beacon)) {
      return false;
    }
    const std::string_view rest = words.substr(beacon.size());
    return rest.starts_with(' ') && rest.substr(1).starts_with(state);
  });
}

}  // namespace

SafetyMeaning meaning_of(std::string_view text) {
  std::string words = words_of(text);
  std::ranges::for_each(kHolidays, [&](std::string_view holiday) { take_out(words, holiday); });
  if (is_beacon(words, "ACTIVE ")) {
    return SafetyMeaning::beacon_active;
  }
  if (is_beacon(words, "TEST ")) {
    return SafetyMeaning::beacon_test;
  }
  if (holds_any(words, kNotNow)) {
    return SafetyMeaning::routine;
  }
  if (holds_any(words, kCallsForHelp)) {
    return SafetyMeaning::distress;
  }
  return holds_any(words, kUrgentPhrases) ? SafetyMeaning::urgency : SafetyMeaning::routine;
}

}  // namespace selat::detect
