// `selat ingest` as a real process: what it publishes, what it says, and how it ends.

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/random.h"
#include "bus/subscriber.h"
#include "selat/v1/envelope.pb.h"
#include "wire/report_batch.h"

namespace selat {
namespace {

using testing::HasSubstr;
namespace fs = std::filesystem;

constexpr auto kDeadline = std::chrono::seconds(60);
constexpr std::string_view kPosition = "!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5C\r\n";
constexpr std::string_view kDamaged = "!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5D\r\n";
constexpr std::string_view kHalf =
    "!AIVDM,2,1,3,B,55P5TL01VIaAL@7WKO@mBplU@<PDhh000000001S;AJ::4A80?4i@E53,0*3E\r\n";

Instant system_now() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return Instant::unix_microseconds(std::chrono::duration_cast<std::chrono::microseconds>(since).count());
}

class IngestProcess : public testing::Test {
 protected:
  IngestProcess() {
    std::string name = (fs::temp_directory_path() / "selat-ingest-XXXXXX").string();
    directory_ = ::mkdtemp(name.data());
    bus_directory_ = directory_ / "run";
    fs::create_directory(bus_directory_);
    fs::permissions(bus_directory_, fs::perms::owner_all);
  }
  ~IngestProcess() override {
    if (child_ > 0) {
      ::kill(child_, SIGKILL);
      ::waitpid(child_, nullptr, 0);
    }
    fs::remove_all(directory_);
  }

  fs::path write(const std::string& name, std::string_view content) const {
    std::ofstream(directory_ / name) << content;
    return directory_ / name;
  }

  void start(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(),
                     {SELAT_BINARY_DIR "/bin/selat", "ingest", "--run-directory", bus_directory_.string()});
    std::vector<char*> words;
    for (auto& argument : arguments) {
      words.push_back(argument.data());
    }
    words.push_back(nullptr);
    const std::string errors = (directory_ / "errors").string();
    child_ = ::fork();
    if (child_ == 0) {
      const int descriptor = ::open(errors.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
      ::dup2(descriptor, STDERR_FILENO);
      ::execv(words[0], words.data());
      ::_exit(127);
    }
    ASSERT_GT(child_, 0);
  }

  // Its exit status; -1 when it did not end by itself in time.
  int wait_for_end() {
    pollfd end{static_cast<int>(::syscall(SYS_pidfd_open, child_, 0)), POLLIN, 0};
    const bool has_ended =
        ::poll(&end, 1, static_cast<int>(std::chrono::milliseconds(kDeadline).count())) == 1;
    ::close(end.fd);
    if (!has_ended) {
      return -1;
    }
    int status = 0;
    ::waitpid(child_, &status, 0);
    child_ = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

  [[nodiscard]] std::string errors() const {
    std::ostringstream text;
    text << std::ifstream(directory_ / "errors").rdbuf();
    return text.str();
  }

  fs::path directory_, bus_directory_;
  pid_t child_ = 0;
};

// What one subscriber has got from ingest.
struct Listener {
  explicit Listener(const fs::path& directory)
      : bus(io, {.directory = directory, .remote = {}, .keys = {}}, "listener"),
        subscriber(
            bus,
            {{"ingest", bus::Topic::report}, {"ingest", bus::Topic::feed}, {"ingest", bus::Topic::health}},
            [this](v1::Envelope& envelope) { take(envelope); }, system_now) {}

  void take(const v1::Envelope& envelope) {
    if (envelope.has_reports()) {
      reports += wire::read_reports(envelope.reports(), [](const model::Report&) {}).reports;
    } else if (envelope.has_feed_health()) {
      feeds = envelope.feed_health();
    } else if (envelope.has_process_health()) {
      process = envelope.process_health();
    }
  }
  [[nodiscard]] std::uint64_t published() const {
    for (const auto& counter : process.counters()) {
      if (counter.name() == "reports_published") {
        return counter.count();
      }
    }
    return 0;
  }
  [[nodiscard]] bool until(const std::function<bool()>& holds) {
    const auto deadline = std::chrono::steady_clock::now() + kDeadline;
    boost::asio::steady_timer tick(io);
    while (!holds() && std::chrono::steady_clock::now() < deadline) {
      tick.expires_after(std::chrono::milliseconds(20));
      tick.async_wait([](const boost::system::error_code&) {});
      io.restart();
      io.run_one();
    }
    return holds();
  }

