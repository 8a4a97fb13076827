// A control point on another machine: orders and topics over tcp with CURVE, each machine with its own run
// directory, settings and keys. Here both stand on loopback.

#include <filesystem>
#include <fstream>
#include <map>
#include <tuple>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../child.h"
#include "bus/keys.h"
#include "bus/subscriber.h"
#include "runtime/machine_clock.h"
#include "support/temporary_directory.h"

namespace selat {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
namespace fs = std::filesystem;

// Ports next to each other that are free now.
int free_ports() {
  using boost::asio::ip::tcp;
  boost::asio::io_context io;
  for (int tries = 0; tries < 100; ++tries) {
    const tcp::acceptor first(io, {boost::asio::ip::address_v4::loopback(), 0});
    const int port = first.local_endpoint().port();
    bool is_free = port < 65'500;
    for (int next = 1; next < 3 && is_free; ++next) {
      tcp::acceptor other(io);
      boost::system::error_code error;
      other.open(tcp::v4());
      other.bind({boost::asio::ip::address_v4::loopback(), static_cast<unsigned short>(port + next)}, error);
      is_free = !error;
    }
    if (is_free) {
      return port;
    }
  }
  return 0;
}

class TwoMachines : public testing::Test {
 protected:
  TwoMachines() : port_(free_ports()) {
    for (const char* owner :
         {"coordinate", "control-point.changi", "control-point.lumut", "intruder", "watch"}) {
      bus::make_key_files(directory_ / "made", owner);
    }
  }
  ~TwoMachines() override {
    if (HasFailure()) {
      for (const auto& [name, child] : children_) {
        std::cerr << "=== " << name << "\n" << child->output();
      }
    }
  }

  // A machine with one process, its pair of keys (named `pair`), and the public keys of those it knows.
  fs::path machine(const std::string& name, const std::string& process, const std::string& pair,
                   const std::vector<std::string>& known, const std::string& more = {}) {
    const fs::path place = directory_ / name;
    for (const fs::path& folder : {place, place / "run", place / "keys"}) {
      fs::create_directory(folder);
      fs::permissions(folder, fs::perms::owner_all);
    }
    fs::copy_file(directory_ / "made" / (pair + ".secret"), place / "keys" / (process + ".secret"));
    for (const std::string& other : known) {
      fs::copy_file(directory_ / "made" / (other + ".public"), place / "keys" / (other + ".public"));
    }
    std::ofstream(place / "selat.toml")
        << fmt::format(
               "[bus]\nkeys = \"keys\"\n[bus.remote.coordinate]\npublish = \"tcp://127.0.0.1:{}\"\n"
               "request = \"tcp://127.0.0.1:{}\"\norders = \"tcp://127.0.0.1:{}\"\n"
               "[coordinate]\nlease_s = 4\nrenew_every_s = 1\nskew_bound_s = 0.5\n",
               port_, port_ + 1, port_ + 2)
        << more;
    return place;
  }
  test::Child& start(const fs::path& place, std::vector<std::string> words) {
    words.insert(words.end(),
                 {"--config", (place / "selat.toml").string(), "--run-directory", (place / "run").string(),
                  "--data-directory", (place / "data").string(), "--geodata", SELAT_SOURCE_DIR "/geodata"});
    auto& child = children_[place.filename().string()];
    child =
        std::make_unique<test::Child>(std::move(words), directory_ / (place.filename().string() + ".log"));
    return *child;
  }
  // Whether a command says that there. A command gives up on a busy machine sooner than this test.
  [[nodiscard]] bool is_said(const fs::path& place, std::vector<std::string> words,
                             const testing::Matcher<std::string>& what) {
    constexpr int kTries = 20;
    words.insert(words.end(),
                 {"--config", (place / "selat.toml").string(), "--run-directory", (place / "run").string(),
                  "--data-directory", (place / "data").string(), "--lang", "en"});
    std::string said;
    for (int i = 0; i < kTries && !what.Matches(said); ++i) {
      fs::remove(directory_ / "command.log");
      test::Child command(words, directory_ / "command.log");
      std::ignore = command.wait_for_end();
      said = command.output();
    }
    EXPECT_THAT(said, what);
    return what.Matches(said);
  }
  test::Child& start_coordinator(const std::string& more = {}) {
    return start(machine("server", "coordinate", "coordinate",
                         {"coordinate", "control-point.changi", "control-point.lumut", "watch"}, more),
                 {"coordinate"});
  }

