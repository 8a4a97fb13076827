#include "text/typed_place.h"

#include <string>

#include <gtest/gtest.h>

#include "geo/local_plane.h"
#include "text/measure.h"

namespace selat::text {
namespace {

const geo::Position kPlace = geo::Position::degrees(2.0 + 12.5 / 60, 101.7);  // 2°12.5'N 101°42'E

// As officers write one place.
constexpr const char* kForms[] = {
    "2 12.5N 101 42E",
    "2 12.5 N 101 42 E",
    "02 12.5N, 101 42.0E",
    "N2 12.5 E101 42",
    "N 02 12.5, E 101 42.0",
    "2-12.5N 101-42E",
    "02-12.5n/101-42.0e",
    "2°12.5'N 101°42'E",
    "02°12.5'N,101°42.0'E",
    "02° 12.5' N 101° 42.0' E",
    "2º12.5’N 101º42’E",
    "N02°12.5' E101°42.0'",
    "2°12.5'N; 101°42'E",
    "2°12'30\"N 101°42'00\"E",
    "2°12′30″N 101°42′0″E",
    "2-12-30N 101-42-00E",
    "2 12 30 N 101 42 0 E",
    "2:12.5N 101:42E",
    "2:12:30N 101:42:00E",
    "0212.5N 10142.0E",
    "0212.5N10142E",
    "N0212.5 E10142.0",
    "021230N 1014200E",
    "2°12,5′N 101°42,0′E",
    "2-12,5N 101-42,0E",
    "2-12,5N, 101-42,0E",
    "N2 12,5 E101 42,0",
    "2°12,5' LU 101°42' BT",
    "2°12.5'U 101°42'T",
    "2 12.5 utara 101 42 timur",
    "2 12.5 North 101 42 East",
    "2 deg 12.5 min N 101 deg 42 min E",
    "lat 2-12.5N long 101-42E",
    "Lat: 2-12.5N, Lon: 101-42E",
    "lintang 2-12,5 LU bujur 101-42 BT",
    "101-42E 2-12.5N",
    "[2-12.5N 101-42E]",
    "(2-12.5N, 101-42E)",
    "at 2-12.5N 101-42E",
    "POS 2-12.5N 101-42E",
    "di 2-12,5 LU 101-42 BT",
    "posisi: 2-12.5N 101-42E",
    "2-12.5 101-42.0",
    "+2-12.5,+101-42",
};

// The same in degrees: 3.1°N 101°E.
constexpr const char* kDecimalForms[] = {
    "3.1,101.0",   "3.1, 101.0",  "3.1 101.0",      "[3.1,101]",         "[3.1 101]",   "3.1N 101.0E",
    "N3.1 E101.0", "N3.1,E101",   "N 3.1 E 101",    "3.1 N 101.0 E",     "3.1N101.0E",  "N3.1E101.0",
    "3.1n,101e",   "3.1°N 101°E", "3.1° N, 101° E", "3,1N 101,0E",       "N3,1 E101,0", "3,1°N 101,0°E",
    "3.1;101.0",   "3.1/101.0",   "3.1,101",        "lat 3.1 lon 101.0", "E101.0 N3.1", "3°06′N 101°E",
};

constexpr const char* kWords[] = {
    "",
    "two boats",
    "one, two",
    "12 boats 100 m off",
    "2.5 m waves",
    "[urgent] two boats",
    "[3 boats] drifting",
    "(2 boats, maybe 3) drifting",
    "3N of the light",
    "2.5N of the light",
    "3 N 20 boats",
    "S05 quiet",
    "S05 3 boats east of the lane",
    "S05 3.5 nm east of the lane",
    "N 2 boats",
    "10, 12 boats",
    "12-14 boats",
    "12-14 15-20 boats",
    "15 20 boats",
    "12:30 14:45 no answer",
    "1230 1445 no answer",
    "information, none",
    "- two",
    "030° 5.5 nm from the light",
    "030° 045° two bearings",
    "T 3 boats B 4 boats",
    "nan,nan two",
    "inf,-inf two",
    "2 12.5 101 42 boats",
    "north of 2 boats",
    "lat of the boat unknown",
    "at anchor, 2 boats",
    "in 10 min 20 boats",
};

struct Doubt {
  const char* text;
  const char* not_read;
};
constexpr Doubt kDoubts[] = {
    {"1,2 boats", "1,2"},
    {"3,101 drifting", "3,101"},
    {"91,103 drifting", "91,103"},
    {"1,250 litres", "1,250"},
    {"2.5 3.5 m waves", "2.5 3.5"},
    {"12.5, 13.5 m long", "12.5, 13.5"},
    {"2.2,10.7 drifting", "2.2,10.7"},
    {"two boats at 2-12.5N 101-42E, dark", "2-12.5N 101-42E"},
};

struct Refusal {
  const char* text;
  const char* why;  // a part of it
};
constexpr Refusal kRefusals[] = {
    {"99.0,200.0 two", "latitude 99.0 lies outside ±90°"},
    {"[95,200] two", "latitude 95 lies outside ±90°"},
    {"3.8N 200.3E two", "longitude 200.3E lies outside ±180°"},
    {"[nan,nan] two", "'nan,nan' is no place"},
    {"[3.1] two", "'3.1' is no place"},
    {"[3.1,101.0 two", "'3.1,101.0 two' is no place"},
    {"[3.1,101.0", "the bracket before '3.1,101.0' is not closed"},
    {"1,25 103,85 two", "'1,25' can be read in two ways"},
    {"1,25,103,85 two", "'1,25' can be read in two ways"},
    {"N2,2 101,7 two", "'101,7' can be read in two ways"},
    {"3.1N,101.0N two", "'3.1N' is only half a place"},
    {"3-61.0N 101-00.0E two", "those of '3-61.0N' do not"},
    {"2°12'75\"N 101°42'00\"E two", "minutes and seconds go up to 59"},
    {"3° 06.0' N two", "'3° 06.0' N' is only half a place"},
    {"2 12.5N two", "'2 12.5N' is only half a place"},
    {"-3.1S 101.0E two", "'-3.1S' says the hemisphere twice"},
    {"at 95.5N 101.0E two", "latitude 95.5N lies outside ±90°"},
};

// What is read is the rest of the line, and the place.
void expect_taken(const std::string& typed, geo::Position place) {
  const std::string whole = typed + " two boats, 12.5 m";
  std::string_view line = whole;
  const auto taken = take_place(line);
  ASSERT_TRUE(taken) << typed << ": " << taken.error().in_english();
  ASSERT_TRUE(taken->place) << typed;
  EXPECT_LT(geo::distance(*taken->place, place), Distance::metres(1)) << typed;
  EXPECT_EQ(line, "two boats, 12.5 m") << typed;
}

TEST(TypedPlace, IsReadInEveryFormThatOfficersWrite) {
  for (const char* const typed : kForms) {
    expect_taken(typed, kPlace);
  }
  for (const char* const typed : kDecimalForms) {
    expect_taken(typed, geo::Position::degrees(3.1, 101));
  }
  expect_taken("-1.5,-103.5", geo::Position::degrees(-1.5, -103.5));
  expect_taken("0-30S 0-30W", geo::Position::degrees(-0.5, -0.5));
  expect_taken("0°30' LS 100°30' BB", geo::Position::degrees(-0.5, -100.5));
  expect_taken("[3.1, 101.0]:", geo::Position::degrees(3.1, 101));
  expect_taken("3.1N, 101.0E:", geo::Position::degrees(3.1, 101));
}

TEST(TypedPlace, IsNotSeenInAText) {
  for (const std::string_view text : kWords) {
    std::string_view line = text;
    const auto taken = take_place(line);
    ASSERT_TRUE(taken) << text << ": " << taken.error().in_english();
    EXPECT_FALSE(taken->place) << text;
    EXPECT_EQ(taken->not_read, "") << text;
    EXPECT_EQ(line, text);
  }
}

TEST(TypedPlace, IsNotGuessedAndThePersonIsTold) {
  for (const auto& [text, not_read] : kDoubts) {
    std::string_view line = text;
    const auto taken = take_place(line);
    ASSERT_TRUE(taken) << text << ": " << taken.error().in_english();
    EXPECT_FALSE(taken->place) << text;
    EXPECT_EQ(taken->not_read, not_read) << text;
    EXPECT_EQ(line, text);
  }
}

TEST(TypedPlace, IsRefusedWithItsFaultWhereItIsMeantAsOneAndIsNone) {
  for (const auto& [text, why] : kRefusals) {
    std::string_view line = text;
    const auto taken = take_place(line);
    ASSERT_FALSE(taken) << text;
    EXPECT_NE(taken.error().in_english().find(why), std::string::npos) << taken.error().in_english();
    EXPECT_EQ(line, text);
  }
}

TEST(TypedPlace, IsReadAsOneWordAndAsTwo) {
  for (const auto& [latitude, longitude] :
       {std::pair{"2-12.5N", "101-42E"}, std::pair{"N2°12.5'", "E101.7"}, std::pair{"2 12 30N", "101.7"},
        std::pair{"0212.5N", "10142E"}, std::pair{"2°12,5′N", "101,7E"}}) {
    const auto place = typed_place(latitude, longitude);
    ASSERT_TRUE(place) << latitude;
    EXPECT_LT(geo::distance(*place, kPlace), Distance::metres(1)) << latitude;
    EXPECT_EQ(typed_place(std::string(latitude) + ", " + longitude), place) << latitude;
  }
  EXPECT_EQ(typed_place("3,101"), geo::Position::degrees(3, 101)) << "where nothing but a place may stand";
  EXPECT_FALSE(typed_place("1,25 103,85"));
  EXPECT_FALSE(typed_place("1.25,103.8 boats"));
  EXPECT_FALSE(typed_place("-1.25S", "103")) << "the hemisphere twice";
}

TEST(TypedPlace, IsTakenFromAList) {
  std::string_view list = "1.2,103.8 1-18.0N 103-48.0E;N1 18 E103 54 1,104";
  for (const geo::Position corner : {geo::Position::degrees(1.2, 103.8), geo::Position::degrees(1.3, 103.8),
                                     geo::Position::degrees(1.3, 103.9), geo::Position::degrees(1, 104)}) {
    EXPECT_EQ(next_place(list), corner) << list;
  }
  EXPECT_EQ(list, "");
}

// Whatever the language, a place that stands on a screen can be typed back.
TEST(TypedPlace, IsReadAsItIsPrinted) {
  const geo::Position printed = geo::Position::degrees(1 + 21.95 / 60, -(103 + 50.12 / 60));
  for (const Language language : {Language::en, Language::id, Language::ms}) {
    for (const std::string& typed : {position(printed, language), "[" + position(printed, language) + "]:"}) {
      const std::string whole = typed + " dua perahu, 12,5 m";
      std::string_view line = whole;
      const auto taken = take_place(line);
      ASSERT_TRUE(taken && taken->place) << typed;
      EXPECT_LT(geo::distance(*taken->place, printed), Distance::metres(10)) << typed;
      EXPECT_EQ(line, "dua perahu, 12,5 m") << typed;
    }
  }
}

// Whatever is typed: what remains is the end of it, and a place is one on Earth.
TEST(TypedPlace, TakesNoHarmFromAnyCut) {
  for (const char* const typed : kForms) {
    const std::string whole = std::string(typed) + " " + typed + " [";
    for (std::size_t at = 0; at <= whole.size(); ++at) {
      for (const std::string_view text :
           {std::string_view(whole).substr(0, at), std::string_view(whole).substr(at)}) {
        std::string_view line = text;
        const auto taken = take_place(line);
        EXPECT_TRUE(text.contains(line)) << text;
        EXPECT_TRUE(!taken || !taken->place || taken->place->is_valid()) << text;
      }
    }
  }
}

}  // namespace
}  // namespace selat::text