  boost::asio::io_context io;
  std::uint64_t reports = 0;
  v1::FeedHealthTable feeds;
  v1::ProcessHealth process;
  bus::Bus bus;
  bus::Subscriber subscriber;
};

std::uint64_t accounted_for(const v1::FeedHealth& feed) {
  std::uint64_t sum =
      feed.sentences_in_messages() + feed.sentences_not_yet_decoded() + feed.sentences_pending();
  for (const auto& problem : feed.problems()) {
    sum += problem.count();
  }
  return sum;
}

TEST_F(IngestProcess, ARecordingAtFullSpeedReachesThoseWhoComeLaterWhole) {
  std::string content;
  for (int i = 0; i < 20'000; ++i) {
    content += kPosition;
    content += i % 10 == 0 ? kDamaged : "";
    content += i % 100 == 0 ? kHalf : "";
  }
  start({"--feed", "lumut=file://" + write("x.nmea", content).string() + "?speed=max", "--feed",
         "batam=file://" + write("y.nmea", kPosition).string() + "?speed=max"});
  const auto is_finished = [](const Listener& listener) {
    return listener.feeds.feeds_size() == 2 && listener.feeds.feeds(0).state() == v1::FEED_STATE_FINISHED &&
           listener.feeds.feeds(1).state() == v1::FEED_STATE_FINISHED && listener.reports > 0 &&
           listener.reports == listener.published();
  };
  Listener early(bus_directory_);
  EXPECT_TRUE(early.until([&] { return is_finished(early); }));
  Listener late(bus_directory_);
  EXPECT_TRUE(late.until([&] { return is_finished(late); }));

  const auto& feed = late.feeds.feeds(0);
  EXPECT_EQ(feed.name(), "lumut");
  EXPECT_EQ(feed.sentences(), 20'000U + 2'000 + 200);
  EXPECT_EQ(accounted_for(feed), feed.sentences());
  EXPECT_EQ(feed.sentences_in_messages(), 20'000U);
  EXPECT_EQ(feed.reports(), 20'000U);
  EXPECT_EQ(late.reports, 20'001U);
  EXPECT_EQ(early.reports, 20'001U);
  ::kill(child_, SIGTERM);
  EXPECT_EQ(wait_for_end(), 0) << errors();
}

TEST_F(IngestProcess, ExitAtEndEndsWithTheLastRecording) {
  start({"--exit-at-end", "--feed", "file://" + write("x.nmea", kPosition).string() + "?speed=max"});
  EXPECT_EQ(wait_for_end(), 0) << errors();
}

TEST_F(IngestProcess, ARecordingWithoutAnySentenceIsWrongUsage) {
  start({"--feed", "file://" + write("x.nmea", std::string(100'000, 'x') + "\nnot AIS at all\n").string()});
  EXPECT_EQ(wait_for_end(), 2);
  EXPECT_THAT(errors(), HasSubstr("not a single AIS sentence"));
  EXPECT_EQ(std::ranges::count(errors(), '\n'), 1) << errors();
}

TEST_F(IngestProcess, ARecordingThatMayNotBeReadIsWrongUsage) {
  if (::geteuid() == 0) {
    GTEST_SKIP() << "nothing is closed to root";
  }
  const fs::path file = write("closed.nmea", kPosition);
  fs::permissions(file, fs::perms::none);
  start({"--feed", "file://" + file.string()});
  EXPECT_EQ(wait_for_end(), 2);
  EXPECT_THAT(errors(), HasSubstr("closed.nmea: Permission denied"));
  EXPECT_EQ(std::ranges::count(errors(), '\n'), 1) << errors();
}

TEST_F(IngestProcess, ASenderOfNoiseIsCountedAndIngestGoesOn) {
  namespace asio = boost::asio;
  asio::io_context io;
  asio::ip::tcp::acceptor acceptor(io, {asio::ip::address_v4::loopback(), 0});
  start({"--feed", "noise=tcp://127.0.0.1:" + std::to_string(acceptor.local_endpoint().port())});
  asio::ip::tcp::socket sender = acceptor.accept();
  const std::uint64_t seed = 20;
  Random random(seed);
  std::string noise(100'000, ' ');
  for (char& byte : noise) {
    byte = static_cast<char>(random.below(256));
  }
  asio::write(sender, asio::buffer(noise));
  Listener listener(bus_directory_);
  const auto counted = [&] {
    if (listener.feeds.feeds_size() != 1 || listener.feeds.feeds(0).bytes() != noise.size()) {
      return false;
    }
    const auto& transport = listener.feeds.feeds(0).transport();
    return std::ranges::any_of(transport, [](const v1::Count& count) {
      return count.name() == "unrecognised_lines" && count.count() > 100;
    });
  };
  EXPECT_TRUE(listener.until(counted)) << "seed " << seed;
  asio::write(sender, asio::buffer("\n" + std::string(kPosition)));
  EXPECT_TRUE(listener.until([&] { return listener.reports == 1; }));
  EXPECT_EQ(listener.feeds.feeds(0).state(), v1::FEED_STATE_RECEIVING);
  ::kill(child_, SIGTERM);
  EXPECT_EQ(wait_for_end(), 0) << errors();
}

TEST_F(IngestProcess, WhatCanNeverWorkIsOneClearLineAndStatusTwo) {
  namespace asio = boost::asio;
  asio::io_context io;
  const asio::ip::tcp::acceptor taken(io, {asio::ip::address_v4::loopback(), 0});
  const std::string busy = "tcp-listen://127.0.0.1:" + std::to_string(taken.local_endpoint().port());
  struct Wrong {
    std::vector<std::string> arguments;
    std::string says;
  };
  for (const auto& [arguments, says] : std::vector<Wrong>{
           {{"--feed", busy}, "Address already in use"},
           {{"--feed", "garbage"}, "no '://'"},
           {{"--feed", "file:///no/such/file.nmea"}, "No such file"},
           {{"--feed", "a=udp://127.0.0.1:0", "--feed", "a=udp://127.0.0.1:0"}, "another feed 'a'"},
           {{"--no-such-option"}, "--no-such-option"}}) {
    SCOPED_TRACE(arguments.back());
    start(arguments);
    EXPECT_EQ(wait_for_end(), 2);
    EXPECT_THAT(errors(), HasSubstr(says));
    EXPECT_EQ(std::ranges::count(errors(), '\n'), 1) << errors();
  }
}

}  // namespace
}  // namespace selat
