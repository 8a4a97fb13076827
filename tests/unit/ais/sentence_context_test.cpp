// Which TAG block, wrapper, suffix or time before a sentence belongs to which message, through the receiver.
#include <array>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "ais/encode.h"
#include "nmea/checksum.h"
#include "nmea/problem.h"
#include "nmea/tag_block.h"
#include "receive.h"

namespace selat::ais {
namespace {

using test::receive;
using test::tagged;

const std::string kSingle = "!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A";

TEST(TagBlock, SeveralOnALineAreOne) {
  const auto outcome = receive({tagged("s:station", tagged("c:1384257599", kSingle))});
  ASSERT_EQ(outcome.headers.size(), 1U);
  EXPECT_EQ(outcome.headers[0].source, model::SourceName("station"));
  EXPECT_EQ(outcome.tags[0].time, Instant::unix_seconds(1'384'257'599));
}

// As AIS-catcher writes it; what stands behind the checksum is no suffix.
TEST(Json, SaysWhenItsSentencesWereReceived) {
  const auto outcome = receive(
      {R"({"class":"AIS","device":"AIS-catcher","rxtime":"20131112120000","rxuxtime":1384257599.5,"nmea":[")" +
           kSingle + R"("],"signalpower":-21.7,"ppm":0.0,"mmsi":366053209,"type":1})",
       R"({"nmea":["!AIVDM,2,1,1,A,55?MbV02;H;s<HtKR20EHE:0@T4@Dn2222222216L961O5Gf0NSQEp6ClRp8,0*1C",)"
       R"("!AIVDM,2,2,1,A,88888888880,2*25"],"rxuxtime":1384257590})",
       kSingle});
  ASSERT_EQ(outcome.tags.size(), 3U);
  EXPECT_EQ(outcome.tags[0].time, Instant::unix_milliseconds(1'384'257'599'500));
  EXPECT_EQ(outcome.tags[1].time, Instant::unix_seconds(1'384'257'590));
  EXPECT_EQ(outcome.headers[1].message_type, 5);
  EXPECT_EQ(outcome.tags[2].time, std::nullopt) << "of its own line only";
  EXPECT_EQ(outcome.counters.lines, 3U);
}

TEST(TagBlock, OnALineOfItsOwnBelongsToTheNextSentenceOnly) {
  const auto outcome = receive({tagged("s:station", ""), kSingle, kSingle});
  ASSERT_EQ(outcome.headers.size(), 2U);
  EXPECT_EQ(outcome.headers[0].source, model::SourceName("station"));
  EXPECT_EQ(outcome.headers[1].source, model::SourceName("feed"));
}

// As the Danish network writes it: TAG line, wrapper line, sentence; the second part follows bare. The
// wrapper guards a message of several parts by the XOR of their checksums: 1C and 25 make 39.
TEST(TagBlock, OnALineOfItsOwnBelongsToAllPartsOfAMessage) {
  const std::string wrapper = "PGHP,1,2013,11,12,12,0,0,11,219,,2190067,1,39";
  const auto outcome =
      receive({tagged("si:AISD", ""), "$" + wrapper + nmea::checksum_suffix(wrapper),
               "!AIVDM,2,1,1,A,55?MbV02;H;s<HtKR20EHE:0@T4@Dn2222222216L961O5Gf0NSQEp6ClRp8,0*1C", kSingle,
               "!AIVDM,2,2,1,A,88888888880,2*25"});
  ASSERT_EQ(outcome.headers.size(), 2U);
  EXPECT_EQ(outcome.headers[0].source, model::SourceName("feed"));
  EXPECT_EQ(outcome.headers[1].source, model::SourceName("2190067"));
  EXPECT_EQ(outcome.headers[1].observed_at, Instant::unix_milliseconds(1'384'257'600'011));
}

TEST(TagBlock, ABareSecondPartThatMatchesTwoFirstPartsIsDropped) {
  EncodeOptions x, y;
  x.tag_source = "x";
  y.tag_source = "y";
  StaticVoyage ship;
  ship.mmsi = model::Mmsi(525'000'001);
  const auto a = encode(ship, x);
  ship.mmsi = model::Mmsi(533'000'002);
  const auto b = encode(ship, y);
  const auto bare = b[1].substr(b[1].find('!'));
  EXPECT_TRUE(receive({a[0], b[0], bare}).messages.empty());
  EXPECT_EQ(receive({b[0], bare}).messages.size(), 1U);
}

// The ship of `x`, and that of `y`, both of whose messages have the same talker, channel, sequence id and
// count; the feed names stations on first parts alone.
struct TwoShips {
  TwoShips() {
    EncodeOptions options;
    StaticVoyage ship;
    ship.mmsi = model::Mmsi(525'000'001);
    ship.destination = "BELAWAN";
    of_x = encode(ship, options);
    ship.mmsi = model::Mmsi(533'000'002);
    ship.destination = "BATAM";
    of_y = encode(ship, options);
  }
  std::vector<std::string> of_x, of_y;
};

TEST(TagBlock, ABareSecondPartHasNoFirstWhereTheFeedHasTwoStations) {
  const TwoShips ships;
  const std::string x = tagged("s:x", ships.of_x[0]);
  const std::string y = tagged("s:y", ships.of_y[0]);
  EXPECT_EQ(receive({x, ships.of_x[1]}).messages.size(), 1U);
  // y is heard once; then its first part is lost, and its second follows on x's first.
  const auto outcome = receive({y, ships.of_y[1], x, ships.of_y[1], ships.of_x[1]});
  EXPECT_EQ(outcome.messages.size(), 1U);
  EXPECT_TRUE(outcome.counters.adds_up());
}

TEST(Wrapper, TiesPartsByTheirChecksums) {
  const TwoShips ships;
  const auto wrapped = [](const std::vector<std::string>& parts, std::string_view station) {
    const auto checksum_of = [](const std::string& part) {
      return std::stoul(part.substr(part.size() - 2), nullptr, 16);
    };
    std::array<char, 3> all{};
    std::snprintf(all.data(), all.size(), "%02lX", checksum_of(parts[0]) ^ checksum_of(parts[1]));
    const std::string body = "PGHP,1,2013,11,12,12,0,0,11,219,," + std::string(station) + ",1," + all.data();
    return "$" + body + nmea::checksum_suffix(body);
  };
  const std::string x = wrapped(ships.of_x, "2190001");
  const std::string y = wrapped(ships.of_y, "2190002");
  const auto both = receive({x, ships.of_x[0], ships.of_x[1], y, ships.of_y[0], ships.of_y[1]});
  EXPECT_EQ(both.messages.size(), 2U);
  const auto mixed = receive({x, ships.of_x[0], ships.of_y[1]});
  EXPECT_TRUE(mixed.messages.empty());
  EXPECT_EQ(mixed.counters.sentence_problems[nmea::SentenceProblem::parts_of_two], 2U);
  EXPECT_TRUE(mixed.counters.adds_up());
}

// A message of two parts as `station` received it, its source and no more said by its first part.
std::vector<std::string> first_named(int station, std::uint8_t sequence_id, const StaticVoyage& ship) {
  EncodeOptions options;
  options.sequence_id = sequence_id;
  auto lines = encode(ship, options);
  lines[0] = tagged("s:st" + std::to_string(station), lines[0]);
  return lines;
}

TEST(PartsInOrder, FollowTheirFirstPartWhateverItNames) {
  std::vector<std::string> lines;
  StaticVoyage ship;
  for (std::uint8_t i = 0; i < 30; ++i) {
    ship.mmsi = model::Mmsi(525'000'100U + i);
    for (const auto& line : first_named(i % 3, i % 10, ship)) {
      lines.push_back(line);
    }
  }
  const auto outcome = receive(lines);
  ASSERT_EQ(outcome.headers.size(), 30U);
  EXPECT_EQ(outcome.headers[7].source, model::SourceName("st1"));
}
// Wherever a message is not followed by its own parts, the order says nothing for a while.
TEST(PartsInOrder, AreNotTrustedAfterAPartIsMissing) {
  StaticVoyage ship;
  ship.mmsi = model::Mmsi(525'000'100U);
  const auto x = first_named(1, 1, ship), y = first_named(2, 2, ship), z = first_named(3, 3, ship);
  EXPECT_EQ(receive({x[0], x[1], y[0], y[1], z[0], z[1]}).messages.size(), 3U);
  EXPECT_EQ(receive({x[0], x[1], y[0], z[0], z[1]}).messages.size(), 1U);
  EXPECT_EQ(receive({x[0], x[1], y[1], z[0], z[1]}).messages.size(), 1U);
}
// Three stations that count each for itself, in turn, so that two in three firsts have the id of the one
// before; `is_mixed`: first all firsts of a turn, then all their later parts.
std::vector<std::string> in_turn(unsigned turns, bool is_mixed, std::array<std::uint8_t, 3> first_ids = {}) {
  std::vector<std::string> lines;
  StaticVoyage ship;
  for (unsigned turn = 0; turn < turns; ++turn) {
    std::vector<std::string> later;
    for (unsigned station = 0; station < 3; ++station) {
      ship.mmsi = model::Mmsi(525'000'100U + 3 * turn + station);
      ship.destination = ShortText<20>("PORT " + std::to_string(ship.mmsi.number()));
      const auto id = static_cast<std::uint8_t>((first_ids[station] + turn) % 10);
      const auto parts = first_named(static_cast<int>(station), id, ship);
      lines.push_back(parts[0]);
      (is_mixed ? later : lines).push_back(parts[1]);
    }
    lines.insert(lines.end(), later.begin(), later.end());
  }
  return lines;
}
// Each message names its ship a second time, in the part that comes later.
void expect_whole(const test::Outcome& outcome) {
  for (std::size_t i = 0; i < outcome.messages.size(); ++i) {
    const auto& ship = std::get<StaticVoyage>(outcome.messages[i]);
    EXPECT_EQ(ship.destination, ShortText<20>("PORT " + std::to_string(ship.mmsi.number())));
    EXPECT_EQ(outcome.headers[i].source.view().substr(0, 2), "st");
  }
}
std::size_t told_probable(const test::Outcome& outcome) {
  return static_cast<std::size_t>(std::ranges::count_if(outcome.warnings, [](const auto& warnings) {
    return warnings.has(nmea::DecodeWarning::part_by_order);
  }));
}
// The first messages show that nothing is lost on the way. (The very first is sure: nothing speaks against.)
TEST(PartsInOrder, OfStationsThatCountEachForItselfAreProbable) {
  const auto outcome = test::receive_lines(in_turn(67, false));
  EXPECT_EQ(outcome.messages.size(), 201U - 15U);
  EXPECT_EQ(told_probable(outcome), outcome.messages.size() - 1);
  expect_whole(outcome);
}
TEST(PartsInOrder, OfStationsWhoseIdsDifferAreProbableThoughMixedAfterMoreOfThem) {
  const auto outcome = test::receive_lines(in_turn(67, true, {0, 3, 6}));
  EXPECT_EQ(outcome.messages.size(), 201U - 64U);
  EXPECT_EQ(told_probable(outcome), outcome.messages.size());
  expect_whole(outcome);
  EXPECT_TRUE(test::receive_lines(in_turn(67, true)).messages.empty()) << "whose could they be?";
}
TEST(PartsInOrder, OfStationsThatCountEachForItselfAreInDoubtAfterALoss) {
  auto lines = in_turn(100, false);
  lines.erase(lines.begin() + 397);
  const auto outcome = test::receive_lines(lines);
  EXPECT_EQ(outcome.messages.size(), 300U - 15U - 2U - 16U) << "the next has the same id";
  expect_whole(outcome);
}
// Where one counter runs for the feed no other message has the id.
TEST(PartsInOrder, OfOneCounterAreSureWhateverIsLost) {
  std::vector<std::string> lines;
  StaticVoyage ship;
  for (std::uint8_t i = 0; i < 60; ++i) {
    ship.mmsi = model::Mmsi(525'000'100U + i);
    const auto parts = first_named(i % 3, i % 10, ship);
    if (i != 30) {
      lines.push_back(parts[0]);
    }
    if (i != 20) {
      lines.push_back(parts[1]);
    }
  }
  const auto outcome = test::receive_lines(lines);
  EXPECT_EQ(outcome.messages.size(), 58U);
  EXPECT_EQ(told_probable(outcome), 0U);
}
// 00 may be the true checksum of all parts, or say nothing.
TEST(PartsInOrder, OfAWrapperWhoseChecksumIsZero) {
  std::vector<std::string> lines;
  StaticVoyage ship;
  for (std::uint8_t i = 0; i < 6; ++i) {
    const std::string wrapper =
        "PGHP,1,2026,6,11,11,46,0,100,525,0,52500" + std::to_string(30 + i % 3) + ",1,00";
    lines.push_back("$" + wrapper + nmea::checksum_suffix(wrapper));
    ship.mmsi = model::Mmsi(525'000'200U + i);
    EncodeOptions options;
    options.sequence_id = i;
    for (const auto& part : encode(ship, options)) {
      lines.push_back(part);
    }
  }
  const auto outcome = receive(lines);
  ASSERT_EQ(outcome.headers.size(), 6U);
  EXPECT_EQ(outcome.headers[4].source, model::SourceName("5250031"));
}
TEST(Suffix, OnOnePartAlone) {
  StaticVoyage ship;
  ship.mmsi = model::Mmsi(525'000'100U);
  const auto parts = encode(ship);
  for (const std::size_t with_suffix : {0U, 1U}) {
    auto lines = parts;
    lines[with_suffix] += ",b003669712,1384257598";
    const auto outcome = receive(lines);
    ASSERT_EQ(outcome.headers.size(), 1U) << with_suffix;
    EXPECT_EQ(outcome.headers[0].source, model::SourceName("b003669712"));
    EXPECT_EQ(outcome.tags[0].time, Instant::unix_seconds(1'384'257'598));
  }
}

// One test for each way a TAG block comes, through the receiver; lines of real networks where one is quoted
// (from the tests of github.com/schwehr/libais).
test::Outcome received_with(std::string_view fields) {
  return receive({tagged(fields, kSingle)}, {}, test::kNow + Span::seconds(1));
}
const std::int64_t kNoon_s = 1'384'257'600;

TEST(TagBlockOfASentence, TimeInSeconds) {
  EXPECT_EQ(received_with("c:1384257600").tags.at(0).time, Instant::unix_seconds(kNoon_s));
}
TEST(TagBlockOfASentence, TimeInMilliseconds) {
  EXPECT_EQ(received_with("c:1384257600250").tags.at(0).time,
            Instant::unix_milliseconds(kNoon_s * 1'000 + 250));
}
TEST(TagBlockOfASentence, TimeInMicroseconds) {
  EXPECT_EQ(received_with("c:1384257600250125").tags.at(0).time,
            Instant::unix_microseconds(kNoon_s * 1'000'000 + 250'125));
}
TEST(TagBlockOfASentence, TimeWithAFraction) {
  EXPECT_EQ(received_with("c:1384257600.25").tags.at(0).time,
            Instant::unix_milliseconds(kNoon_s * 1'000 + 250));
}
TEST(TagBlockOfASentence, Source) {
  const auto outcome = received_with("s:rORBCOMM008");
  EXPECT_EQ(outcome.tags.at(0).source, model::SourceName("rORBCOMM008"));
  EXPECT_EQ(outcome.headers.at(0).source, model::SourceName("rORBCOMM008"));
}
TEST(TagBlockOfASentence, Destination) {
  EXPECT_EQ(received_with("d:VTS-KLANG").tags.at(0).destination, ShortText<31>("VTS-KLANG"));
}
TEST(TagBlockOfASentence, Group) {
  EXPECT_EQ(received_with("g:1-3-6417").tags.at(0).group, (nmea::TagGroup{1, 3, 6417}));
}
TEST(TagBlockOfASentence, LineNumber) {
  EXPECT_EQ(received_with("n:4504").tags.at(0).line, 4504U);
}
TEST(TagBlockOfASentence, RelativeTime) {
  EXPECT_EQ(received_with("r:123").tags.at(0).relative_time, 123U);
}
TEST(TagBlockOfASentence, Text) {
  EXPECT_EQ(received_with("t:A string.").tags.at(0).text, ShortText<63>("A string."));
}
TEST(TagBlockOfASentence, OfOrbcommWithCodesOfItsOwnAndALowerCaseChecksum) {
  const auto outcome = receive({"\\s:rORBCOMM000,q:u,c:1510617616,T:2017-11-14 00.00.16*5f"
                                "\\!AIVDM,1,1,,A,801tME0j60E04QJp1hhL10G20DH1,0*11"},
                               {}, Instant::unix_seconds(1'510'617'620));
  ASSERT_EQ(outcome.headers.size(), 1U);
  EXPECT_EQ(outcome.headers[0].source, model::SourceName("rORBCOMM000"));
  EXPECT_EQ(outcome.headers[0].observed_at, Instant::unix_seconds(1'510'617'616));
  EXPECT_TRUE(outcome.warnings[0].empty());
}
TEST(TagBlockOfASentence, OfAGroupWhoseSecondSentenceComesAfterAnother) {
  const auto outcome = receive(
      {"\\g:1-2-1604,s:rORBCOMM008,c:1418169601,T:2014-12-10 00.00.01*37"
       "\\!AIVDM,2,1,6,A,53@o0E000001Q0CG37U8u<Tp4q@D00000000000018330400000000000000,0*63",
       "\\s:rORBCOMM104,q:u,c:1418172113,T:2014-12-10 00.41.53*55"
       "\\!AIVDM,1,1,,B,13F?Vv700<DJuLEtvep`iToV0<00,0*78",
       "\\g:2-2-1604,s:rORBCOMM008,c:1418169601,T:2014-12-10 00.00.01*34\\!AIVDM,2,2,6,A,00000000008,2*2A"},
      {}, Instant::unix_seconds(1'418'172'115));
  ASSERT_EQ(outcome.headers.size(), 2U);
  EXPECT_EQ(outcome.headers[0].source, model::SourceName("rORBCOMM104"));
  EXPECT_EQ(outcome.headers[1].source, model::SourceName("rORBCOMM008"));
  EXPECT_EQ(outcome.headers[1].message_type, 5);
}
TEST(TagBlockOfASentence, OfAGroupWhoseLastSentenceIsNoMessage) {
  const auto outcome =
      receive({"\\g:1-3-6417,n:4504,s:D13MN-PS-MTEBS1,c:1428451206*07"
               "\\!SAVDM,2,1,7,B,59NSGLD2Cn5@CDLkN21Tu8dL5@F2222222222216EHMC=4w`0L@hEPC`8888,0*1A",
               "\\g:2-3-6417,n:4505*24\\!SAVDM,2,2,7,B,88888888880,2*3A",
               "\\g:3-3-6417,n:4506*26\\$SAVSI,D13MN-PS-MTEBS1,7,000006.831194,256,-97,19*67", kSingle},
              {}, Instant::unix_seconds(1'428'451'210));
  ASSERT_EQ(outcome.headers.size(), 2U);
  EXPECT_EQ(outcome.headers[0].source, model::SourceName("D13MN-PS-MTEBS1"));
  EXPECT_EQ(outcome.headers[0].observed_at, Instant::unix_seconds(1'428'451'206));
  EXPECT_EQ(outcome.headers[1].source, model::SourceName("feed")) << "the group's last tag is not this one's";
  EXPECT_EQ(outcome.counters.other_sentences, 1U);
}

TEST(TimeOfASentence, TheTagCountsBeforeTheWrapperTheSuffixAndWhatStandsBefore) {
  const std::string wrapper = "PGHP,1,2013,11,12,11,59,58,0,219,,2190067,1,4A";
  const std::string wrapped = "$" + wrapper + nmea::checksum_suffix(wrapper);
  const auto time_of = [](const std::vector<std::string>& lines) {
    return receive(lines, {}, test::kNow + Span::seconds(5)).tags.at(0).time;
  };
  const std::string suffixed = kSingle + ",1384257597";
  const std::string before = "1384257596 ";
  EXPECT_EQ(time_of({wrapped, tagged("c:1384257599", suffixed)}), Instant::unix_seconds(kNoon_s - 1));
  EXPECT_EQ(time_of({wrapped, suffixed}), Instant::unix_seconds(kNoon_s - 2));
  EXPECT_EQ(time_of({before + suffixed}), Instant::unix_seconds(kNoon_s - 3));
  EXPECT_EQ(time_of({before + kSingle}), Instant::unix_seconds(kNoon_s - 4));
  EXPECT_EQ(time_of({kSingle}), std::nullopt);
}
TEST(TimeOfASentence, OfTheCoastGuardIsTheFirstOfItsSuffix) {
  const auto outcome = receive({"!AIVDM,1,1,,A,15N1u<PP1FJuvSRHOE6QIwwh0HQ6,0*30"
                                ",d-080,S2118,t050056.00,T56.4837741,r003669946,1325394060,1325394001"},
                               {}, Instant::unix_seconds(1'325'394'062));
  ASSERT_EQ(outcome.tags.size(), 1U);
  EXPECT_EQ(outcome.headers[0].source, model::SourceName("r003669946"));
  EXPECT_EQ(outcome.tags[0].time, Instant::unix_seconds(1'325'394'060));
}
// The message says which second it was: of the minute and the day nearest to the time that came with it.
TEST(TimeOfASentence, IsSharpenedByTheMessageAcrossMinuteAndMidnight) {
  const auto observed = [](Instant sent, std::uint8_t second) {
    PositionA ship;
    ship.mmsi = model::Mmsi(525'000'001);
    ship.time_stamp.utc_second = second;
    EncodeOptions options;
    options.tag_time = sent;
    return receive(encode(ship, options), {}, sent + Span::seconds(2)).headers.at(0).observed_at;
  };
  const Instant midnight = Instant::unix_seconds(1'384'300'800);  // 2013-11-13T00:00:00Z
  EXPECT_EQ(observed(midnight + Span::milliseconds(1'200), 59), midnight - Span::seconds(1));
  EXPECT_EQ(observed(midnight - Span::milliseconds(300), 0), midnight);
  EXPECT_EQ(observed(midnight + Span::seconds(61), 58), midnight + Span::seconds(58));
  EXPECT_EQ(observed(midnight + Span::seconds(30), 30), midnight + Span::seconds(30));
}

TEST(Wrapper, GivesTimeAndStationToTheSentenceItNames) {
  const std::string own = "PGHP,1,2013,11,12,12,0,0,11,219,,2190067,1,4A";
  const auto outcome = receive({"$" + own + nmea::checksum_suffix(own), kSingle});
  ASSERT_EQ(outcome.headers.size(), 1U);
  EXPECT_EQ(outcome.tags[0].time, Instant::unix_milliseconds(1'384'257'600'011));
  EXPECT_EQ(outcome.headers[0].source, model::SourceName("2190067"));
  EXPECT_EQ(outcome.counters.other_sentences, 1U);

  const std::string other = "PGHP,1,2013,11,12,12,0,0,11,219,,2190067,1,4B";
  EXPECT_FALSE(receive({"$" + other + nmea::checksum_suffix(other), kSingle}).tags.at(0).time);
}

TEST(Wrapper, OfAnOwnShipSentenceCarriesNoChecksum) {
  const std::string own = "PGHP,1,2013,11,12,12,0,0,292,219,,2190066,1,00";
  const std::string base = "AIVDO,1,1,,A,4025btQunn;ssPUHb<PF<F102<1e,0";
  const auto outcome =
      receive({"$" + own + nmea::checksum_suffix(own), "!" + base + nmea::checksum_suffix(base)});
  ASSERT_EQ(outcome.headers.size(), 1U);
  EXPECT_EQ(outcome.tags[0].time, Instant::unix_milliseconds(1'384'257'600'292));
}

}  // namespace
}  // namespace selat::ais
