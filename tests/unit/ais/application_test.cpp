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
    for (int turn = 0; turn < 300; ++turn) {
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
