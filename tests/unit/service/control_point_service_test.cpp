// A control point's terminal against a server of the test's own, over real sockets and a real file.

#include "service/control_point_service.h"

#include <algorithm>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "control_point_harness.h"
#include "coordinate/outbox.h"
#include "runtime/machine_clock.h"
#include "runtime/process.h"
#include "service/whole_system.h"
#include "store/database.h"
#include "store/terminal_store.h"
#include "support/paper_console.h"

namespace selat::service {
namespace {

using model::NoticeCause;
using model::Severity;
using test::notice;
using test::offer;
using test::Server;
using test::Terminal;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class ControlPointServiceTest : public testing::Test, public test::System {};

TEST_F(ControlPointServiceTest, WordsWithoutAServerAreShownAsNotDeliveredAndArriveLater) {
  Terminal terminal(settings);
  const Instant before = runtime::read_clocks().wall;
  terminal.console.type("report S05 forty people sighted, sinking");
  const Instant after = runtime::read_clocks().wall;
  EXPECT_TRUE(terminal.console.says("kept"));
  ASSERT_TRUE(terminal.until_said("NOT DELIVERED: report S05 \"forty people sighted, sinking\""));
  Server server(*this, terminal.process.io());
  ASSERT_TRUE(terminal.until_said("received by the server"));
  const auto reports = server.asked<model::PatrolReport>();
  ASSERT_THAT(reports, SizeIs(1));
  EXPECT_EQ(reports.front().text, "forty people sighted, sinking");
  EXPECT_EQ(server.head_of_first<model::PatrolReport>().fence, 7U);
  EXPECT_NE(server.head_of_first<model::PatrolReport>().uid, 0U);
  const auto written_at = server.head_of_first<model::PatrolReport>().written_at;
  ASSERT_TRUE(written_at);
  EXPECT_GE(*written_at, before) << "the moment of writing, not of delivery";
  EXPECT_LE(*written_at, after);
}

TEST_F(ControlPointServiceTest, TheNextProcessSendsWhatTheLastOneCouldNot) {
  {
    Terminal first(settings);
    first.console.type("report S05 forty people sighted, sinking");
    first.console.type("log watch handed over");
  }
  Terminal second(settings);
  ASSERT_TRUE(second.until_said("NOT DELIVERED: log"));
  Server server(*this, second.process.io());
  ASSERT_TRUE(second.until([&] {
    return server.asked<model::PatrolReport>().size() == 1 && server.asked<model::WriteLog>().size() == 1;
  }));
  ASSERT_TRUE(second.until([&] { return second.console.times_said("received by the server") == 2; }));
  second.console.type("sent");
  EXPECT_EQ(second.console.times_said("received at"), 2U);
}

TEST_F(ControlPointServiceTest, ARefusalOfWordsIsSaidWithItsReason) {
  Terminal terminal(settings);
  Server server(*this, terminal.process.io());
  server.refuses_words_with = model::RefusalCode::unknown_sector;
  ASSERT_TRUE(terminal.until_said("Connected"));
  terminal.console.type("report S99 two boats");
  ASSERT_TRUE(terminal.until_said("REFUSED by the server: no such sector say why: give a reason"));
}

TEST_F(ControlPointServiceTest, ASectorThatDoesNotExistIsRefusedWithThoseThatDo) {
  Terminal terminal(settings);
  Server server(*this, terminal.process.io());
  ASSERT_TRUE(terminal.until_said("Connected"));
  server.publish_sectors({"S05", "S07"});
  ASSERT_TRUE(test::run_until(terminal.process.io(), [&] {
    terminal.console.type("resume S99");  // until it has heard which there are
    return terminal.console.says("NOT SENT: there is no sector 'S99'; name one of S05, S07");
  }));
  const std::size_t asked = server.received.size();
  for (const char* const typed : {"report two boats, no lights", "accept S55", "decline S55 weather",
                                  "release S55 weather", "report S5 two boats"}) {
    terminal.console.text.clear();
    terminal.console.type(typed);
    EXPECT_TRUE(terminal.console.says("NOT SENT: there is no sector")) << typed;
  }
  terminal.console.type("report s07 two boats");
  ASSERT_TRUE(terminal.until_said("report S07 \"two boats\": received by the server"));
  EXPECT_THAT(server.asked<model::PatrolReport>(), SizeIs(1));
  EXPECT_GT(server.received.size(), asked);
}

TEST_F(ControlPointServiceTest, AServerThatCanStoreNothingIsNotSaidToBeAbsent) {
  Terminal terminal(settings);
  Server server(*this, terminal.process.io());
  server.cannot_store = LocalizedMessage::from_outside("the disk is full");
  ASSERT_TRUE(terminal.until_said("answers, but it can store nothing: the disk is full"));
  server.cannot_store.reset();
  ASSERT_TRUE(terminal.until_said("Connected"));
  EXPECT_FALSE(terminal.console.says("No coordination server answers"));
}

// It is printed at once, answered only after the welcome, and not printed once more when it comes again as
// the server has it then: with another change, and stored.
TEST_F(ControlPointServiceTest, WhoCannotBeWelcomedIsToldOfDistressOnce) {
  Terminal terminal(settings, true);
  Server server(*this, terminal.process.io());
  server.cannot_store = LocalizedMessage::from_outside("the disk is full");
  ASSERT_TRUE(terminal.until_said("answers, but it can store nothing"));
  model::Notice told = test::notice(7, 1, model::NoticeCause::passed_on, model::Severity::distress);
  told.alert.is_stored = false;
  server.send(told);
  ASSERT_TRUE(terminal.until_said("could not store it yet"));
  told.alert.change = 2;
  server.send(told);
  const std::size_t joins = server.asked<model::Join>().size();
  ASSERT_TRUE(terminal.until([&] { return server.asked<model::Join>().size() > joins; }));
  EXPECT_THAT(server.asked<model::NoticeReceipt>(), IsEmpty()) << "it speaks for nobody yet";
  server.cannot_store.reset();
  ASSERT_TRUE(terminal.until_said("Connected"));
  told.alert.change = 3;
  told.alert.is_stored = true;
  server.send(told);
  ASSERT_TRUE(terminal.until([&] { return !server.asked<model::NoticeReceipt>().empty(); }));
  const auto receipt = server.asked<model::NoticeReceipt>().front();
  EXPECT_EQ(receipt.change, 3U);
  EXPECT_TRUE(receipt.is_seen);
  EXPECT_EQ(terminal.console.times_said("#7 DISTRESS"), 1U);
}

TEST_F(ControlPointServiceTest, APlaceIsSentAndShownAsItWasUnderstood) {
  Terminal terminal(settings);
  Server server(*this, terminal.process.io());
  ASSERT_TRUE(terminal.until_said("Connected"));
  terminal.console.type("report S05 [99,200] two boats");
  EXPECT_TRUE(terminal.console.says("NOT SENT: latitude 99 lies outside ±90°; latitude comes first"));
  terminal.console.type("log 1,2 boats");
  EXPECT_TRUE(terminal.console.says("'1,2' was NOT READ AS A PLACE and stays text"));
  terminal.console.type("report S05 [2.2,101.7] two boats");
  ASSERT_TRUE(
      terminal.until_said("report S05 [2°12.00′N 101°42.00′E] \"two boats\": received by the server"));
  const auto reports = server.asked<model::PatrolReport>();
  ASSERT_THAT(reports, SizeIs(1));
  EXPECT_EQ(reports.front().place, geo::Position::degrees(2.2, 101.7));
  EXPECT_EQ(reports.front().text, "two boats");
}

TEST_F(ControlPointServiceTest, WhatLooksWrongAboutAReportIsSaidThoughItIsTaken) {
  Terminal terminal(settings);
  Server server(*this, terminal.process.io());
  server.reference = "41";
  ASSERT_TRUE(terminal.until_said("Connected"));
  terminal.console.type("report S05 [2.2,101.7] two boats");
  EXPECT_TRUE(
      terminal.until_said("\"two boats\": received by the server; BUT its place is 41 nm outside S05"));
}

// The server's database is lost: what was told before stands apart, nothing is sent for it, and it can be
// taken off the list.
TEST_F(ControlPointServiceTest, AlertsOfAFormerPastStandApartAndCanBeCleared) {
  {
    Terminal first(settings, true);
    Server server(*this, first.process.io());
    ASSERT_TRUE(first.until_said("Connected"));
    server.send(notice(12));
    ASSERT_TRUE(first.until([&] { return server.asked<model::NoticeReceipt>().size() == 1; }));
  }
  Terminal second(settings, true);
  Server server(*this, second.process.io());
  server.past_since = notice(12).alert.raised_at + Span::hours(1);
  ASSERT_TRUE(second.until_said("Connected"));
  model::Notice named = notice(13);
  named.alert.raised_at = *server.past_since + Span::minutes(1);
  server.send(named);
  ASSERT_TRUE(second.until_said("#13 warning NEW"));
  second.console.type("show");
  EXPECT_TRUE(second.console.says("open alerts: 1"));
  EXPECT_TRUE(second.console.says("of a former past, no longer known at the watch: 1; 'clear'"));
  second.console.type("ack 12");
  EXPECT_TRUE(second.console.says("NOT SENT: #12 is of a former past"));
  second.console.type("comment 12 boat seen");
  second.console.type("ack all");
  ASSERT_TRUE(second.until([&] { return !server.asked<model::AcknowledgeAlert>().empty(); }));
  EXPECT_THAT(server.asked<model::AcknowledgeAlert>(), SizeIs(1));
  EXPECT_EQ(server.asked<model::AcknowledgeAlert>().front().alert, 13U);
  EXPECT_THAT(server.asked<model::CommentAlert>(), IsEmpty());
  second.console.type("clear");
  EXPECT_TRUE(second.console.says("taken off the list, since the watch knows them no longer: 1"));
  second.console.text.clear();
  second.console.type("show");
  EXPECT_FALSE(second.console.says("former past"));
  EXPECT_TRUE(second.console.says("#13"));
}

TEST_F(ControlPointServiceTest, ANoticeIsPrintedOnceWhateverRestarts) {
  {
    Terminal first(settings);
    Server server(*this, first.process.io());
    ASSERT_TRUE(first.until_said("Connected"));
    server.send(notice(12));
    ASSERT_TRUE(first.until([&] { return server.asked<model::NoticeReceipt>().size() == 1; }));
    EXPECT_EQ(first.console.times_said("#12 warning NEW"), 1U);
    EXPECT_FALSE(server.asked<model::NoticeReceipt>().front().is_seen) << "nobody sits at a pipe";
  }
  Terminal second(settings);
  Server server(*this, second.process.io());
  EXPECT_TRUE(second.console.says("open alerts that were told here before: 1"));
  ASSERT_TRUE(second.until_said("Connected"));
  server.send(notice(12));
  ASSERT_TRUE(second.until([&] { return server.asked<model::NoticeReceipt>().size() == 1; }));
  EXPECT_FALSE(second.console.says("#12 warning NEW"));
  second.console.type("show");
  EXPECT_TRUE(second.console.says("#12 warning, new"));
  server.send(notice(12, 2, NoticeCause::graver, Severity::distress));
  ASSERT_TRUE(second.until_said("#12 DISTRESS GRAVER, it was warning"));
}

TEST_F(ControlPointServiceTest, SeenIsSaidWhenItStandsOnTheScreen) {
  Terminal terminal(settings, true);
  Server server(*this, terminal.process.io());
  ASSERT_TRUE(terminal.until_said("Connected"));
  terminal.console.is_stopped = true;
  server.send(notice(12));
  ASSERT_TRUE(terminal.until([&] { return server.asked<model::NoticeReceipt>().size() == 1; }));
  EXPECT_FALSE(server.asked<model::NoticeReceipt>().back().is_seen);
  terminal.console.go_on();
  ASSERT_TRUE(terminal.until([&] { return server.asked<model::NoticeReceipt>().size() == 2; }));
  EXPECT_TRUE(server.asked<model::NoticeReceipt>().back().is_seen);
}

TEST_F(ControlPointServiceTest, WhatAPersonHasReadIsNotReadAnewAfterAStandby) {
  const auto told = [](Terminal& terminal, Server& server, const model::Notice& notice) {
    server.send(notice);
    return terminal.until([&] { return server.asked<model::NoticeReceipt>().size() == 1; });
  };
  {
    Terminal person(settings, true);
    Server server(*this, person.process.io());
    ASSERT_TRUE(person.until_said("Connected"));
    ASSERT_TRUE(told(person, server, notice(12)));
  }
  {
    Terminal standby(settings, false, true);
    Server server(*this, standby.process.io());
    ASSERT_TRUE(standby.until_said("Connected"));
    ASSERT_TRUE(told(standby, server, notice(12, 2, NoticeCause::standing)));
    EXPECT_FALSE(server.asked<model::NoticeReceipt>().back().is_seen) << "now nobody sits there";
  }
  const Terminal person(settings, true);
  EXPECT_FALSE(person.console.says("#12 warning NEW"));
  EXPECT_TRUE(person.console.says("open alerts that were told here before: 1"));
}

TEST_F(ControlPointServiceTest, WhatAStandbyWasToldIsPrintedForThePersonWhoComes) {
  {
    Terminal standby(settings, false, true);
    Server server(*this, standby.process.io());
    ASSERT_TRUE(standby.until_said("Connected"));
    EXPECT_TRUE(server.asked<model::Join>().front().is_standby);
    server.send(notice(12));
    ASSERT_TRUE(standby.until([&] { return server.asked<model::NoticeReceipt>().size() == 1; }));
  }
  const Terminal person(settings, true);
  EXPECT_TRUE(person.console.says("#12 warning NEW"));
}

TEST_F(ControlPointServiceTest, WhatAnotherTerminalHereWasToldMeanwhileIsPrintedWhenTheServerIsBack) {
  Terminal person(settings, true);
  {
    store::TerminalStore of_the_other(settings.data_directory / "control-point-lumut.sqlite",
                                      runtime::read_clocks().wall);
    const std::vector<coordinate::ToldAlert> told = {{.notice = notice(12), .told_at = {}}};
    ASSERT_TRUE(of_the_other.save(told, {}));
  }
  const Server server(*this, person.process.io());
  EXPECT_TRUE(person.until_said("#12 warning NEW"));
}

TEST_F(ControlPointServiceTest, ARiseThatHasFallenIsPrintedAsGraveAsItWas) {
  Terminal terminal(settings, true);
  Server server(*this, terminal.process.io());
  ASSERT_TRUE(terminal.until_said("Connected"));
  server.send(notice(12, 1, NoticeCause::raised, Severity::caution));
  ASSERT_TRUE(terminal.until_said("#12 caution NEW"));
  model::Notice fallen = notice(12, 3, NoticeCause::graver, Severity::caution);
  fallen.risen_to = Severity::distress;
  server.send(fallen);
  EXPECT_TRUE(terminal.until_said("#12 DISTRESS GRAVER, it was caution; it has fallen to caution since"));
}

TEST_F(ControlPointServiceTest, ATerminalAtWhichNobodySitsIsAStandby) {
  Terminal terminal(settings);
  Server server(*this, terminal.process.io());
  ASSERT_TRUE(terminal.until_said("Connected"));
  EXPECT_FALSE(server.asked<model::Join>().back().is_standby) << "somebody may write into the pipe";
  terminal.console.end_input();
  EXPECT_TRUE(terminal.until([&] { return server.asked<model::Join>().back().is_standby; }));
}

TEST_F(ControlPointServiceTest, AnAcknowledgementCarriesTheSeverityThatThePersonSaw) {
  Terminal terminal(settings);
  Server server(*this, terminal.process.io());
  ASSERT_TRUE(terminal.until_said("Connected"));
  server.send(notice(12));
  server.send(notice(13, 1, NoticeCause::raised, Severity::distress));
  ASSERT_TRUE(terminal.until_said("#13 DISTRESS NEW"));
  terminal.console.type("ack 12");
  ASSERT_TRUE(terminal.until([&] { return server.asked<model::AcknowledgeAlert>().size() == 1; }));
  EXPECT_EQ(server.asked<model::AcknowledgeAlert>().front().alert, 12U);
  EXPECT_EQ(server.asked<model::AcknowledgeAlert>().front().severity, Severity::warning);
  ASSERT_TRUE(terminal.until_said("ack #12: received"));
  terminal.console.type("ack 99");
  EXPECT_TRUE(terminal.console.says("no open alert of that number"));
}

TEST_F(ControlPointServiceTest, AlertsAreCommentedAndClosedByTheirNumber) {
  Terminal terminal(settings);
  Server server(*this, terminal.process.io());
  ASSERT_TRUE(terminal.until_said("Connected"));
  server.send(notice(12));
  ASSERT_TRUE(terminal.until_said("#12 warning NEW"));
  terminal.console.type("show 12");
  EXPECT_TRUE(terminal.console.says("Vessel: MMSI 970123456"));
  terminal.console.type("comment 12 called on 16");
  terminal.console.type("close 12 false a buoy");
  ASSERT_TRUE(terminal.until_said("close #12 false \"a buoy\": received by the server"));
  EXPECT_EQ(server.asked<model::CommentAlert>().front().text, "called on 16");
  EXPECT_EQ(server.asked<model::CloseAlert>().front().outcome, model::Outcome::false_alert);
}

TEST_F(ControlPointServiceTest, OffersThatFallTogetherAreOneQuestionAndOneAnswer) {
  Terminal terminal(settings);
  Server server(*this, terminal.process.io());
  ASSERT_TRUE(terminal.until_said("Connected"));
  for (const char* sector : {"S05", "S06", "S07"}) {
    server.send(offer(sector));
  }
  ASSERT_TRUE(terminal.until_said("OFFERED 3 sectors"));
  terminal.console.type("accept all");
  ASSERT_TRUE(terminal.until([&] { return server.asked<model::Accept>().size() >= 3; }));
  server.send(offer("S08"));
  // The name is the chart's until the server has sent its own.
  const std::string name = geography_if_any(settings).places.names.find("S08")->second.en;
  ASSERT_TRUE(terminal.until_said("S08 " + name + ": accepted"));
  EXPECT_EQ(terminal.console.times_said("OFFERED"), 4U) << terminal.console.text;
}

TEST_F(ControlPointServiceTest, AnAbsentServerIsSaidWithWhereItWasLookedFor) {
  Terminal terminal(settings);
  ASSERT_TRUE(terminal.until_said("No coordination server answers in the run directory " +
                                  settings.bus.directory.string()));
}

TEST_F(ControlPointServiceTest, ASupersededTerminalTakesNothingMoreAndSaysSo) {
  Terminal terminal(settings, true);
  Server server(*this, terminal.process.io());
  ASSERT_TRUE(terminal.until_said("Connected"));
  server.send(
      model::Refusal{.code = model::RefusalCode::superseded, .current_epoch = 8, .sector = {}, .why = {}});
  ASSERT_TRUE(terminal.until_said("Press Enter to end it"));
  terminal.console.type("report S05 two boats");
  EXPECT_TRUE(terminal.console.says("NOT SENT: report S05 two boats"));
  EXPECT_THAT(server.asked<model::PatrolReport>(), IsEmpty());
}

TEST_F(ControlPointServiceTest, WithoutADiskThePersonIsToldAndTheWordsGoAllTheSame) {
  settings.data_directory = directory.path() / "no-directory";
  std::ofstream(settings.data_directory) << "a file";
  Terminal terminal(settings);
  EXPECT_TRUE(terminal.console.says("NOTHING IS KEPT"));
  Server server(*this, terminal.process.io());
  ASSERT_TRUE(terminal.until_said("Connected"));
  terminal.console.type("report S05 two boats");
  ASSERT_TRUE(terminal.until_said("received by the server"));
}

TEST_F(ControlPointServiceTest, WhatTheDiskDoesNotTakeIsSaidAndConfirmedOnlyLater) {
  Terminal terminal(settings);
  Server server(*this, terminal.process.io());
  ASSERT_TRUE(terminal.until_said("Connected"));
  {
    // Somebody else keeps the file.
    store::Database other(directory.path() / "control-point-lumut.sqlite", store::Database::Access::writer);
    other.run("BEGIN EXCLUSIVE");
    terminal.console.type("report S05 two boats");
    EXPECT_TRUE(terminal.console.says("NOT KEPT on the disk"));
    ASSERT_TRUE(terminal.until_said("received by the server"));
    server.send(notice(12));
    ASSERT_TRUE(terminal.until_said("#12 warning NEW")) << "it is printed all the same";
    ASSERT_TRUE(terminal.until_said("cannot be kept"));
    EXPECT_THAT(server.asked<model::NoticeReceipt>(), IsEmpty());
  }
  ASSERT_TRUE(terminal.until([&] { return !server.asked<model::NoticeReceipt>().empty(); }));
  EXPECT_EQ(terminal.console.times_said("#12 warning NEW"), 1U);
}

TEST_F(ControlPointServiceTest, WhatIsOnlyInMemoryIsNeverSaidToBeKept) {
  Terminal terminal(settings);
  {
    store::Database other(directory.path() / "control-point-lumut.sqlite", store::Database::Access::writer);
    other.run("BEGIN EXCLUSIVE");
    terminal.console.type("report S05 two boats");
    EXPECT_TRUE(terminal.console.says("\"two boats\": only in this terminal's memory"));
    ASSERT_TRUE(terminal.until_said("It is NOT on the disk"));
    terminal.console.type("sent");
    EXPECT_TRUE(terminal.console.says("NOT DELIVERED, NOT on the disk"));
    terminal.console.type("quit");
    ASSERT_TRUE(terminal.until_said("NOT on the disk: 1 entry. It is LOST"));
    EXPECT_FALSE(terminal.console.says("kept;"));
  }
}

TEST_F(ControlPointServiceTest, WhatTheDiskTakesLaterIsSentByTheNextTerminal) {
  {
    Terminal first(settings);
    {
      store::Database other(directory.path() / "control-point-lumut.sqlite", store::Database::Access::writer);
      other.run("BEGIN EXCLUSIVE");
      first.console.type("report S05 two boats");
      ASSERT_TRUE(first.console.says("NOT KEPT on the disk"));
    }
    ASSERT_TRUE(first.until_said("1 entry that was not on the disk is kept there now"));
  }
  Terminal second(settings);
  Server server(*this, second.process.io());
  ASSERT_TRUE(second.until([&] { return server.asked<model::PatrolReport>().size() == 1; }));
}

TEST_F(ControlPointServiceTest, OfACommandThatDoesNotFitTheGravestPartIsTaken) {
  Terminal terminal(settings);
  auto server = std::make_unique<Server>(*this, terminal.process.io());
  ASSERT_TRUE(terminal.until_said("Connected"));
  server->send(notice(12));
  server->send(notice(13, 1, NoticeCause::raised, Severity::distress));
  ASSERT_TRUE(terminal.until([&] { return server->asked<model::NoticeReceipt>().size() == 2; }));
  server.reset();
  for (std::size_t i = 1; i < coordinate::Outbox::kMostWaiting; ++i) {
    terminal.console.type("log entry");
  }
  EXPECT_FALSE(terminal.console.holds_piped);
  terminal.console.type("ack all");
  EXPECT_TRUE(terminal.console.holds_piped) << "what is piped in waits for room";
  EXPECT_TRUE(terminal.console.says("1 of 2 are taken; 1 are NOT TAKEN"));
  terminal.console.type("report S05 two boats");
  EXPECT_TRUE(terminal.console.says("NOT TAKEN: report S05 \"two boats\""));
  server = std::make_unique<Server>(*this, terminal.process.io());
  ASSERT_TRUE(terminal.until_said("ack #13: received"));
  EXPECT_TRUE(terminal.until([&] { return !terminal.console.holds_piped; }));
  EXPECT_EQ(server->asked<model::AcknowledgeAlert>().front().alert, 13U);
  EXPECT_THAT(server->asked<model::AcknowledgeAlert>(), SizeIs(1));
}

TEST_F(ControlPointServiceTest, WhatATerminalCannotDoIsSaidThere) {
  Terminal terminal(settings);
  terminal.console.type("accept");
  EXPECT_THAT(terminal.console.text, HasSubstr("no sector is offered now"));
  terminal.console.type("fly S01");
  EXPECT_THAT(terminal.console.text, HasSubstr("unknown command: 'fly'"));
  terminal.console.type("decline S05 tired");
  EXPECT_THAT(terminal.console.text, HasSubstr("no_asset (no craft available)"));
}

}  // namespace
}  // namespace selat::service
