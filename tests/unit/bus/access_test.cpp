// Who may speak on the bus: only the user's own processes on this machine, only known keys over tcp.

#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <boost/asio/ip/tcp.hpp>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <zmq.h>

#include "bus/keys.h"
#include "bus/order_client.h"
#include "bus/order_server.h"
#include "bus/publisher.h"
#include "bus/socket.h"
#include "bus/subscriber.h"
#include "harness.h"

namespace selat::bus {
namespace {

using selat::test::TemporaryDirectory;
using test::Machine;

std::string refusal(const std::function<void()>& attempt) {
  try {
    attempt();
  } catch (const BusError& error) {
    return error.what();
  }
  return "accepted";
}

std::string refusal_of(Machine& machine, const BusOptions& options, const std::string& process = "ingest") {
  return refusal([&] {
    Bus bus(machine.io, options, process);
    const Publisher publisher(bus, {.term = 1});
  });
}

// Three ports next to each other that are free now.
std::string free_base(Machine& machine, int offset = 0) {
  using boost::asio::ip::tcp;
  for (int tries = 0; tries < 100; ++tries) {
    tcp::acceptor first(machine.io, {boost::asio::ip::address_v4::loopback(), 0});
    const int port = first.local_endpoint().port();
    boost::system::error_code error;
    bool is_free = port < 65'500;
    for (int next = 1; next < 3 && is_free; ++next) {
      tcp::acceptor other(machine.io);
      other.open(tcp::v4(), error);
      other.bind({boost::asio::ip::address_v4::loopback(), static_cast<unsigned short>(port + next)}, error);
      is_free = !error;
    }
    if (is_free) {
      return "tcp://127.0.0.1:" + std::to_string(port + offset);
    }
  }
  return {};
}

std::string next_port(const std::string& endpoint) {
  const auto colon = endpoint.rfind(':');
  return endpoint.substr(0, colon + 1) + std::to_string(std::stoi(endpoint.substr(colon + 1)) + 1);
}

TEST(RunDirectory, IsMadePrivate) {
  Machine machine;
  auto options = machine.options();
  options.directory = machine.directory.path() / "a" / "run";
  EXPECT_EQ(refusal_of(machine, options), "accepted");
  struct stat status{};
  ASSERT_EQ(::stat(options.directory.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0700U);
}

TEST(RunDirectory, ThatOthersMayEnterIsRefused) {
  Machine machine;
  std::filesystem::permissions(machine.directory.path(), std::filesystem::perms::group_exec,
                               std::filesystem::perm_options::add);
  EXPECT_NE(refusal_of(machine, machine.options()).find("other users may enter"), std::string::npos);
}

TEST(RunDirectory, ThatIsAFileOrALinkIsRefused) {
  Machine machine;
  auto options = machine.options();
  options.directory = machine.directory.path() / "file";
  std::ofstream(options.directory) << "x";
  EXPECT_NE(refusal_of(machine, options).find("is not a directory"), std::string::npos);
  std::filesystem::create_directory(machine.directory.path() / "real");
  options.directory = machine.directory.path() / "link";
  std::filesystem::create_directory_symlink(machine.directory.path() / "real", options.directory);
  EXPECT_NE(refusal_of(machine, options).find("is not a directory"), std::string::npos);
}

TEST(RunDirectory, WithAPathTooLongForASocketSaysSo) {
  Machine machine;
  auto options = machine.options();
  options.directory = machine.directory.path() / std::string(100, 'x');
  EXPECT_NE(refusal_of(machine, options).find("choose a shorter bus directory"), std::string::npos);
}

TEST(ProcessName, ThatWouldLeaveTheDirectoryIsRefused) {
  Machine machine;
  for (const char* const name : {"", "../ingest", "a/b", ".hidden", "with space", "new\nline"}) {
    EXPECT_NE(refusal_of(machine, machine.options(), name).find("process name"), std::string::npos) << name;
  }
}

TEST(ProcessName, BelongsToOneProcessAtATime) {
  Machine machine;
  auto first = std::make_unique<Bus>(machine.io, machine.options(), "ingest");
  auto publisher = std::make_unique<Publisher>(*first, PublisherOptions{.term = 1});
  EXPECT_NE(refusal_of(machine, machine.options()).find("runs already"), std::string::npos);
  publisher.reset();
  first.reset();
  EXPECT_EQ(refusal_of(machine, machine.options()), "accepted");
}

// What kill -9 leaves behind.
TEST(ProcessName, StaleSocketsDoNotStandInTheWay) {
  Machine machine;
  for (const char* const name : {"ingest.publish", "ingest.request", "ingest.lock"}) {
    std::ofstream(machine.directory.path() / name) << "left behind";
  }
  EXPECT_EQ(refusal_of(machine, machine.options()), "accepted");
}

TEST(Endpoint, OverTcpWithoutKeysIsRefusedEvenOnLoopback) {
  Machine machine;
  for (const char* const host : {"127.0.0.1", "10.0.0.1", "*"}) {
    auto options = machine.options();
    options.remote["ingest"] = {.publish = std::string("tcp://") + host + ":5701",
                                .request = std::string("tcp://") + host + ":5702"};
    EXPECT_NE(refusal_of(machine, options).find("needs CURVE keys"), std::string::npos) << host;
  }
}

TEST(Endpoint, OfAnotherKindIsRefused) {
  Machine machine;
  for (const char* const endpoint : {"inproc://x", "pgm://x", "", "nonsense"}) {
    auto options = machine.options();
    options.remote["ingest"] = {.publish = endpoint, .request = "ipc:///tmp/x"};
    EXPECT_NE(refusal_of(machine, options).find("begins neither with ipc:// nor with tcp://"),
              std::string::npos)
        << endpoint;
  }
}

struct Keys {
  Keys() {
    for (const char* const name : {"ingest", "detect", "coordinate", "belawan", "intruder"}) {
      make_key_files(directory.path() / name, name);
    }
  }
  // The keys directory of one process that knows the others named.
  std::filesystem::path known_to(const std::string& process, std::initializer_list<const char*> others) {
    for (const char* const other : others) {
      std::filesystem::copy_file(directory.path() / other / (std::string(other) + ".public"),
                                 directory.path() / process / (std::string(other) + ".public"),
                                 std::filesystem::copy_options::overwrite_existing);
    }
    return directory.path() / process;
  }
  TemporaryDirectory directory;
};

TEST(KeyFiles, AreMadeOnceAndOnlyForTheirOwner) {
  TemporaryDirectory directory;
  make_key_files(directory.path(), "ingest");
  struct stat status{};
  ASSERT_EQ(::stat((directory.path() / "ingest.secret").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600U);
  EXPECT_THROW(make_key_files(directory.path(), "ingest"), BusError);
  EXPECT_THROW(make_key_files(directory.path(), "../ingest"), BusError);
  const std::string replaced = make_key_files(directory.path(), "ingest", Existing::replace);
  const auto pair = read_key_pair(directory.path(), "ingest");
  EXPECT_EQ(pair.public_key, replaced);
  EXPECT_EQ(read_allowed_keys(directory.path()).at(pair.public_key), "ingest");
}

TEST(KeyFiles, ThatOthersMayReadAreRefused) {
  TemporaryDirectory directory;
  make_key_files(directory.path(), "ingest");
  std::filesystem::permissions(directory.path() / "ingest.secret", std::filesystem::perms::others_read,
                               std::filesystem::perm_options::add);
  EXPECT_NE(refusal([&] { (void)read_key_pair(directory.path(), "ingest"); }).find("0600"),
            std::string::npos);
}

TEST(KeyFiles, ThatHoldNoKeyAreRefused) {
  TemporaryDirectory directory;
  std::ofstream(directory.path() / "x.public") << "too short\n";
  EXPECT_NE(refusal([&] { (void)read_allowed_keys(directory.path()); }).find("Z85"), std::string::npos);
  EXPECT_NE(refusal([&] { (void)read_key_pair(directory.path(), "x"); }).find("no key file"),
            std::string::npos);
}

model::Anomaly anomaly_seven() {
  model::Anomaly anomaly;
  anomaly.id = 7;
  return anomaly;
}

Subscription anomalies(std::function<void(const model::Anomaly&)> apply) {
  return subscribe<model::Anomaly>(
      "ingest",
      {.apply = [apply = std::move(apply)](const model::Anomaly& anomaly, const Stamp&) { apply(anomaly); }});
}

void ignore(const model::ReceivedOrder&) {}

struct OverTcp : testing::Test {
  OverTcp() {
    publish = free_base(machine);
    request = next_port(publish);
  }
  BusOptions options(const std::filesystem::path& own_keys, const char* server) {
    return {.directory = machine.directory.path(),
            .remote = {{server, {.publish = publish, .request = request}}},
            .keys = own_keys,
            .clock = runtime::read_clocks};
  }
  Machine machine;
  Keys keys;
  std::string publish, request;
};

TEST_F(OverTcp, AKnownKeyIsServed) {
  Bus publishing(machine.io, options(keys.known_to("ingest", {"detect"}), "ingest"), "ingest");
  Publisher publisher(publishing, {.term = 1, .heartbeat_every = Span::milliseconds(100)});
  publisher.publish(anomaly_seven());
  Bus listening(machine.io, options(keys.known_to("detect", {"ingest"}), "ingest"), "detect");
  std::uint64_t heard = 0;
  Subscriber subscriber(listening, {anomalies([&](const model::Anomaly& anomaly) { heard = anomaly.id; })});
  EXPECT_TRUE(machine.until([&] { return heard == 7; }));
}

TEST_F(OverTcp, AnUnknownKeyHearsNothing) {
  Bus publishing(machine.io, options(keys.known_to("ingest", {"detect"}), "ingest"), "ingest");
  Publisher publisher(publishing, {.term = 1, .heartbeat_every = Span::milliseconds(50)});
  Bus knocking(machine.io, options(keys.known_to("intruder", {"ingest"}), "ingest"), "intruder");
  Bus listening(machine.io, options(keys.known_to("detect", {"ingest"}), "ingest"), "detect");
  Subscriber refused(knocking, {anomalies([](const model::Anomaly&) { FAIL(); })});
  Subscriber served(listening, {anomalies([](const model::Anomaly&) {})});
  ASSERT_TRUE(machine.until([&] { return !served.health().front().is_stale; }));
  EXPECT_FALSE(test::run_until(
      machine.io, [&] { return !refused.health().front().is_stale; }, std::chrono::seconds(1)));
  EXPECT_TRUE(refused.health().front().is_stale);
  EXPECT_EQ(refused.health().front().term, 0U);
}

TEST_F(OverTcp, APlainPeerHearsNothing) {
  Bus publishing(machine.io, options(keys.known_to("ingest", {"detect"}), "ingest"), "ingest");
  Publisher publisher(publishing, {.term = 1, .heartbeat_every = Span::milliseconds(50)});
  void* const context = zmq_ctx_new();
  {
    Socket plain(context, ZMQ_SUB, 100, false);
    plain.set(ZMQ_SUBSCRIBE, std::string_view(""));
    plain.connect(publish);
    Frame message;
    EXPECT_FALSE(
        test::run_until(machine.io, [&] { return plain.receive(message); }, std::chrono::seconds(1)));
  }
  zmq_ctx_term(context);
}

TEST_F(OverTcp, ARequestMayOnlyBeFromWhoseKeyItIs) {
  Bus serving(machine.io, options(keys.known_to("coordinate", {"belawan", "intruder"}), "coordinate"),
              "coordinate");
  std::vector<std::string> senders;
  OrderServer server(serving, 1, [&](const model::ReceivedRequest& received) {
    senders.emplace_back(received.from.view());
  });
  Bus forging(machine.io, options(keys.known_to("intruder", {"coordinate"}), "coordinate"), "intruder");
  OrderClient forger(forging, "coordinate", "belawan", 9, ignore);
  forger.send(model::Renew{});
  ASSERT_TRUE(machine.until([&] { return server.counters().malformed > 0; }));
  EXPECT_TRUE(senders.empty());
  Bus writing(machine.io, options(keys.known_to("belawan", {"coordinate"}), "coordinate"), "belawan");
  OrderClient client(writing, "coordinate", "belawan", 1, ignore);
  client.send(model::Renew{});
  ASSERT_TRUE(machine.until([&] { return !senders.empty(); }));
  EXPECT_EQ(senders.front(), "belawan");
}

TEST_F(OverTcp, AnUnknownKeyIsCounted) {
  Bus publishing(machine.io, options(keys.known_to("ingest", {"detect"}), "ingest"), "ingest");
  Publisher publisher(publishing, {.term = 1});
  Bus knocking(machine.io, options(keys.known_to("intruder", {"ingest"}), "ingest"), "intruder");
  Subscriber refused(knocking, {anomalies([](const model::Anomaly&) {})});
  EXPECT_TRUE(machine.until([&] { return publishing.peers().refused > 0; }));
  EXPECT_EQ(publishing.peers().admitted, 0U);
}

TEST_F(OverTcp, AKeyHearsOnlyTheTopicsOfItsRole) {
  auto permitting = options(keys.known_to("ingest", {"detect", "belawan"}), "ingest");
  permitting.permissions["belawan"].topics = {Topic::alert};
  Bus publishing(machine.io, permitting, "ingest");
  Publisher publisher(publishing, {.term = 1, .heartbeat_every = Span::milliseconds(50)});
  publisher.publish(anomaly_seven());
  model::Alert alert;
  alert.id = 8;
  publisher.publish(alert);
  Bus listening(machine.io, options(keys.known_to("belawan", {"ingest"}), "ingest"), "belawan");
  bool has_heard_forbidden = false;
  std::uint64_t heard = 0;
  Subscriber subscriber(
      listening, {anomalies([&](const model::Anomaly&) { has_heard_forbidden = true; }),
                  subscribe<model::Alert>("ingest", {.apply = [&](const model::Alert& received,
                                                                  const Stamp&) { heard = received.id; }})});
  // The repair of the forbidden topic is refused too, again and again.
  EXPECT_TRUE(machine.until([&] { return heard == 8 && publishing.peers().wrong_roles >= 2; }));
  publisher.publish(anomaly_seven());
  publisher.publish(alert);
  EXPECT_FALSE(has_heard_forbidden);
}

TEST_F(OverTcp, ARoleNamesTheControlPointAsWhichAKeyMayWrite) {
  auto permitting = options(keys.known_to("coordinate", {"belawan"}), "coordinate");
  permitting.permissions["belawan"].orders_from = "lumut";
  Bus serving(machine.io, permitting, "coordinate");
  std::vector<std::string> senders;
  OrderServer server(serving, 1, [&](const model::ReceivedRequest& received) {
    senders.emplace_back(received.from.view());
  });
  Bus writing(machine.io, options(keys.known_to("belawan", {"coordinate"}), "coordinate"), "belawan");
  OrderClient wrong(writing, "coordinate", "belawan", 1, ignore);
  wrong.send(model::Renew{});
  ASSERT_TRUE(machine.until([&] { return serving.peers().wrong_roles > 0; }));
  EXPECT_TRUE(senders.empty());
  OrderClient right(writing, "coordinate", "lumut", 1, ignore);
  right.send(model::Renew{});
  ASSERT_TRUE(machine.until([&] { return !senders.empty(); }));
  EXPECT_EQ(senders.front(), "lumut");
}

TEST_F(OverTcp, ABusyPortIsOneClearLine) {
  boost::asio::ip::tcp::acceptor taken(machine.io);
  taken.open(boost::asio::ip::tcp::v4());
  const auto port = static_cast<unsigned short>(std::stoi(publish.substr(publish.rfind(':') + 1)));
  taken.bind({boost::asio::ip::address_v4::loopback(), port});
  taken.listen();
  const auto text = refusal_of(machine, options(keys.known_to("ingest", {}), "ingest"));
  EXPECT_NE(text.find("cannot listen on " + publish), std::string::npos) << text;
}

TEST_F(OverTcp, AServerWhosePublicKeyIsMissingIsNamed) {
  Bus bus(machine.io, options(keys.directory.path() / "detect", "ingest"), "detect");
  const auto text =
      refusal([&] { const Subscriber subscriber(bus, {anomalies([](const model::Anomaly&) {})}); });
  EXPECT_NE(text.find("ingest.public"), std::string::npos) << text;
}

}  // namespace
}  // namespace selat::bus