  // What the coordinator says of its peers, as a machine with the key "watch" hears it.
  [[nodiscard]] bool until_counted(const std::string& counter) {
    const fs::path place = machine("watch", "watch", "watch", {"coordinate"});
    const std::string at = "tcp://127.0.0.1:";
    bus::BusOptions options{.directory = place / "run", .remote = {}, .keys = place / "keys"};
    options.clock = runtime::read_clocks;
    options.remote["coordinate"] = {.publish = at + std::to_string(port_),
                                    .request = at + std::to_string(port_ + 1),
                                    .orders = at + std::to_string(port_ + 2)};
    boost::asio::io_context io;
    bus::Bus bus(io, options, "watch");
    bool is_counted = false;
    const bus::Subscriber subscriber(
        bus, {bus::subscribe<model::ProcessHealth>(
                 "coordinate", {.apply = [&](const model::ProcessHealth& health, const bus::Stamp&) {
                   for (const model::NamedCount& count : health.counters) {
                     is_counted |= count.name == counter && count.count > 0;
                   }
                 }})});
    return test::run_until(io, [&] { return is_counted; });
  }

  int port_;
  test::TemporaryDirectory directory_;
  std::map<std::string, std::unique_ptr<test::Child>> children_;
};

TEST_F(TwoMachines, AControlPointIsServedOverTcpWithItsKey) {
  start_coordinator();
  const test::Child& changi =
      start(machine("changi", "control-point.changi", "control-point.changi", {"coordinate"}),
            {"control-point", "changi", "--auto-accept"});
  EXPECT_TRUE(changi.until_said("HELD S19")) << changi.output();
}

// Whoever knocks with another language is told nothing, and counted at each port.
TEST_F(TwoMachines, GarbageAtItsPortsIsCounted) {
  ASSERT_TRUE(start_coordinator().until_said("4 control points"));
  using boost::asio::ip::tcp;
  boost::asio::io_context io;
  for (int port = port_; port < port_ + 3; ++port) {
    tcp::socket stranger(io);
    stranger.connect({boost::asio::ip::address_v4::loopback(), static_cast<std::uint16_t>(port)});
    const std::string garbage = "GET / HTTP/1.1\r\n\xff\xfe\xc3\x28\xf0\x28\x8c\x28\r\n\r\n";
    boost::asio::write(stranger, boost::asio::buffer(garbage));
    boost::system::error_code ended;
    char byte = 0;
    (void)stranger.read_some(boost::asio::buffer(&byte, 1), ended);  // until the server closes it, or answers
  }
  EXPECT_TRUE(until_counted("peers_handshake_failed"));
}

TEST_F(TwoMachines, TheWatchOnTheServerWritesWithTheKeyOfItsTools) {
  bus::make_key_files(directory_ / "made", "top");
  const fs::path place = machine("server", "coordinate", "coordinate", {"coordinate", "top"});
  fs::copy_file(directory_ / "made" / "top.secret", place / "keys" / "top.secret");
  ASSERT_TRUE(start(place, {"coordinate"}).until_said("4 control points"));
  EXPECT_TRUE(is_said(place, {"log", "add", "watch begins"}, HasSubstr("written")));
}

// A commander reads there what the watch reads, and writes into the log in the name of his control point.
TEST_F(TwoMachines, TheToolsAtAControlPointReadAndWriteTheLogWithItsKey) {
  start_coordinator(
      "[bus.peer.\"control-point.changi\"]\ntopics = \"assignment alert context log health\"\n"
      "orders_from = \"changi\"\n");
  const fs::path place = machine("changi", "control-point.changi", "control-point.changi", {"coordinate"});
  EXPECT_TRUE(is_said(place, {"log", "add", "engine of RSS-1 repaired"}, HasSubstr("written")));
  EXPECT_TRUE(is_said(place, {"log"}, testing::ContainsRegex("changi.*engine of RSS-1 repaired")));
  EXPECT_TRUE(is_said(place, {"log", "--handover"},
                      AllOf(HasSubstr("OPEN ALERTS: 0"), testing::ContainsRegex("SECTORS: 0 of [0-9]+ held"),
                            HasSubstr("ADDED TO THE RULES: 0"), HasSubstr("engine of RSS-1"))));
  EXPECT_TRUE(is_said(place, {"top", "--once"},
                      AllOf(HasSubstr("no open alerts"), HasSubstr("S19"), HasSubstr("engine of RSS-1"),
                            Not(HasSubstr("not heard: ")))));
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"watch", "add", "--mmsi", "525000001", "--reason", "x"},
        {"zone", "add", "--circle", "1.25,103.8,3", "--reason", "x"},
        {"watch", "end", "W1", "--reason", "x"}}) {
    EXPECT_TRUE(is_said(place, words,
                        HasSubstr("only the watch may do this: the key on this machine is that of changi")));
  }
}

