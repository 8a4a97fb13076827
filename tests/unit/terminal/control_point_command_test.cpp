#include "terminal/control_point_command.h"

#include <map>
#include <string>

#include <gtest/gtest.h>

#include "text/translate.h"

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

TEST(ControlPointCommand, IsTheSameInThreeLanguages) {
  EXPECT_EQ(read<order::Accept>("terima s05").sector->view(), "S05");
  EXPECT_TRUE(read<order::Accept>("Terima SEMUA").is_all);
  EXPECT_EQ(read<order::Decline>("tolak S07 cuaca sampai pagi").code, model::DeclineCode::weather);
  EXPECT_EQ(read<order::Decline>("tolak S07 tanpa-kapal").code, model::DeclineCode::no_asset);
  EXPECT_EQ(read<order::Decline>("tolak S07 TIADA_KAPAL").code, model::DeclineCode::no_asset);
  EXPECT_EQ(read<order::Release>("lepas S07 penyelenggaraan").code, model::DeclineCode::maintenance);
  EXPECT_EQ(read<order::Report>("lapor S07 dua kapal").text, "dua kapal");
  EXPECT_EQ(read<order::Acknowledge>("akui semua").number, std::nullopt);
  (void)read<order::Show>("lihat");
  (void)read<order::Help>("bantuan");
  (void)read<order::Quit>("keluar");
  EXPECT_EQ(decline_codes(Language::ms).substr(0, 26), "bidang_kuasa, tiada_kapal,");
}

// Each word is one that can be typed, and none means two things in two languages.
TEST(ControlPointCommand, HasOneMeaningForEveryWord) {
  std::map<std::string, std::string> meanings;
  for (const LocalizedMessage::Argument& word : command_words()) {
    for (const Language language : {Language::en, Language::id, Language::ms}) {
      const std::string typed = text::translate(word.message.front(), language);
      EXPECT_EQ(typed.find_first_not_of("abcdefghijklmnopqrstuvwxyz_"), std::string::npos) << typed;
      EXPECT_EQ(meanings.emplace(typed, word.name).first->second, word.name) << typed;
    }
  }
  for (std::size_t i = 0; i < enum_count<model::DeclineCode>; ++i) {
    const auto code = static_cast<model::DeclineCode>(i);
    EXPECT_EQ(read<order::Decline>("decline S07 " + std::string(name_of(code))).code, code);
  }
}

}  // namespace
}  // namespace selat::terminal
