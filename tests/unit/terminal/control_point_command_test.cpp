#include "terminal/control_point_command.h"

#include <map>
#include <string>

#include <gtest/gtest.h>

#include "text/translate.h"

namespace selat::terminal {
namespace {

template <typename One>
One read(std::string_view line) {
  const auto command = read_command(line);
  EXPECT_TRUE(command.has_value()) << line;
  EXPECT_TRUE(command && std::holds_alternative<One>(*command)) << line;
  return command && std::holds_alternative<One>(*command) ? std::get<One>(*command) : One{};
}

TEST(ControlPointCommand, TakesSectorsAndCodesInAnyCase) {
  EXPECT_EQ(read<AcceptCommand>(" accept s05 ").sector->view(), "S05");
  const auto decline = read<DeclineCommand>("DECLINE S07 Crew-Rest until dawn");
  EXPECT_EQ(decline.sector.view(), "S07");
  EXPECT_EQ(decline.code, model::DeclineCode::crew_rest);
  EXPECT_EQ(decline.remark, "until dawn");
  EXPECT_EQ(read<ReleaseCommand>("release S07 NO_ASSET").code, model::DeclineCode::no_asset);
  EXPECT_EQ(read<ReportCommand>("report S07  two boats\r").text, "two boats");
}

TEST(ControlPointCommand, AcceptsOneOrAll) {
  EXPECT_FALSE(read<AcceptCommand>("accept").is_all);
  EXPECT_TRUE(read<AcceptCommand>("accept all").is_all);
  EXPECT_EQ(read<AcknowledgeCommand>("ack #12").number, 12U);
  EXPECT_EQ(read<AcknowledgeCommand>("ack all").number, std::nullopt);
}

TEST(ControlPointCommand, SaysWhatIsMissing) {
  EXPECT_EQ(read_command("fly S05").error().problem, TypingProblem::unknown_word);
  EXPECT_EQ(read_command("decline").error().problem, TypingProblem::needs_sector);
  EXPECT_EQ(read_command("decline S05").error().problem, TypingProblem::needs_code);
  EXPECT_EQ(read_command("decline S05 tired").error().problem, TypingProblem::needs_code);
  EXPECT_EQ(read_command("report S05").error().problem, TypingProblem::needs_text);
  EXPECT_EQ(read_command("ack").error().problem, TypingProblem::needs_number);
  EXPECT_EQ(read_command("ack 99999999999").error().problem, TypingProblem::needs_number);
  EXPECT_EQ(read_command("accept " + std::string(100, 'x')).error().problem, TypingProblem::needs_sector);
  EXPECT_TRUE(std::holds_alternative<EmptyLine>(*read_command("  ")));
}

TEST(ControlPointCommand, WritesAboutAlertsByTheirNumber) {
  const auto comment = read<CommentCommand>("comment #12 called on 16, no answer");
  EXPECT_EQ(comment.number, 12U);
  EXPECT_EQ(comment.text, "called on 16, no answer");
  const auto close = read<CloseCommand>("close 12 false a buoy");
  EXPECT_EQ(close.number, 12U);
  EXPECT_EQ(close.outcome, model::Outcome::false_alert);
  EXPECT_EQ(close.text, "a buoy");
  EXPECT_EQ(read<CloseCommand>("close 12 not-checked").outcome, model::Outcome::could_not_be_checked);
  EXPECT_EQ(read_command("close 12 maybe").error().problem, TypingProblem::needs_outcome);
  EXPECT_EQ(read<ShowCommand>("show #12").number, 12U);
  EXPECT_EQ(read<ShowCommand>("show").number, std::nullopt);
  EXPECT_EQ(read_command("comment 12").error().problem, TypingProblem::needs_text);
}

TEST(ControlPointCommand, APlaceMayStandBeforeTheText) {
  const auto report = read<ReportCommand>("report s05 [2.2,101.7] two boats");
  EXPECT_EQ(report.place, geo::Position::degrees(2.2, 101.7));
  EXPECT_EQ(report.text, "two boats");
  EXPECT_EQ(read<LogCommand>("log -1.5,103.5 drifting").place, geo::Position::degrees(-1.5, 103.5));
  EXPECT_FALSE(read<LogCommand>("log one, two").place);
  EXPECT_EQ(read<LogCommand>("log one, two").text, "one, two");
  EXPECT_EQ(read<LogCommand>("log 91,103 drifting").not_read, "91,103");
  EXPECT_EQ(read_command("log 91.5,103 drifting").error().problem, TypingProblem::no_place);
  EXPECT_EQ(read_command("catat [95,200] hanyut").error().why.in_english(),
            "latitude 95 lies outside ±90°; latitude comes first");
  EXPECT_EQ(read_command("report S05 [nan,nan] drifting").error().problem, TypingProblem::no_place);
  EXPECT_EQ(read_command("log 1.25 103.85").error().problem, TypingProblem::needs_text);
}

TEST(ControlPointCommand, KeepsTheRemarkOfARelease) {
  EXPECT_EQ(read<ReleaseCommand>("release S07 weather 3 m waves").remark, "3 m waves");
  EXPECT_EQ(read<ResumeCommand>("resume s07").sector.view(), "S07");
}

TEST(ControlPointCommand, DoesNotCutALongText) {
  const std::string text(model::kLongestFreeText, 'x');
  EXPECT_EQ(read<ReportCommand>("report S05 " + text).text, text);
  for (const char* command : {"report S05 ", "decline S05 weather ", "release S05 weather ", "comment 1 ",
                              "close 1 true ", "log "}) {
    EXPECT_EQ(read_command(command + text + "x").error().problem, TypingProblem::too_long) << command;
  }
}

TEST(ControlPointCommand, IsTheSameInThreeLanguages) {
  EXPECT_EQ(read<AcceptCommand>("terima s05").sector->view(), "S05");
  EXPECT_TRUE(read<AcceptCommand>("Terima SEMUA").is_all);
  EXPECT_EQ(read<DeclineCommand>("tolak S07 cuaca sampai pagi").code, model::DeclineCode::weather);
  EXPECT_EQ(read<DeclineCommand>("tolak S07 tanpa-kapal").code, model::DeclineCode::no_asset);
  EXPECT_EQ(read<DeclineCommand>("tolak S07 TIADA_KAPAL").code, model::DeclineCode::no_asset);
  EXPECT_EQ(read<ReleaseCommand>("lepas S07 penyelenggaraan").code, model::DeclineCode::maintenance);
  EXPECT_EQ(read<ReportCommand>("lapor S07 dua kapal").text, "dua kapal");
  EXPECT_EQ(read<AcknowledgeCommand>("akui semua").number, std::nullopt);
  (void)read<ShowCommand>("lihat");
  (void)read<HelpCommand>("bantuan");
  (void)read<QuitCommand>("keluar");
  (void)read<QuitCommand>("exit");
  EXPECT_EQ(decline_codes(Language::ms).substr(0, 13), "bidang_kuasa ");
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
    EXPECT_EQ(read<DeclineCommand>("decline S07 " + std::string(name_of(code))).code, code);
  }
}

}  // namespace
}  // namespace selat::terminal
