// `selat coordinate` and `selat control-point` as real processes: who holds what, and what kill -9 changes.

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include "../child.h"
#include "bus/publisher.h"
#include "bus/subscriber.h"
#include "model/alert.h"
#include "model/log_entry.h"
#include "model/sector_table.h"
#include "runtime/machine_clock.h"
#include "support/temporary_directory.h"

namespace selat {
namespace {

using test::Child;
using testing::HasSubstr;
namespace fs = std::filesystem;

// Short spans, so that a lease ends within a test; but a busy machine must start a server again within a
// lease.
constexpr std::string_view kSettings =
    "[coordinate]\nlease_s = 20\nrenew_every_s = 1\nskew_bound_s = 0.5\nanswer_within_s = 10\n";

struct Seat {
  std::string holder;
  std::uint64_t epoch = 0;
  friend bool operator==(const Seat&, const Seat&) = default;
};

// The sector table and the alerts as everybody sees them; also speaks for `detect`.
class Watcher {
 public:
  explicit Watcher(const fs::path& directory)
      : bus_(io_, {.directory = directory, .remote = {}, .keys = {}, .clock = runtime::read_clocks},
             "detect"),
        publisher_(bus_,
                   {.term = static_cast<std::uint64_t>(runtime::read_clocks().wall.in_unix_microseconds())}),
        subscriber_(
            bus_, {bus::subscribe<model::SectorTable>(
                       "coordinate", {.apply = [this](const model::SectorTable& heard,
                                                      const bus::Stamp& stamp) { take(heard, stamp.term); }}),
                   bus::subscribe<model::Alert>(
                       "coordinate", {.apply = [this](const model::Alert& alert,
                                                      const bus::Stamp&) { alerts[alert.id] = alert; }}),
                   bus::subscribe<model::LogEntry>(
                       "coordinate", {.apply = [this](const model::LogEntry& entry, const bus::Stamp&) {
                         log.push_back(entry);
                       }})}) {}

  [[nodiscard]] bool until(const std::function<bool()>& holds) { return test::run_until(io_, holds); }

  void publish(const model::Anomaly& anomaly) { publisher_.publish(anomaly); }

  // Sectors that are held, with a holder that is heard.
  [[nodiscard]] std::map<std::string, Seat> held() const {
    std::map<std::string, Seat> seats;
    for (const auto& [assignment, vessels, exclusions] : table.rows) {
      if (assignment.state == model::SectorState::held) {
        seats[std::string(assignment.sector.view())] = {std::string(assignment.holder.view()),
                                                        assignment.epoch};
      }
    }
    return seats;
  }
  [[nodiscard]] int held_by(const std::string& name) const {
    int count = 0;
    for (const auto& [sector, seat] : held()) {
      count += seat.holder == name ? 1 : 0;
    }
    return count;
  }

  model::SectorTable table;
  std::uint64_t term = 0;  // of the server that published the table
  std::map<std::uint64_t, model::Alert> alerts;
  std::vector<model::LogEntry> log;
  std::vector<std::string> epochs_gone_back;

 private:
  void take(const model::SectorTable& heard, std::uint64_t its_term) {
    table = heard;
    term = its_term;
    for (const auto& [sector, seat] : held()) {
      auto& last = last_[sector];
      const bool is_wrong =
          seat.epoch < last.epoch || (seat.epoch == last.epoch && seat.holder != last.holder);
      if (is_wrong) {
        epochs_gone_back.push_back(sector);
      }
      last = seat;
    }
  }

  boost::asio::io_context io_;
  std::map<std::string, Seat> last_;
  bus::Bus bus_;
  bus::Publisher publisher_;
  bus::Subscriber subscriber_;
};

model::Anomaly anomaly_near_changi(model::Severity severity) {
  model::Anomaly anomaly;
  anomaly.id = 77;
  anomaly.rule = "zone";
  anomaly.grade = "entry";
  anomaly.severity = severity;
  anomaly.vessels = {{model::Mmsi(563'000'001), "MV EXAMPLE"}};
  anomaly.place = geo::Position::degrees(1.30, 104.03);
  anomaly.started_at = anomaly.decided_at = runtime::read_clocks().wall;
  return anomaly;
}

class Coordination : public testing::Test {
 protected:
  Coordination() {
    std::ofstream(directory_ / "selat.toml") << kSettings;
    fs::create_directory(directory_ / "run");
    fs::permissions(directory_ / "run", fs::perms::owner_all);
  }
  ~Coordination() override {
    if (HasFailure()) {
      for (const auto& [name, child] : children_) {
        std::cerr << "=== " << name << "\n" << child->output();
      }
    }
  }

