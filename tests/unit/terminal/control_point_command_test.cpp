#include "terminal/control_point_command.h"

#include <string>

#include <gtest/gtest.h>

namespace selat::terminal {
namespace {

template <typename One>
One read(std::string_view line) {
  const auto order = read_order(line);
  EXPECT_TRUE(order.has_value()) << line;
  EXPECT_TRUE(order && std::holds_alternative<One>(*order)) << line;
  return order && std::holds_alternative<One>(*order) ? std::get<One>(*order) : One{};
}

TEST(ControlPointCommand, TakesSectorsAndCodesInAnyCase) {
  EXPECT_EQ(read<order::Accept>(" accept s05 ").sector->view(), "S05");
  const auto decline = read<order::Decline>("DECLINE S07 Crew-Rest until dawn");
  EXPECT_EQ(decline.sector.view(), "S07");
  EXPECT_EQ(decline.code, model::DeclineCode::crew_rest);
  EXPECT_EQ(decline.remark, "until dawn");
  EXPECT_EQ(read<order::Release>("release S07 NO_ASSET").code, model::DeclineCode::no_asset);
  EXPECT_EQ(read<order::Report>("report S07  two boats\r").text, "two boats");
}

TEST(ControlPointCommand, AcceptsOneOrAll) {
  EXPECT_FALSE(read<order::Accept>("accept").is_all);
  EXPECT_TRUE(read<order::Accept>("accept all").is_all);
  EXPECT_EQ(read<order::Acknowledge>("ack #12").number, 12U);
  EXPECT_EQ(read<order::Acknowledge>("ack all").number, std::nullopt);
}

TEST(ControlPointCommand, SaysWhatIsMissing) {
  EXPECT_EQ(read_order("fly S05").error(), OrderProblem::unknown_word);
  EXPECT_EQ(read_order("decline").error(), OrderProblem::needs_sector);
  EXPECT_EQ(read_order("decline S05").error(), OrderProblem::needs_code);
  EXPECT_EQ(read_order("decline S05 tired").error(), OrderProblem::needs_code);
  EXPECT_EQ(read_order("report S05").error(), OrderProblem::needs_text);
  EXPECT_EQ(read_order("ack").error(), OrderProblem::needs_number);
  EXPECT_EQ(read_order("ack 99999999999").error(), OrderProblem::needs_number);
  EXPECT_EQ(read_order("accept " + std::string(100, 'x')).error(), OrderProblem::needs_sector);
  EXPECT_TRUE(std::holds_alternative<order::Nothing>(*read_order("  ")));
}

}  // namespace
}  // namespace selat::terminal
