#include "base/archive.h"

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include <gtest/gtest.h>

namespace selat {
namespace {

struct Inner {
  std::string name;
  std::vector<int> numbers;
  template <typename Archive>
  void archive(Archive& archive) {
    archive(name, numbers);
  }
  friend bool operator==(const Inner&, const Inner&) = default;
};

struct Outer {
  std::map<std::pair<int, std::string>, Inner> by_key;
  std::unordered_map<int, double> by_number;
  std::deque<int> queue;
  std::unique_ptr<const int> owned = std::make_unique<const int>(0);
  template <typename Archive>
  void archive(Archive& archive) {
    archive(by_key, by_number, queue, owned);
  }
};

std::string written() {
  Outer outer;
  outer.by_key[{1, "one"}] = {"first", {1, 2, 3}};
  outer.by_key[{2, ""}] = {"", {}};
  outer.by_number[7] = 0.5;
  outer.queue = {4, 5};
  outer.owned = std::make_unique<const int>(9);
  ArchiveWriter writer;
  writer(outer);
  return writer.take();
}

TEST(Archive, WhatWasWrittenIsReadBack) {
  const std::string bytes = written();
  ArchiveReader reader(bytes);
  Outer outer;
  reader(outer);
  EXPECT_FALSE(reader.has_failed());
  EXPECT_TRUE(reader.is_at_end());
  EXPECT_EQ((outer.by_key[{1, "one"}]), (Inner{"first", {1, 2, 3}}));
  EXPECT_EQ(outer.by_key.size(), 2U);
  EXPECT_EQ(outer.by_number[7], 0.5);
  EXPECT_EQ(outer.queue, (std::deque<int>{4, 5}));
  EXPECT_EQ(*outer.owned, 9);
}

TEST(Archive, BytesThatEndEarlyFailWhereverTheyEnd) {
  const std::string bytes = written();
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    ArchiveReader reader(std::string_view(bytes).substr(0, size));
    Outer outer;
    reader(outer);
    EXPECT_TRUE(reader.has_failed()) << size;
  }
}

TEST(Archive, ACountThatTheBytesCannotHoldMakesNoElements) {
  ArchiveWriter writer;
  std::uint64_t count = std::uint64_t{1} << 60;
  writer(count);
  const std::string bytes = writer.take();
  ArchiveReader reader(bytes);
  std::vector<int> numbers;
  reader(numbers);
  EXPECT_TRUE(reader.has_failed());
  EXPECT_TRUE(numbers.empty());
}

}  // namespace
}  // namespace selat
