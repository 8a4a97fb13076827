#include "service/letter_codec.h"

#include <string>

#include <gtest/gtest.h>

#include "base/random.h"
#include "selat/v1/assignment.pb.h"

namespace selat::service {
namespace {

TEST(LetterCodec, WhatAControlPointSaysArrivesAsItWas) {
  v1::Letter wire;
  to_wire(coordinate::Decline{"S05", (3ULL << 32) | 9, model::DeclineCode::weather, "swell 4 m"}, wire);
  wire.set_from("belawan");
  wire.set_term(7);
  wire.set_id(12);
  const auto letter = incoming_from_wire(wire);
  ASSERT_TRUE(letter);
  EXPECT_EQ(letter->from.view(), "belawan");
  const auto& decline = std::get<coordinate::Decline>(letter->body);
  EXPECT_EQ(decline.epoch, (3ULL << 32) | 9);
  EXPECT_EQ(decline.code, model::DeclineCode::weather);
  EXPECT_EQ(decline.remark, "swell 4 m");
}

TEST(LetterCodec, AReleaseThatWasAskedForHasNoCode) {
  v1::Letter wire;
  wire.set_from("belawan");
  to_wire(coordinate::Release{"S05", 4, std::nullopt}, wire);
  wire.set_from("belawan");
  EXPECT_EQ(std::get<coordinate::Release>(incoming_from_wire(wire)->body).code, std::nullopt);
}

TEST(LetterCodec, WhatTheServerSaysArrivesAsItWas) {
  model::Assignment assignment;
  assignment.sector = "S05";
  assignment.state = model::SectorState::held;
  assignment.holder = "belawan";
  assignment.epoch = 5;
  v1::Letter wire;
  to_wire({.to = "belawan",
           .to_term = 7,
           .in_reply_to = 12,
           .body = coordinate::Grant{assignment, Span::seconds(60)}},
          wire);
  EXPECT_EQ(wire.in_reply_to(), 12U);
  const auto body = body_from_wire(wire);
  ASSERT_TRUE(body);
  EXPECT_EQ(std::get<coordinate::Grant>(*body).assignment, assignment);
  EXPECT_EQ(std::get<coordinate::Grant>(*body).lease_for, Span::seconds(60));
}

TEST(LetterCodec, ANameThatIsTooLongIsNobodyElses) {
  v1::Letter wire;
  wire.mutable_leave();
  wire.set_from("belawan-and-much-more");
  EXPECT_EQ(incoming_from_wire(wire).error(), wire::WireProblem::text_too_long);
}

TEST(LetterCodec, RandomBytesAreRefusedOrReadButNeverBreakAnything) {
  Random random(77);
  int read = 0;
  for (int round = 0; round < 20'000; ++round) {
    v1::Letter sound;
    to_wire(coordinate::PatrolReport{"S05", 4, geo::Position::degrees(1, 103), "quiet"}, sound);
    sound.set_from("belawan");
    std::string bytes = sound.SerializeAsString();
    for (int i = 0; i < 3; ++i)
      bytes[random.below(bytes.size())] = static_cast<char>(random.below(256));
    v1::Letter wire;
    if (!wire.ParseFromString(bytes))
      continue;
    read += incoming_from_wire(wire).has_value() ? 1 : 0;
    read += body_from_wire(wire).has_value() ? 1 : 0;
  }
  EXPECT_GT(read, 0);
}

}  // namespace
}  // namespace selat::service