  Child& start(const std::string& name, std::vector<std::string> arguments) {
    for (const std::string word :
         {"--config", "selat.toml", "--run-directory", "run", "--data-directory", "data"}) {
      arguments.push_back(word.starts_with("--") ? word : (directory_ / word).string());
    }
    arguments.insert(arguments.end(), {"--geodata", SELAT_SOURCE_DIR "/geodata"});
    children_.erase(name);
    return *(children_[name] = std::make_unique<Child>(std::move(arguments), directory_ / (name + ".log")));
  }
  Child& start_coordinator() { return start("coordinate", {"coordinate"}); }
  Child& start_auto(const std::string& name) {
    return start(name, {"control-point", name, "--auto-accept", "--headless"});
  }
  // Everybody up, and every sector that anybody may have is held, and its holder has heard so: all but those
  // where nothing is agreed.
  void start_all() {
    watcher_ = std::make_unique<Watcher>(directory_ / "run");
    start_coordinator();
    for (const char* name : {"belawan", "batam", "lumut", "changi"}) {
      start_auto(name);
    }
    ASSERT_TRUE(watcher().until([&] { return watcher().held().size() == 18 && heard_to_hold() == 18; }));
  }
  [[nodiscard]] std::size_t heard_to_hold() const {
    std::size_t held = 0;
    for (const auto& [name, child] : children_) {
      const std::string said = child->output();
      for (auto at = said.find("  HELD S"); at != std::string::npos; at = said.find("  HELD S", at + 1)) {
        ++held;
      }
    }
    return held;
  }
  Watcher& watcher() { return *watcher_; }
  Child& child(const std::string& name) { return *children_.at(name); }