TEST_F(TwoMachines, WhatAKeyMayNotHearIsSaidToBeUnknown) {
  start_coordinator(
      "[bus.peer.\"control-point.changi\"]\ntopics = \"assignment alert log health\"\n"
      "orders_from = \"changi\"\n");
  const fs::path place = machine("changi", "control-point.changi", "control-point.changi", {"coordinate"});
  EXPECT_TRUE(is_said(place, {"log", "--handover"},
                      AllOf(HasSubstr("ADDED TO THE RULES: not known"),
                            testing::ContainsRegex("SECTORS: 0 of [0-9]+ held"))));
}

TEST_F(TwoMachines, AWrongKeyIsRefusedAndCountedAndTheRightOneStillServed) {
  start_coordinator();
  const test::Child& intruder = start(machine("intruder", "control-point.changi", "intruder", {"coordinate"}),
                                      {"control-point", "changi", "--auto-accept"});
  EXPECT_TRUE(until_counted("peers_refused"));
  EXPECT_THAT(intruder.output(), Not(HasSubstr("S19")));
  EXPECT_TRUE(intruder.until_said("No coordination server answers at tcp://")) << intruder.output();
  EXPECT_THAT(intruder.output(), HasSubstr("the server must know control-point.changi.public"));
  const test::Child& changi =
      start(machine("changi", "control-point.changi", "control-point.changi", {"coordinate"}),
            {"control-point", "changi", "--auto-accept"});
  EXPECT_TRUE(changi.until_said("HELD S19")) << changi.output();
  EXPECT_THAT(intruder.output(), Not(HasSubstr("S19")));
}

TEST_F(TwoMachines, ARightKeyInAWrongRoleIsRefusedAndCounted) {
  start_coordinator();
  const test::Child& changi =
      start(machine("changi", "control-point.changi", "control-point.lumut", {"coordinate"}),
            {"control-point", "changi", "--auto-accept"});
  EXPECT_TRUE(until_counted("peers_wrong_role"));
  EXPECT_THAT(changi.output(), Not(HasSubstr("S19")));
  EXPECT_TRUE(changi.until_said("is heard, and does not answer changi: the key control-point.changi"))
      << changi.output();
  EXPECT_TRUE(is_said(directory_ / "changi", {"log", "add", "in another's name"},
                      HasSubstr("may not write in the name of changi")));
}

// What is missing is named by what can be known here, not by what is usual on the server's machine.
TEST_F(TwoMachines, ToolsNameTheCauseThatHoldsOnThisMachine) {
  start_coordinator(
      "[bus.peer.\"control-point.changi\"]\ntopics = \"assignment alert health\"\norders_from = "
      "\"changi\"\n");
  const fs::path place = machine("changi", "control-point.changi", "control-point.changi", {"coordinate"});
  EXPECT_TRUE(is_said(
      place, {"log"},
      HasSubstr("is heard, but does not send 'log' here: the key control-point.changi may not hear it")));
  EXPECT_TRUE(is_said(place, {"watch", "list"}, HasSubstr("does not send 'context' here")));
  EXPECT_TRUE(is_said(place, {"vessels"}, HasSubstr("the settings here name the way to coordinate only")));
  EXPECT_TRUE(is_said(place, {"audit", "verify"},
                      HasSubstr("the log lies on the machine of the coordination server")));
}

TEST_F(TwoMachines, ATerminalSaysWhyNothingIsOfferedAtFirst) {
  start_coordinator();
  const test::Child& changi =
      start(machine("changi", "control-point.changi", "control-point.changi", {"coordinate"}),
            {"control-point", "changi", "--auto-accept"});
  EXPECT_TRUE(changi.until_said("The server has no record of who holds which sector")) << changi.output();
}

TEST_F(TwoMachines, AnAddressWithoutKeysIsOneLineAndStatusTwo) {
  const fs::path place = machine("server", "coordinate", "coordinate", {"coordinate"});
  std::ofstream(place / "selat.toml") << "[bus.remote.coordinate]\npublish = \"tcp://0.0.0.0:5701\"\n"
                                         "request = \"tcp://0.0.0.0:5702\"\n";
  test::Child& server = start(place, {"coordinate"});
  EXPECT_EQ(server.wait_for_end(), 2);
  EXPECT_THAT(
      server.output(),
      HasSubstr(
          "selat.toml:2:11: bus.remote.coordinate.publish: goes over a network, and there are no keys"));
}

}  // namespace
}  // namespace selat
