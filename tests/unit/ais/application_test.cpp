#include "ais/application.h"

#include <set>

#include <gtest/gtest.h>

#include "ais/application/walk.h"
#include "ais/json/application_json.h"
#include "base/bits.h"
#include "base/random.h"

namespace selat::ais {
namespace {

Bits random_bits(Random& random, std::size_t size) {
  Bits bits;
  while (bits.size() < size) {
    bits.append(random.below(2), 1);
  }
  return bits;
}

// The bits all messages of this format have, and room for lists and rests.
std::size_t random_size(Random& random, const ApplicationFormat& format) {
  std::size_t fixed = 0;
  bool is_open = false;
  for (const Field& field : format.fields) {
    fixed += field.width;
    is_open |= field.kind == FieldKind::list || field.kind == FieldKind::remaining_text ||
               field.kind == FieldKind::remaining_bits;
  }
  const std::size_t size = fixed + (is_open ? random.below(900 - fixed) : 0);
  return std::clamp<std::size_t>(size, format.min_bits, format.max_bits);
}

TEST(Application, EveryFormatComesBackAsItWasRead) {
  constexpr std::uint64_t kSeed = 20'131'112;
  SCOPED_TRACE(testing::Message() << "seed " << kSeed);
  Random random(kSeed);
  for (const ApplicationFormat* format : application_formats()) {
    int seen = 0;
    for (int turn = 0; turn < 3'000 && seen < 300; ++turn) {
      const Bits data = random_bits(random, random_size(random, *format));
      if (application_format(format->is_addressed, format->id, data) != format) {
        continue;  // two formats share the identifier, or a value rules it out
      }
      ++seen;
      const auto record = read_application(*format, data);
      ASSERT_FALSE(record.values.empty()) << format->title;
      const Bits written = write_application(record);
      ASSERT_EQ(application_format(format->is_addressed, format->id, written), format)
          << format->title << " " << written.size();
      ASSERT_TRUE(read_application(*format, written) == record) << format->title << ", turn " << turn;
      ASSERT_TRUE(write_application(read_application(*format, written)) == written) << format->title;
    }
    EXPECT_GT(seen, 10) << format->title << " was never made";
  }
}

const ApplicationFormat* format_of(bool is_addressed, ApplicationId id, std::size_t size,
                                   std::uint64_t last_bits = 0) {
  Bits data;
  while (data.size() + 8 < size) {
    data.append(0x5A >> data.size() % 3, 1);
  }
  data.append(last_bits, static_cast<unsigned>(size - data.size()));
  return application_format(is_addressed, id, data);
}

// What stands behind the fields is padding, or it is another application of the same identifier.
TEST(Application, LongerThanItsFieldsIsLeftAsBitsUnlessItIsPadding) {
  EXPECT_NE(format_of(false, {1, 16}, 16), nullptr);
  EXPECT_NE(format_of(false, {1, 16}, 48), nullptr);
  EXPECT_EQ(format_of(false, {1, 16}, 240, 1), nullptr);
  EXPECT_NE(format_of(true, {1, 40}, 16), nullptr);
  EXPECT_NE(format_of(true, {235, 10}, 56), nullptr) << "a byte of zeros";
  EXPECT_NE(format_of(true, {250, 10}, 50, 3), nullptr) << "what fills up the last character";
  EXPECT_EQ(format_of(true, {235, 10}, 80, 0xFF), nullptr);
}
TEST(Application, TargetsAreWholeOrLeftAsBits) {
  for (std::size_t targets = 1; targets <= 7; ++targets) {
    EXPECT_NE(format_of(false, {1, 17}, targets * 120), nullptr) << targets;
    EXPECT_NE(format_of(false, {1, 17}, targets * 120 + 4), nullptr) << targets;
    EXPECT_EQ(format_of(false, {1, 17}, targets * 120 - 8), nullptr) << targets;
  }
  EXPECT_EQ(format_of(false, {1, 17}, 2 * 122 + 20), nullptr);
}
TEST(Application, TargetsHaveTheirOwnBits) {
  Bits data;
  for (const std::uint64_t target : {1U, 2U, 3U}) {
    data.append(0, 2);
    data.append(533'000'000 + target, 42);
    data.append(0, 4);
    data.append(60'000 * target, 24);
    data.append(6'000'000 + target, 25);
    data.append(90 * target, 9);
    data.append(10 * target, 6);
    data.append(7 + target, 8);
  }
  const auto* format = application_format(false, {1, 17}, data);
  ASSERT_NE(format, nullptr);
  JsonText scaled;
  write_application_json(*format, data, true, scaled);
  const std::string_view text = scaled.view();
  EXPECT_NE(text.find("\"mmsi\":\"533000002\",\"lat\":2.00000,\"lon\":100.00003,\"course\":180,\"second\":20,"
                      "\"speed\":9}"),
            std::string_view::npos)
      << text;
  EXPECT_NE(text.find("\"speed\":10}]"), std::string_view::npos) << text;
}

TEST(Application, WhatIsTooShortIsLeftAsBits) {
  Random random(7);
  for (const ApplicationFormat* format : application_formats()) {
    std::size_t fixed = 0;
    for (const Field& field : format->fields) {
      fixed += field.kind == FieldKind::spare ? 0 : field.width;
    }
    if (fixed > 0) {
      EXPECT_EQ(application_format(format->is_addressed, format->id, random_bits(random, fixed / 2)), nullptr)
          << format->title;
    }
  }
  EXPECT_EQ(application_format(false, {1, 9}, random_bits(random, 100)), nullptr);
}

TEST(Application, NamesOfAFormatDifferAndAreNotThoseOfItsMessage) {
  for (const ApplicationFormat* format : application_formats()) {
    std::set<std::string_view> names{"class",  "device",   "type",      "repeat",    "mmsi",
                                     "scaled", "dac",      "fid",       "seqno",     "source",
                                     "toa",    "problems", "dest_mmsi", "retransmit"};
    for (const Field& field : format->fields) {
      if (!field.name.empty()) {
        EXPECT_TRUE(names.insert(field.name).second) << format->title << ": " << field.name;
      }
    }
  }
}

TEST(Application, LayoutsFitTheirVariant) {
  const auto check = [](std::span<const Field> fields, auto self) -> void {
    for (const Field& field : fields) {
      if (field.kind == FieldKind::list) {
        self(field.item, self);
      }
      for (const auto& layout : field.layouts) {
        std::size_t width = 0;
        for (const Field& own : layout) {
          width += own.width;
        }
        EXPECT_LE(width, field.width) << layout.front().name;
      }
    }
  };
  for (const ApplicationFormat* format : application_formats()) {
    check(format->fields, check);
  }
}

}  // namespace
}  // namespace selat::ais