  test::TemporaryDirectory directory_;
  std::map<std::string, std::unique_ptr<Child>> children_;
  std::unique_ptr<Watcher> watcher_;
};

TEST_F(Coordination, EveryPermittedSectorIsHeldAndWhereNothingIsAgreedNone) {
  start_all();
  for (const char* name : {"belawan", "batam", "lumut", "changi"}) {
    EXPECT_GT(watcher().held_by(name), 0) << name;
  }
  for (const auto& [assignment, vessels, exclusions] : watcher().table.rows) {
    const std::set<std::string_view> nobodys{"S11", "S20", "S21", "S22", "S23", "S24"};
    if (nobodys.contains(assignment.sector.view())) {
      EXPECT_EQ(assignment.state, model::SectorState::unowned);
    }
  }
}

TEST_F(Coordination, AKilledCoordinatorLosesNoAssignment) {
  start_all();
  const auto before = watcher().held();
  child("coordinate").kill_at_once();
  const auto old_term = watcher().term;
  start_coordinator();
  ASSERT_TRUE(
      watcher().until([&] { return watcher().term > old_term && watcher().held().size() == before.size(); }));
  EXPECT_EQ(watcher().held(), before);
  EXPECT_THAT(watcher().epochs_gone_back, testing::IsEmpty());
}

// As the program itself advises where it is damaged.
TEST_F(Coordination, AServerWithoutItsDatabaseLeavesTheSectorsToWhoHoldsThem) {
  start_all();
  const auto before = watcher().held();
  child("coordinate").kill_at_once();
  const auto old_term = watcher().term;
  for (const auto& entry : fs::directory_iterator(directory_ / "data")) {
    if (entry.path().filename().string().starts_with("coordinate")) {
      fs::rename(entry.path(), directory_ / entry.path().filename());
    }
  }
  start_coordinator();
  ASSERT_TRUE(
      watcher().until([&] { return watcher().term > old_term && watcher().held().size() == before.size(); }));
  EXPECT_EQ(watcher().held(), before) << "claimed, with the epochs they had";
  child("changi").kill_at_once();
  ASSERT_TRUE(watcher().until([&] { return watcher().held_by("changi") == 0; }));
  EXPECT_THAT(watcher().epochs_gone_back, testing::IsEmpty());
}

TEST_F(Coordination, ALongerLeaseOfBeforeIsWaitedFor) {
  start_all();
  child("coordinate").kill_at_once();
  std::ofstream(directory_ / "selat.toml")
      << "[coordinate]\nlease_s = 3\nrenew_every_s = 1\nskew_bound_s = 0.5\nanswer_within_s = 10\n";
  child("lumut").kill_at_once();
  const auto old_term = watcher().term;
  const Instant before_start = runtime::read_clocks().wall;
  start_coordinator();
  // Of a sector whose holder is not heard.
  const auto waited_for = [&]() -> std::optional<Instant> {
    for (const model::SectorRow& row : watcher().table.rows) {
      const auto state = row.assignment.state;
      if (state == model::SectorState::unknown || state == model::SectorState::expiring) {
        return row.assignment.expires_at;
      }
    }
    return std::nullopt;
  };
  ASSERT_TRUE(watcher().until([&] { return watcher().term > old_term && waited_for(); }));
  EXPECT_GT((*waited_for() - before_start).in_seconds(), 19.9) << "twenty seconds were promised";
}

TEST_F(Coordination, AKilledControlPointKeepsItsSectors) {
  start_all();
  const auto before = watcher().held();
  child("belawan").kill_at_once();
  start_auto("belawan");
  // Its terminal has been heard again when the lease of the one before would be over.
  const auto killed_at = std::chrono::steady_clock::now();
  ASSERT_TRUE(watcher().until([&] {
    return std::chrono::steady_clock::now() - killed_at > std::chrono::seconds(8) &&
           watcher().held() == before;
  }));
  EXPECT_THAT(watcher().epochs_gone_back, testing::IsEmpty());
}

TEST_F(Coordination, TheSectorsOfOneWhoStaysAwayGoToTheNextOrAreUncovered) {
  start_all();
  const auto before = watcher().held();
  child("belawan").kill_at_once();
  child("changi").kill_at_once();
  ASSERT_TRUE(watcher().until([&] { return watcher().held_by("batam") == 7; })) << "batam's capacity";
  for (const auto& [sector, seat] : watcher().held()) {
    if (seat != before.at(sector)) {
      EXPECT_GT(seat.epoch, before.at(sector).epoch);
    }
  }
  EXPECT_EQ(watcher().held_by("changi"), 0);
  EXPECT_THAT(watcher().epochs_gone_back, testing::IsEmpty());
}

TEST_F(Coordination, WhoLeavesInOrderIsReplacedBeforeItsLeaseIsOver) {
  start_all();
  child("belawan").ask_to_end();
  EXPECT_EQ(child("belawan").wait_for_end(), 0);
  ASSERT_TRUE(watcher().until([&] { return watcher().held_by("batam") == 7; }));
  EXPECT_EQ(watcher().held_by("belawan"), 0);
}

TEST_F(Coordination, APersonAnswersByHand) {
  watcher_ = std::make_unique<Watcher>(directory_ / "run");
  start_coordinator();
  const Child& changi = start("changi", {"control-point", "changi"});
  ASSERT_TRUE(watcher().until([&] { return changi.output().find("OFFERED S19") != std::string::npos; }));
  changi.type("accept s19");
  changi.type("decline S18 crew-rest until dawn");
  ASSERT_TRUE(watcher().until([&] { return watcher().held_by("changi") == 1; }));
  changi.type("report S19 two boats, no lights");
  EXPECT_TRUE(
      watcher().until([&] { return changi.output().find("no lights\": received") != std::string::npos; }));
  changi.type("release S19 weather");
  EXPECT_TRUE(watcher().until([&] { return watcher().held_by("changi") == 0; }));
  changi.type("quit");
  EXPECT_EQ(child("changi").wait_for_end(), 0);
}

TEST_F(Coordination, AnAcknowledgementSurvivesKillMinusNine) {
  watcher_ = std::make_unique<Watcher>(directory_ / "run");
  start_coordinator();
  const Child& changi = start("changi", {"control-point", "changi", "--auto-accept"});
  ASSERT_TRUE(watcher().until([&] { return watcher().held_by("changi") == 2; }));
  watcher().publish(anomaly_near_changi(model::Severity::warning));
  ASSERT_TRUE(watcher().until([&] { return changi.output().find("#1 ") != std::string::npos; }));
  changi.type("ack 1");
  ASSERT_TRUE(watcher().until([&] { return watcher().alerts[77].state == model::AlertState::acknowledged; }));
  child("coordinate").kill_at_once();
  watcher().alerts.clear();
  start_coordinator();
  ASSERT_TRUE(watcher().until([&] { return watcher().alerts[77].state == model::AlertState::acknowledged; }));
  ASSERT_TRUE(watcher().alerts[77].acknowledged);
  EXPECT_EQ(watcher().alerts[77].acknowledged->by.view(), "changi");
}

TEST_F(Coordination, APersonTakesOverFromAStandbyAndNobodyFromAPersonUnasked) {
  start_all();
  const auto before = watcher().held();
  const int of_lumut = watcher().held_by("lumut");
  const Child& person = start("person", {"control-point", "lumut"});
  ASSERT_TRUE(watcher().until([&] { return person.output().find("HELD S12") != std::string::npos; }));
  EXPECT_TRUE(
      watcher().until([&] { return child("lumut").output().find("taken over lumut") != std::string::npos; }));
  EXPECT_EQ(watcher().held(), before) << "the sectors stay with the control point";

  Child& refused = start("second", {"control-point", "lumut"});
  EXPECT_EQ(refused.wait_for_end(), 2);
  EXPECT_THAT(refused.output(), HasSubstr("--take-over"));

  const Child& other = start("third", {"control-point", "lumut", "--take-over"});
  ASSERT_TRUE(watcher().until([&] { return other.output().find("HELD S12") != std::string::npos; }));
  EXPECT_EQ(child("person").wait_for_end(), 0);
  EXPECT_EQ(watcher().held(), before);
  // The headless one waits and serves again when the person has gone.
  other.type("quit");
  EXPECT_EQ(child("third").wait_for_end(), 0);
  EXPECT_TRUE(watcher().until([&] { return watcher().held_by("lumut") == of_lumut; }));
  EXPECT_THAT(watcher().epochs_gone_back, testing::IsEmpty());
}

TEST_F(Coordination, WordsTypedWhileTheServerIsDeadArriveWhoeverRestarts) {
  watcher_ = std::make_unique<Watcher>(directory_ / "run");
  start_coordinator();
  const Child& changi = start("changi", {"control-point", "changi", "--auto-accept"});
  ASSERT_TRUE(watcher().until([&] { return watcher().held_by("changi") == 2; }));
  child("coordinate").kill_at_once();
  changi.type("report S19 forty people sighted, sinking");
  ASSERT_TRUE(watcher().until(
      [&] { return changi.output().find("NOT DELIVERED: report S19") != std::string::npos; }));
  child("changi").kill_at_once();
  start_coordinator();
  start("changi", {"control-point", "changi", "--auto-accept"});
  ASSERT_TRUE(watcher().until([&] {
    return std::ranges::any_of(watcher().log, [](const model::LogEntry& entry) {
      return entry.kind == model::LogKind::patrol_report && entry.from.view() == "changi" &&
             entry.text == "forty people sighted, sinking";
    });
  }));
}

// Its log is shorter than what its files may be, its database is longer: nothing can be stored.
TEST_F(Coordination, OnAFullDiskLeasesGoOnAndADistressIsShownAndStoredWhenThereIsRoom) {
  start_all();
  const Child& server = child("coordinate");
  server.limit_files(16'384);
  watcher().publish(anomaly_near_changi(model::Severity::distress));
  ASSERT_TRUE(watcher().until([&] { return watcher().alerts.contains(77); }));
  EXPECT_FALSE(watcher().alerts[77].is_stored);
  ASSERT_TRUE(server.until_said("nothing is acknowledged until this is mended"));
  ASSERT_TRUE(child("changi").until_said("could not store it yet"));
  // For longer than a lease and what the clocks may differ.
  const auto expires_at = [&] {
    return watcher().table.rows.front().assignment.expires_at.value_or(Instant());
  };
  const Instant first = expires_at();
  ASSERT_TRUE(watcher().until([&] { return expires_at() > first + Span::seconds(7); }));
  EXPECT_EQ(watcher().held().size(), 18U);
  for (const char* name : {"belawan", "batam", "lumut", "changi"}) {
    EXPECT_THAT(child(name).output(), testing::Not(HasSubstr("GIVE NO MORE")));
  }
  server.limit_files({});
  ASSERT_TRUE(watcher().until([&] { return watcher().alerts[77].is_stored; }));
  child("coordinate").kill_at_once();
  watcher().alerts.clear();
  start_coordinator();
  ASSERT_TRUE(watcher().until([&] { return watcher().alerts.contains(77); }));
}

// It knows so before it has anything to store.
TEST_F(Coordination, WhoTakesOverAtAServerWithAFullDiskIsToldThat) {
  start_all();
  const Child& server = child("coordinate");
  server.limit_files(16'384);
  ASSERT_TRUE(server.until_said("nothing is acknowledged until this is mended"));
  const Child& other = start("changi-2", {"control-point", "changi", "--take-over"});
  ASSERT_TRUE(other.until_said("answers, but it can store nothing"));
  EXPECT_THAT(other.output(), testing::Not(HasSubstr("No coordination server answers")));
  watcher().publish(anomaly_near_changi(model::Severity::distress));
  EXPECT_TRUE(child("changi").until_said("#1 DISTRESS")) << "it goes on being served";
  server.limit_files({});
  EXPECT_TRUE(other.until_said("Connected to the coordination server"));
}

TEST_F(Coordination, WhoRestartsAtAServerWithAFullDiskIsSilentAndAnotherIsTold) {
  start_all();
  const Child& server = child("coordinate");
  server.limit_files(16'384);
  watcher().publish(anomaly_near_changi(model::Severity::distress));
  ASSERT_TRUE(server.until_said("nothing is acknowledged until this is mended"));
  child("changi").kill_at_once();
  const Child& other = start("changi-2", {"control-point", "changi"});
  ASSERT_TRUE(other.until_said("answers, but it can store nothing"));
  ASSERT_TRUE(server.until_said("changi is silent"));
  EXPECT_TRUE(child("batam").until_said("#1 DISTRESS"));
  server.limit_files({});
  EXPECT_TRUE(other.until_said("Connected to the coordination server"));
}

TEST_F(Coordination, AServerWhoseDatabaseIsDeletedEndsAndSaysWhatToDo) {
  start_all();
  fs::remove(directory_ / "data" / "coordinate.sqlite");
  watcher().publish(anomaly_near_changi(model::Severity::distress));
  EXPECT_EQ(child("coordinate").wait_for_end(), 1);
  EXPECT_THAT(child("coordinate").output(), HasSubstr("deleted, moved, replaced or cut short"));
  EXPECT_THAT(child("coordinate").output(), HasSubstr("What it held is kept as"));
}

TEST_F(Coordination, AnUnknownControlPointIsOneLineThatNamesTheKnownOnes) {
  Child& child = start("atlantis", {"control-point", "belawen"});
  EXPECT_EQ(child.wait_for_end(), 2);
  EXPECT_THAT(child.output(), HasSubstr("did you mean 'belawan'"));
  EXPECT_THAT(child.output(), HasSubstr("belawan, batam, lumut, changi"));
}

TEST_F(Coordination, TheLogOfEachOfTwoSystemsIsFoundByItsRunDirectory) {
  watcher_ = std::make_unique<Watcher>(directory_ / "run");
  start_coordinator();
  ASSERT_TRUE(watcher().until([&] { return watcher().term > 0; }));
  fs::create_directory(directory_ / "other");
  fs::permissions(directory_ / "other", fs::perms::owner_all);
  const std::string other = (directory_ / "other").string();
  Child second({"coordinate", "--run-directory", other, "--data-directory", (directory_ / "data2").string(),
                "--geodata", SELAT_SOURCE_DIR "/geodata"},
               directory_ / "second.log");
  ASSERT_TRUE(second.until_said("term "));
  const auto verify = [&](const std::string& run_directory, int status) {
    fs::remove(directory_ / "audit.log");
    Child audit({"audit", "verify", "--json", "--run-directory", run_directory}, directory_ / "audit.log");
    EXPECT_EQ(audit.wait_for_end(), status) << audit.output();
    return audit.output();
  };
  EXPECT_THAT(verify(other, 0), HasSubstr((directory_ / "data2" / "coordinate.sqlite").string()));
  EXPECT_THAT(verify((directory_ / "run").string(), 0),
              HasSubstr((directory_ / "data" / "coordinate.sqlite").string()));
  EXPECT_THAT(verify((directory_ / "none").string(), 2), HasSubstr("no coordination server has run in"));
}

TEST_F(Coordination, ADatabaseInUseIsOneLineAndStatusTwo) {
  watcher_ = std::make_unique<Watcher>(directory_ / "run");
  start_coordinator();
  ASSERT_TRUE(watcher().until([&] { return watcher().term > 0; }));
  fs::create_directory(directory_ / "other");
  fs::permissions(directory_ / "other", fs::perms::owner_all);
  Child second({"coordinate", "--run-directory", (directory_ / "other").string(), "--data-directory",
                (directory_ / "data").string(), "--geodata", SELAT_SOURCE_DIR "/geodata"},
               directory_ / "second.log");
  EXPECT_EQ(second.wait_for_end(), 2);
  EXPECT_THAT(second.output(), HasSubstr("another process has it open"));
}

}  // namespace
}  // namespace selat
