// What a person is told who draws a scenario wrongly.

#include <gtest/gtest.h>

#include "play.h"

namespace selat::scenario {
namespace {

constexpr const char* kSound = R"(title: two places
why:   nothing happens
start: 2026-01-01 12:00
corner: 2.50 N 101.00 E
cell: 0.5 nm
zones:
  % watch "lane"
vessels:
  A 525000001 "LAUT BIRU" cargo 90 m
chart:
  .a##..%b%.
timeline:
  12:00 A at a
  12:40 A at a
expect:
  none
)";

std::string with(std::string_view right, std::string_view wrong) {
  std::string page = kSound;
  const auto at = page.find(right);
  EXPECT_NE(at, std::string::npos) << right;
  return page.replace(at, right.size(), wrong);
}

std::string told(const std::string& page) {
  try {
    std::ignore = play(read_drawing(page));
    return "";
  } catch (const Problem& problem) {
    return link("x.txt", problem.place, problem.what);
  }
}

TEST(Mistake, NoneInASoundPage) {
  EXPECT_EQ(told(kSound), "");
}

struct Case {
  const char *right, *wrong, *told;
};

constexpr Case kCases[] = {

    Case{"why:", "wy:", "x.txt:2:1: there is no heading \"wy:\""},
    Case{"expect:\n  none\n", "", "x.txt:1:1: \"expect:\" is missing"},
    Case{"01-01 12:00", "02-30 12:00", "x.txt:3:8: \"2026-02-30\" is no date such as 2026-01-31"},
    Case{"101.00 E", "E", "x.txt:4:16: a longitude, a number, is missing; found \"E\" instead"},
    Case{"0.5 nm", "0.5 mi", "x.txt:5:11: nm or m is missing; found \"mi\" instead"},
    Case{"0.5 nm", "-1 nm", "x.txt:5:7: a cell has a size above zero"},
    Case{"% watch \"lane\"", "% watch \"lane", "x.txt:7:11: a quotation mark without its other half"},
    Case{"525000001", "52500001", "x.txt:9:5: an MMSI of nine digits is missing; found \"52500001\" instead"},
    Case{"cargo", "barge", "x.txt:9:27: \"barge\" is no type of vessel that is known here"},
    Case{"% watch", "= watch", "x.txt:11:9: the sign % is not in the legend"},
    Case{".%b%.", "...b.", "x.txt:1:1: zone % of the legend is not on the chart"},
    Case{"%b%", "=b=", "x.txt:11:9: the sign = is not in the legend"},
    Case{"%b%", "%a%", "x.txt:11:10: place a is on the chart twice"},
    Case{"12:40 A at a", "12:61 A at a", "x.txt:14:3: \"12:61\" is no time of day such as 12:05 or 12:05:30"},
    Case{"12:40 A at a", "12:40 B at a", "x.txt:14:9: no vessel B in the legend"},
    Case{"12:40 A at a", "12:40 A at c", "x.txt:14:14: no place c on the chart"},
    Case{"12:40 A at a", "12:00-12:40 A at a", "x.txt:14:3: this happens at one time: a span says nothing"},
    Case{"12:40 A at a", "12:40 A silent", "x.txt:14:3: this lasts: a span such as 12:00-12:30 is wanted"},
    Case{"01-01 12:00", "01-01", "x.txt:3:18: a time of day is missing"},
    Case{"  .a##", "  .a##\n ..", "x.txt:12:3: the rows of a chart begin in one column"},
    Case{"  none\n", "", "x.txt:1:1: \"expect:\" is empty; what must raise nothing expects \"none\""},
    Case{"12:40 A at a", "12:40 A at", "x.txt:14:13: a place is missing"},
    Case{"12:40 A at a", "12:40 A at a b", "x.txt:14:16: nothing more is expected here; found \"b\""},
    Case{"12:40 A at a", "12:40-12:30 A silent", "x.txt:14:3: this span ends before it begins"},
    Case{"12:40 A at a", "12:40 A at b", "x.txt:14:3: this way leads over land"},
    Case{"  none", "  12:10 zones A caution", "x.txt:16:9: there is no rule \"zones\""},
    Case{"  none", "  none\n  12:10 zone A caution", "x.txt:16:3: \"none\" stands alone"},
    Case{"  12:00 A at a\n  12:40 A at a\n", "", "x.txt:1:1: nobody transmits anything"}};

TEST(Mistake, IsToldWithLineAndColumn) {
  for (const Case& one : kCases) {
    EXPECT_EQ(told(with(one.right, one.wrong)), one.told);
  }
}

}  // namespace
}  // namespace selat::scenario
