#include "model/mid.h"

#include <cstdint>
#include <string_view>
#include <utility>

#include <gtest/gtest.h>

namespace selat::model {
namespace {

TEST(Mid, StandsWhereTheFormPutsIt) {
  EXPECT_EQ(mid_of(Mmsi(563'000'111)), 563);
  EXPECT_EQ(mid_of(Mmsi(56'300'111)), 563);   // group
  EXPECT_EQ(mid_of(Mmsi(5'630'001)), 563);    // coast station
  EXPECT_EQ(mid_of(Mmsi(111'563'001)), 563);  // SAR aircraft
  EXPECT_EQ(mid_of(Mmsi(856'300'011)), 563);  // handheld
  EXPECT_EQ(mid_of(Mmsi(985'630'011)), 563);  // craft of a parent
  EXPECT_EQ(mid_of(Mmsi(995'630'011)), 563);  // aid to navigation
  EXPECT_FALSE(mid_of(Mmsi(970'123'456)));    // AIS-SART
  EXPECT_FALSE(mid_of(Mmsi(972'123'456)));
  EXPECT_FALSE(mid_of(Mmsi(123'456'789)));
}

// Of the ITU's table: the states of the Strait, some flags of many ships, and gaps.
TEST(Mid, TellsTheFlag) {
  EXPECT_EQ(country_of(Mmsi(525'000'001)), "ID");
  EXPECT_EQ(country_of(Mmsi(533'000'001)), "MY");
  for (const std::uint32_t mid : {563U, 564U, 565U, 566U}) {
    EXPECT_EQ(country_of(Mmsi(mid * 1'000'000 + 1)), "SG");
  }
  EXPECT_EQ(country_of(Mmsi(567'000'001)), "TH");
  EXPECT_EQ(country_of(Mmsi(538'000'001)), "MH");
  EXPECT_EQ(country_of(Mmsi(636'000'001)), "LR");
  EXPECT_EQ(country_of(Mmsi(201'000'001)), "AL");
  EXPECT_EQ(country_of(Mmsi(775'000'001)), "VE");
  EXPECT_EQ(country_of(Mmsi(200'000'001)), "");
  EXPECT_EQ(country_of(Mmsi(562'000'001)), "");
  EXPECT_EQ(country_of(Mmsi(799'000'001)), "");
}

// What the ITU has allocated and what not, after its page of 2023 (itu.int, "Table of maritime identification
// digits"), as copied into public software: 292 numbers.
TEST(Mid, AllThatAreAllocatedAndNoOthers) {
  struct Run {
    int first, last;
  };
  constexpr Run kAllocated[] = {
      {201, 216}, {218, 220}, {224, 259}, {261, 279}, {301, 301}, {303, 312}, {314, 314}, {316, 316},
      {319, 319}, {321, 321}, {323, 323}, {325, 325}, {327, 327}, {329, 332}, {334, 334}, {336, 336},
      {338, 339}, {341, 341}, {343, 343}, {345, 345}, {347, 348}, {350, 359}, {361, 362}, {364, 364},
      {366, 379}, {401, 401}, {403, 403}, {405, 405}, {408, 408}, {410, 410}, {412, 414}, {416, 417},
      {419, 419}, {422, 423}, {425, 425}, {428, 428}, {431, 432}, {434, 434}, {436, 438}, {440, 441},
      {443, 443}, {445, 445}, {447, 447}, {450, 451}, {453, 453}, {455, 455}, {457, 457}, {459, 459},
      {461, 461}, {463, 463}, {466, 466}, {468, 468}, {470, 473}, {475, 475}, {477, 478}, {501, 501},
      {503, 503}, {506, 506}, {508, 508}, {510, 512}, {514, 516}, {518, 518}, {520, 520}, {523, 523},
      {525, 525}, {529, 529}, {531, 531}, {533, 533}, {536, 536}, {538, 538}, {540, 540}, {542, 542},
      {544, 544}, {546, 546}, {548, 548}, {550, 550}, {553, 553}, {555, 555}, {557, 557}, {559, 559},
      {561, 561}, {563, 567}, {570, 570}, {572, 572}, {574, 574}, {576, 578}, {601, 601}, {603, 603},
      {605, 605}, {607, 613}, {615, 622}, {624, 627}, {629, 638}, {642, 642}, {644, 645}, {647, 647},
      {649, 650}, {654, 657}, {659, 672}, {674, 679}, {701, 701}, {710, 710}, {720, 720}, {725, 725},
      {730, 730}, {735, 735}, {740, 740}, {745, 745}, {750, 750}, {755, 755}, {760, 760}, {765, 765},
      {770, 770}, {775, 775}};
  int allocated = 0;
  for (int mid = 0; mid < 1'000; ++mid) {
    bool is_allocated = false;
    for (const Run& run : kAllocated) {
      is_allocated = is_allocated || (mid >= run.first && mid <= run.last);
    }
    EXPECT_EQ(!country_of_mid(static_cast<std::uint16_t>(mid)).empty(), is_allocated) << mid;
    allocated += is_allocated ? 1 : 0;
  }
  EXPECT_EQ(allocated, 292);
}
TEST(Mid, SamplesOfEveryRegion) {
  const std::pair<int, std::string_view> kSamples[] = {
      {204, "PT"}, {209, "CY"}, {215, "MT"}, {219, "DK"}, {231, "FO"}, {244, "NL"}, {257, "NO"}, {271, "TR"},
      {273, "RU"}, {306, "CW"}, {311, "BS"}, {319, "KY"}, {338, "US"}, {357, "PA"}, {374, "PA"}, {412, "CN"},
      {414, "CN"}, {416, "TW"}, {419, "IN"}, {422, "IR"}, {431, "JP"}, {440, "KR"}, {443, "PS"}, {445, "KP"},
      {477, "HK"}, {503, "AU"}, {506, "MM"}, {508, "BN"}, {514, "KH"}, {548, "PH"}, {553, "PG"}, {574, "VN"},
      {577, "VU"}, {605, "DZ"}, {620, "KM"}, {636, "LR"}, {638, "SS"}, {669, "SZ"}, {677, "TZ"}, {710, "BR"}};
  for (const auto& [mid, country] : kSamples) {
    EXPECT_EQ(country_of_mid(static_cast<std::uint16_t>(mid)), country) << mid;
  }
}

}  // namespace
}  // namespace selat::model
