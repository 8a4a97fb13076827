// The picture of the real chart, looked at where a person would: land is land, water is water, and it says
// what it is not.

#include "draw/chart_plot.h"

#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "draw/canvas.h"
#include "draw/labels.h"
#include "draw/projection.h"

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
  Labels labels(canvas, {0, 0, 200, 200});
  const Label label{"Batam", {12, false, false}, {0, 0, 0}};
  int placed = 0;
  for (int i = 0; i < 20; ++i) {
    placed += labels.place_beside({100, 100}, 30, label) ? 1 : 0;
  }
  EXPECT_GE(placed, 4);
  EXPECT_LE(placed, 8) << "there are eight places around a mark";
  EXPECT_FALSE(labels.place_at({1, 1}, label)) << "half of it would lie outside";
}

}  // namespace
}  // namespace selat::draw
