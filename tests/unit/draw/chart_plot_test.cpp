// The picture of the real chart, looked at where a person would: land is land, water is water, and it says
// what it is not.

#include "draw/chart_plot.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "draw/canvas.h"
#include "draw/labels.h"
#include "draw/place_names.h"
#include "draw/projection.h"
#include "geo/area_grid.h"
#include "geo/local_plane.h"

namespace selat::draw {
namespace {

const chart::Chart& real_chart() {
  static const chart::Chart loaded = [] {
    auto result = chart::load_chart(SELAT_SOURCE_DIR "/geodata");
    if (!result) {
      throw std::runtime_error(result.error().message());
    }
    return std::move(*result);
  }();
  return loaded;
}

std::uint32_t big_endian(const std::string& text, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    value = value << 8U | static_cast<unsigned char>(text.at(at + i));
  }
  return value;
}

TEST(Pictures, ArePngOfTheSizeTold) {
  const auto plot = draw_chart(real_chart(), {.width_px = 800});
  ASSERT_TRUE(plot) << plot.error().reason.in_english();
  EXPECT_EQ(plot->width_px, 800);
  EXPECT_EQ(plot->png.substr(1, 3), "PNG");
  EXPECT_EQ(big_endian(plot->png, 16), 800U);
  EXPECT_EQ(big_endian(plot->png, 20), static_cast<std::uint32_t>(plot->height_px));
  EXPECT_GT(plot->png.size(), 50'000U);
}

TEST(Pictures, AreTheSameForTheSameChart) {
  const View view{{geo::Position::degrees(1.1, 103.6), geo::Position::degrees(1.4, 104.1)}, 400};
  const auto one = draw_chart(real_chart(), view);
  const auto other = draw_chart(real_chart(), view);
  ASSERT_TRUE(one && other);
  EXPECT_EQ(one->png, other->png);
}

// The legend and the names are words: three languages, three pictures; the size does not change.
TEST(Pictures, SpeakThreeLanguages) {
  std::set<std::string> contents;
  for (const Language language : {Language::en, Language::id, Language::ms}) {
    const auto plot = draw_chart(real_chart(), {.width_px = 800, .language = language});
    ASSERT_TRUE(plot);
    EXPECT_EQ(plot->width_px, 800);
    contents.insert(plot->png);
  }
  EXPECT_EQ(contents.size(), 3U);
}

TEST(Pictures, OfNoViewAreRefusedWithAdvice) {
  const auto box = [](double south, double west, double north, double east) {
    return geo::Box{geo::Position::degrees(south, west), geo::Position::degrees(north, east)};
  };
  const auto problem_of = [](const View& view) {
    const auto drawn = draw_chart(real_chart(), view);
    EXPECT_FALSE(drawn);
    EXPECT_FALSE(!drawn && drawn.error().reason.empty());
    return drawn ? DrawProblem::not_drawn : drawn.error().problem;
  };
  EXPECT_EQ(problem_of({box(2, 100, 1, 101)}), DrawProblem::empty_view);
  EXPECT_EQ(problem_of({box(1, 101, 2, 100)}), DrawProblem::empty_view);
  EXPECT_EQ(problem_of({box(1, 100, 95, 101)}), DrawProblem::empty_view);
  EXPECT_EQ(problem_of({box(1, 100, 1.01, 101)}), DrawProblem::view_too_small);
  EXPECT_EQ(problem_of({box(1, 100, 40, 101)}), DrawProblem::view_too_large);
  EXPECT_EQ(problem_of({box(1, 100, 2, 101), 10}), DrawProblem::wrong_width);
  EXPECT_EQ(problem_of({box(1, 100, 29, 101), 6'000}), DrawProblem::too_tall);
}

TEST(Pictures, OfAChartWithoutAnythingAreDrawnToo) {
  EXPECT_TRUE(draw_chart(chart::Chart{}, {.width_px = 400}));
}

using ::testing::Contains;
using ::testing::IsSupersetOf;
using ::testing::Not;
using ::testing::UnorderedElementsAreArray;

geo::Box box(double west, double south, double east, double north) {
  return {geo::Position::degrees(south, west), geo::Position::degrees(north, east)};
}

struct NamedView {
  const char* name;
  geo::Box box;
};

// What a mariner, and an officer of each nation, looks at.
const std::vector<NamedView>& views() {
  static const std::vector<NamedView> all{{"the whole Strait", View{}.box},
                                          {"Singapore", box(103.5, 1.0, 104.5, 1.5)},
                                          {"Lumut", box(100.2, 3.8, 101.0, 4.6)},
                                          {"Batam", box(103.8, 0.9, 104.4, 1.35)},
                                          {"Langkawi", box(99.4, 6.0, 100.3, 6.7)}};
  return all;
}

Plot drawn(const View& view) {
  auto plot = draw_chart(real_chart(), view);
  if (!plot) {
    throw std::runtime_error(plot.error().reason.in_english());
  }
  return *std::move(plot);
}

std::vector<std::string> texts_of(const Plot& plot) {
  std::vector<std::string> texts;
  for (const PlacedName& name : plot.names) {
    texts.push_back(name.text);
  }
  return texts;
}

void expect_no_name_covers_another(const View& view, const char* where) {
  const Plot plot = drawn(view);
  for (std::size_t i = 0; i < plot.names.size(); ++i) {
    for (std::size_t j = i + 1; j < plot.names.size(); ++j) {
      EXPECT_FALSE(plot.names[i].box.overlaps(plot.names[j].box))
          << where << ", " << view.width_px << ": " << plot.names[i].text << " and " << plot.names[j].text;
    }
  }
}

TEST(Names, OfEveryViewCoverNoOther) {
  expect_no_name_covers_another({.width_px = 4'000}, "the whole Strait");
  for (const NamedView& view : views()) {
    expect_no_name_covers_another({view.box, 400}, view.name);
    for (const Language language : {Language::en, Language::id, Language::ms}) {
      expect_no_name_covers_another({view.box, 1'600, language}, view.name);
    }
  }
}

// Letters lower than that cannot be read; at 400 pixels, too.
TEST(Names, CanBeReadAtEveryWidth) {
  for (const int width : {400, 1'600, 4'000}) {
    const Plot plot = drawn({.width_px = width});
    for (const PlacedName& name : plot.names) {
      EXPECT_GE(name.box.height, 9) << width << ": " << name.text;
    }
    EXPECT_THAT(texts_of(plot), IsSupersetOf({"Belawan", "Lumut"})) << width;
  }
}

TEST(Names, OfTheWholeStraitNameEverySectorAndTheOuterIslands) {
  const auto texts = texts_of(drawn({.width_px = 1'600}));
  for (const model::Sector& sector : real_chart().sectors) {
    EXPECT_THAT(texts, Contains(std::string(sector.id.view())));
  }
  EXPECT_THAT(texts, IsSupersetOf({"Pulau Perak", "Pulau Jarak", "Berhala", "Pulau Jemur", "Tioman"}));
}

// A picture of 400 pixels names what an officer looks for, and no place twice.
TEST(Names, OfASmallPictureAreThoseThatMatter) {
  const auto whole = texts_of(drawn({.width_px = 400}));
  EXPECT_THAT(whole, IsSupersetOf({"Changi", "Batam", "Belawan", "Lumut", "MALAYSIA", "SINGAPORE",
                                   "Pedra Branca / Pulau Batu Puteh"}));
  for (const char* const name : {"Changi", "Pedra Branca / Pulau Batu Puteh"}) {
    EXPECT_EQ(std::ranges::count(whole, name), 1) << name << ": in the inset, not beside its frame";
  }
  const auto singapore = texts_of(drawn({box(103.5, 1.0, 104.5, 1.5), 400}));
  EXPECT_THAT(singapore, IsSupersetOf({"Changi", "SINGAPORE", "Pedra Branca / Pulau Batu Puteh"}));
  for (const char* const name : {"Langkawi", "Penang"}) {
    EXPECT_LE(std::ranges::count(texts_of(drawn({.width_px = 1'600})), name), 1) << name;
  }
}

// On a small picture both names stand one above the other near the rock; in one line they reached to Changi.
TEST(Names, OfPedraBrancaStayNearTheRockOnASmallPicture) {
  const Plot plot = drawn({box(103.5, 1.0, 104.5, 1.5), 400});
  const auto box_of = [&plot](const std::string& text) {
    return std::ranges::find(plot.names, text, &PlacedName::text)->box;
  };
  const Rect rock = box_of("Pedra Branca / Pulau Batu Puteh");
  EXPECT_LT(rock.width, plot.map.width / 4);
  EXPECT_GT(rock.x, box_of("Changi").x + box_of("Changi").width);
}

TEST(Names, OfAnIslandAreNotRepeatedByItsPost) {
  for (const Language language : {Language::en, Language::id, Language::ms}) {
    for (const geo::Box& view : {View{}.box, box(103.5, 1.0, 104.5, 1.5)}) {
      const auto texts = texts_of(drawn({view, 1'600, language}));
      EXPECT_EQ(std::ranges::count_if(texts, [](const std::string& text) { return text.contains("Nipah"); }),
                1);
    }
  }
  EXPECT_THAT(texts_of(drawn({box(103.5, 1.0, 104.5, 1.5), 1'600})),
              IsSupersetOf({"Pulau Nipah", "naval post"}));
}

// Whose it is was decided by the Court; how it is called in three languages, too.
TEST(Names, SayBothNamesOfPedraBrancaInEveryLanguage) {
  for (const Language language : {Language::en, Language::id, Language::ms}) {
    for (const geo::Box& view : {View{}.box, box(103.5, 1.0, 104.5, 1.5), box(104.2, 1.2, 104.6, 1.5)}) {
      EXPECT_THAT(texts_of(drawn({view, 1'600, language})), Contains("Pedra Branca / Pulau Batu Puteh"));
    }
  }
}

TEST(Names, OfIslandsStandWhereTheChartHasLand) {
  const geo::AreaGrid land{geo::Area(real_chart().coast)};
  for (const PlaceName& place : place_names()) {
    if (place.kind == PlaceKind::rock) {
      for (const geo::Polygon& each : real_chart().coast) {
        EXPECT_FALSE(each.area_km2() > 0.1 && each.contains(place.position()))
            << place.en << " has a mark, since its land is too small to be seen";
      }
    } else {
      EXPECT_TRUE(land.contains(place.position()) ||
                  land.nearest_edge(place.position(), Distance::kilometres(1)))
          << place.en;
    }
  }
}

TEST(Graticule, HasLongitudesAndLatitudesAroundEveryView) {
  for (const NamedView& view : views()) {
    for (const int width : {400, 1'600}) {
      const Plot plot = drawn({view.box, width});
      const auto count = [&plot](char letter) {
        return std::ranges::count_if(plot.names, [&](const PlacedName& name) {
          return name.text.find("°") != std::string::npos && name.text.ends_with(letter) &&
                 !plot.map.overlaps(name.box);
        });
      };
      EXPECT_GE(count('E'), 2) << view.name << ", " << width;
      EXPECT_GE(count('N'), 2) << view.name << ", " << width;
    }
  }
}

TEST(Scale, StandsBelowEveryMap) {
  for (const NamedView& view : views()) {
    const Plot plot = drawn({view.box, 1'600});
    const auto is_scale = [](const PlacedName& name) { return name.text.ends_with("nautical miles"); };
    EXPECT_EQ(std::ranges::count_if(plot.names, is_scale), plot.inset ? 2 : 1) << view.name;
    for (const PlacedName& name : plot.names) {
      EXPECT_FALSE(is_scale(name) && name.box.overlaps(plot.map) && !plot.inset) << view.name;
    }
  }
}

using enum LegendItem;

TEST(Legend, HasWhatIsOnThePictureAndNothingElse) {
  // Off Langkawi: no lane, no anchorage, nothing of Indonesia or Singapore.
  EXPECT_THAT(
      drawn({box(99.4, 6.0, 100.3, 6.7), 1'600}).legend,
      UnorderedElementsAreArray({berth, sector, unconfirmed_boundary, seabed_boundary, waters_of_malaysia,
                                 waters_of_thailand, many_claimants, territorial_sea, watch_zone}));
  EXPECT_THAT(
      drawn({box(100.2, 3.8, 101.0, 4.6), 1'600}).legend,
      UnorderedElementsAreArray({control_point, berth, waters_of_malaysia, territorial_sea, watch_zone}));
  // On land there is nothing to explain.
  EXPECT_THAT(drawn({box(101.8, 4.0, 102.4, 4.6), 400}).legend, ::testing::IsEmpty());
  const auto whole = drawn({.width_px = 1'600}).legend;
  EXPECT_THAT(whole, IsSupersetOf({control_point, boundary, unconfirmed_boundary, seabed_boundary, rock, lane,
                                   speed_limit, cables}));
  EXPECT_THAT(whole, Not(Contains(undelimited_boundary))) << "no line is drawn where none is agreed";
  EXPECT_THAT(whole, Not(Contains(disputed_boundary)));
}

TEST(Legend, OfAPartHasNoMoreThanThatOfTheWhole) {
  const auto whole = drawn({.width_px = 1'600}).legend;
  for (const NamedView& view : views()) {
    EXPECT_THAT(whole, IsSupersetOf(drawn({view.box, 1'600}).legend)) << view.name;
  }
}

// The line of 1969 divides the seabed: where the line of 1970 goes the same way, only that is drawn.
TEST(Legend, TellsALineOfTheSeabedFromOneOfWaters) {
  EXPECT_THAT(drawn({box(98.5, 3.5, 100.0, 5.0), 800}).legend, Contains(seabed_boundary));
  EXPECT_THAT(drawn({box(98.5, 3.5, 100.0, 5.0), 800}).legend, Not(Contains(unconfirmed_boundary)));
  // Beyond the territorial seas the line of 1971 is of the seabed, too.
  EXPECT_THAT(drawn({box(98.2, 5.9, 99.3, 6.4), 800}).legend, Contains(seabed_boundary));
  EXPECT_THAT(drawn({box(98.2, 5.9, 99.3, 6.4), 800}).legend, Not(Contains(unconfirmed_boundary)));
  EXPECT_THAT(drawn({box(101.5, 1.9, 102.2, 2.5), 800}).legend, Contains(unconfirmed_boundary));
  EXPECT_THAT(drawn({box(101.5, 1.9, 102.2, 2.5), 800}).legend, Not(Contains(seabed_boundary)));
}

// Along the line of 1995 the points of some stretches are printed; of others they were not read.
TEST(Legend, TellsABoundaryAsPrintedFromOneWhosePlaceIsNotConfirmed) {
  const auto printed = drawn({box(104.045, 1.401, 104.155, 1.511), 800});
  EXPECT_THAT(printed.legend, Contains(boundary)) << "E33 to E41";
  EXPECT_THAT(printed.legend, Not(Contains(unconfirmed_boundary)));
  const auto unread = drawn({box(104.035, 1.285, 104.145, 1.395), 800});
  EXPECT_THAT(unread.legend, Contains(unconfirmed_boundary)) << "E42 to E47";
  EXPECT_THAT(unread.legend, Not(Contains(boundary)));
}

// Where a ship changes its channel: drawn, with the channel where there is room for it.
TEST(Legend, HasTheLimitsOfTheReportingSectors) {
  for (const geo::Box& view : {View{}.box, box(103.3, 1.0, 104.4, 1.5), box(101.5, 1.9, 102.2, 2.5)}) {
    EXPECT_THAT(drawn({view, 1'600}).legend, Contains(reporting_sector));
  }
  EXPECT_THAT(drawn({box(99.4, 6.0, 100.3, 6.7), 1'600}).legend, Not(Contains(reporting_sector)));
  EXPECT_THAT(texts_of(drawn({box(103.3, 1.0, 104.4, 1.5), 1'600})),
              IsSupersetOf({"STRAITREP 7: VHF 73", "STRAITREP 8: VHF 14", "STRAITREP 9: VHF 10"}));
}

// The maps, with what is written around them, lie above the foot; the inset over the map hides no patrolled
// water.
TEST(Picture, HidesNoPartOfTheStrait) {
  const geo::AreaGrid land{geo::Area(real_chart().coast)};
  for (const geo::Box& view : {View{}.box, box(101.0, 0.5, 105.0, 4.5), box(102.5, 0.5, 105.0, 2.0)}) {
    for (const int width : {400, 1'600}) {
      const Plot plot = drawn({view, width});
      EXPECT_LT(plot.map.y + plot.map.height, plot.height_px);
      EXPECT_GE(plot.map.width, 0.85 * width) << "the map has the width of the picture";
      if (!plot.inset || !plot.inset->overlaps(plot.map)) {
        continue;
      }
      const Projection map(view, plot.map.x, plot.map.y, plot.map.width);
      for (int i = 0; i < 400; ++i) {
        const auto place = map.to_position({plot.inset->x + plot.inset->width * (i % 20 + 0.5) / 20,
                                            plot.inset->y + plot.inset->height * (i / 20 + 0.5) / 20});
        for (const model::Sector& covered : real_chart().sectors) {
          EXPECT_FALSE(covered.area.contains(place) && !land.contains(place)) << covered.id.view();
        }
      }
    }
  }
}

TEST(Picture, SaysTheEditionOfItsChart) {
  EXPECT_EQ(drawn({.width_px = 400}).edition, "2026-12-01");
  const auto empty = draw_chart(chart::Chart{}, {.width_px = 400});
  ASSERT_TRUE(empty);
  EXPECT_EQ(empty->edition, "");
}

TEST(Picture, NamesTheSourcesOfItsCoastOnceInThreeLanguages) {
  std::set<std::string> sources;
  for (const model::Names& source : real_chart().coast_sources) {
    EXPECT_TRUE(sources.insert(source.en).second) << source.en;
    for (const std::string& credit : {source.en, source.id, source.ms}) {
      EXPECT_THAT(credit, ::testing::HasSubstr(" ("))
          << source.en << ": with its licence, in three languages";
    }
  }
  EXPECT_GE(sources.size(), 3U);
}

TEST(Picture, TellsTheVhfChannelsOfTheReportingSectorsOnIt) {
  const auto told = [](const geo::Box& view) {
    std::vector<std::pair<std::string, int>> channels;
    const Plot plot = drawn({view, 400});
    for (const ReportingChannel& each : plot.reporting) {
      channels.emplace_back(each.sector, each.channel);
    }
    return channels;
  };
  using ::testing::ElementsAre;
  using ::testing::Pair;
  EXPECT_THAT(told(box(103.6, 1.0, 104.5, 1.5)), ElementsAre(Pair("7", 73), Pair("8", 14), Pair("9", 10)));
  EXPECT_THAT(told(box(99.4, 6.0, 100.3, 6.7)), ::testing::IsEmpty());
  EXPECT_EQ(told(View{}.box).size(), 9U);
}

TEST(Picture, IsCalledByWhatIsOnIt) {
  EXPECT_EQ(drawn({.width_px = 400}).title, "Strait of Malacca, Strait of Singapore");
  EXPECT_EQ(drawn({box(103.5, 1.0, 104.5, 1.5), 400}).title, "Strait of Singapore");
  EXPECT_EQ(drawn({box(103.8, 0.9, 104.4, 1.35), 400}).title, "Strait of Singapore: Batam");
  EXPECT_EQ(drawn({box(100.2, 3.8, 101.0, 4.6), 400}).title, "Strait of Malacca: Lumut");
  EXPECT_EQ(drawn({box(99.4, 6.0, 100.3, 6.7), 400, Language::id}).title, "Selat Malaka: Langkawi");
  EXPECT_EQ(drawn({box(104.3, 1.23, 104.5, 1.43), 400, Language::ms}).title,
            "Selat Singapura: Pedra Branca / Pulau Batu Puteh");
  EXPECT_EQ(drawn({box(101.8, 4.0, 102.4, 4.6), 400}).title, "") << "inland";
}

// By the sRGB of WCAG 2: 0 is black, 1 is white.
double luminance(Colour colour) {
  const auto linear = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
  return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue);
}

double contrast(Colour one, Colour other) {
  const double a = luminance(one);
  const double b = luminance(other);
  return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

TEST(Palettes, CanBeReadOnLandAndOnEveryWater) {
  for (const Palette palette : {Palette::day, Palette::night}) {
    const Style& style = style_of(palette);
    std::vector<Colour> grounds(style.waters.begin(), style.waters.end());
    grounds.insert(grounds.end(), {style.paper, style.land, style.open_sea, style.many_claims});
    for (const Colour ground : grounds) {
      for (const Colour letters :
           {style.ink, style.warning, style.land_name, style.sector_name, style.control_point}) {
        EXPECT_GE(contrast(letters, ground), 4) << name_of(palette);
      }
      EXPECT_GE(contrast(style.treaty.colour, ground), 3) << name_of(palette);
    }
  }
}

TEST(Palettes, OfTheNightHaveNothingBright) {
  const Style& night = style_of(Palette::night);
  for (const Colour letters :
       {night.ink, night.land_name, night.sector_name, night.warning, night.control_point, night.light,
        night.arrow, night.treaty.colour, night.seabed_boundary.colour, night.shore.colour}) {
    EXPECT_LT(luminance(letters), 0.3);
  }
  for (const Colour ground : {night.paper, night.land, night.open_sea, night.waters[0], night.waters[1],
                              night.waters[2], night.waters[3], night.many_claims}) {
    EXPECT_LT(luminance(ground), 0.02);
  }
  const View view{box(103.5, 1.0, 104.5, 1.5), 400, Language::en, Palette::night};
  EXPECT_NE(drawn(view).png, drawn({view.box, 400}).png);
}

TEST(Projection, PutsNorthUpAndEastRight) {
  const Projection projection({geo::Position::degrees(1, 103), geo::Position::degrees(2, 104)}, 10, 20, 500);
  const Point corner = projection.to_pixel(geo::Position::degrees(2, 103));
  EXPECT_NEAR(corner.x, 10, 1e-9);
  EXPECT_NEAR(corner.y, 20, 1e-9);
  const Point other = projection.to_pixel(geo::Position::degrees(1, 104));
  EXPECT_NEAR(other.x, 510, 1e-9);
  EXPECT_NEAR(other.y, 20 + projection.height(), 1e-9);
  const auto place = geo::Position::degrees(1.3, 103.8);
  const auto again = projection.to_position(projection.to_pixel(place));
  EXPECT_NEAR(again.latitude_deg(), 1.3, 1e-6);
  EXPECT_NEAR(again.longitude_deg(), 103.8, 1e-6);
  EXPECT_NEAR(projection.height(), 500, 1);  // near the equator a degree is as tall as it is wide
}

TEST(Canvas, FillsByTheEvenOddRule) {
  Canvas canvas(100, 100, {1, 1, 1});
  const auto square = [](double from, double to) {
    return Polyline{{from, from}, {to, from}, {to, to}, {from, to}};
  };
  canvas.fill({square(10, 90), square(40, 60)}, {1, 0, 0});
  EXPECT_EQ(canvas.pixel(20, 20), 0xFF0000U);
  EXPECT_EQ(canvas.pixel(50, 50), 0xFFFFFFU) << "the hole";
  EXPECT_EQ(canvas.pixel(5, 5), 0xFFFFFFU);
}

TEST(Canvas, DrawsNothingOutsideAClipAndAllAfterIt) {
  Canvas canvas(100, 100, {1, 1, 1});
  {
    const Canvas::Clip clip(canvas, {0, 0, 50, 100});
    canvas.box({0, 0, 100, 100}, {0, 0, 1}, {{0, 0, 1}, 1});
  }
  EXPECT_EQ(canvas.pixel(20, 50), 0x0000FFU);
  EXPECT_EQ(canvas.pixel(80, 50), 0xFFFFFFU);
  canvas.box({60, 0, 100, 100}, {0, 1, 0}, {{0, 1, 0}, 1});
  EXPECT_EQ(canvas.pixel(80, 50), 0x00FF00U);
}

TEST(Labels, NeverCoverEachOtherAndStayInTheFrame) {
  Canvas canvas(200, 200, {1, 1, 1});
  std::vector<PlacedName> names;
  Labels labels(canvas, {0, 0, 200, 200}, {1, 1, 1, 1}, names);
  const Label label{"Batam", {12, false, false}, {0, 0, 0}};
  int placed = 0;
  for (int i = 0; i < 20; ++i) {
    placed += labels.place_beside({100, 100}, 30, label) ? 1 : 0;
  }
  EXPECT_GE(placed, 4);
  EXPECT_LE(placed, 8) << "there are eight places around a mark";
  EXPECT_EQ(names.size(), static_cast<std::size_t>(placed));
  EXPECT_FALSE(labels.place_at({1, 1}, label)) << "half of it would lie outside";
}

}  // namespace
}  // namespace selat::draw
