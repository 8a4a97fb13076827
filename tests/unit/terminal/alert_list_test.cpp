#include "terminal/alert_list.h"

#include <vector>

#include <gtest/gtest.h>

namespace selat::terminal {
namespace {

using Ids = std::vector<std::uint64_t>;

// The line of the window in which the selected alert stands.
std::size_t line_of_selection(AlertList& list, const Ids& ids, std::size_t height) {
  const AlertList::Window window = list.arrange(ids, height);
  for (std::size_t i = 0; i < window.count; ++i) {
    if (list.selected() == ids[window.first + i]) {
      return i;
    }
  }
  ADD_FAILURE() << "the selection is not in sight";
  return height;
}

TEST(AlertList, FollowsTheTopUntilSomethingIsSelected) {
  AlertList list;
  EXPECT_EQ(list.arrange(Ids{1, 2, 3, 4}, 2).first, 0U);
  EXPECT_FALSE(list.selected());
  EXPECT_EQ(list.arrange(Ids{9, 1, 2, 3, 4}, 2).first, 0U);
  list.move(1);
  EXPECT_EQ(list.selected(), 9U);
  list.move(1);
  list.clear_selection();
  EXPECT_EQ(list.arrange(Ids{7, 9, 1, 2}, 2).first, 0U);
}

TEST(AlertList, TheSelectedAlertKeepsItsLine) {
  AlertList list;
  (void)list.arrange(Ids{1, 2, 3, 4, 5}, 3);
  list.move(1);
  list.move(1);
  EXPECT_EQ(line_of_selection(list, {1, 2, 3, 4, 5}, 3), 1U);
  EXPECT_EQ(line_of_selection(list, {8, 9, 1, 2, 3, 4, 5}, 3), 1U) << "two new ones above";
  EXPECT_EQ(line_of_selection(list, {9, 1, 2, 3, 4, 5}, 3), 1U) << "one of them has gone";
  EXPECT_EQ(list.selected(), 2U);
}

TEST(AlertList, NothingIsSelectedWhenTheSelectedAlertIsGone) {
  AlertList list;
  (void)list.arrange(Ids{1, 2, 3}, 3);
  list.move(1);
  list.move(1);
  (void)list.arrange(Ids{1, 3}, 3);
  EXPECT_FALSE(list.selected()) << "a key must not act on another alert";
  list.move(1);
  EXPECT_EQ(list.selected(), 3U) << "it goes on where the selection was";
}

TEST(AlertList, ScrollsByLinesPagesAndToTheEnds) {
  AlertList list;
  const Ids ids{1, 2, 3, 4, 5, 6, 7};
  (void)list.arrange(ids, 3);
  list.move_page(1);
  EXPECT_EQ(list.selected(), 3U);
  list.move_page(1);
  EXPECT_EQ(list.selected(), 5U);
  EXPECT_EQ(line_of_selection(list, ids, 3), 2U);
  list.move_to_end(true);
  EXPECT_EQ(list.selected(), 7U);
  list.move(1);
  EXPECT_EQ(list.selected(), 7U);
  list.move_page(-1);
  EXPECT_EQ(list.selected(), 5U);
  list.move_to_end(false);
  list.move(-1);
  EXPECT_EQ(list.selected(), 1U);
  EXPECT_EQ(list.arrange(ids, 3).first, 0U);
}

TEST(AlertList, IsEmptyWithoutHarm) {
  AlertList list;
  const AlertList::Window window = list.arrange({}, 0);
  EXPECT_EQ(window.count, 0U);
  list.move(1);
  list.move_page(-1);
  list.move_to_end(true);
  EXPECT_FALSE(list.selected());
}

}  // namespace
}  // namespace selat::terminal
