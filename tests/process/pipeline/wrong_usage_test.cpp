// Whatever is wrong from outside is one clear line on standard error and exit status 2.

#include <algorithm>
#include <fstream>

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "selat_process.h"
#include "support/temporary_directory.h"

namespace selat::test {
namespace {

using testing::HasSubstr;

struct Wrong {
  std::string name;
  std::vector<std::string> arguments;  // {dir} stands for the test's directory, {port} for a busy port
  std::string told;
};

// A port of this machine that somebody listens on.
class BusyPort {
 public:
  BusyPort() : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    auto* raw = reinterpret_cast<sockaddr*>(&address);
    EXPECT_EQ(::bind(socket_, raw, size), 0);
    EXPECT_EQ(::listen(socket_, 1), 0);
    EXPECT_EQ(::getsockname(socket_, raw, &size), 0);
    number_ = ntohs(address.sin_port);
  }
  ~BusyPort() { ::close(socket_); }
  BusyPort(const BusyPort&) = delete;
  BusyPort& operator=(const BusyPort&) = delete;
  [[nodiscard]] int number() const { return number_; }

 private:
  int socket_;
  int number_ = 0;
};

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size())) {
    text.replace(at, what.size(), by);
  }
  return text;
}

void write_garbage(const std::filesystem::path& file) {
  std::ofstream garbage(file);
  for (int i = 0; i < 50'000; ++i) {
    garbage << static_cast<char>((i * 7919 + i / 256) % 256);
  }
}

class WrongUsage : public testing::TestWithParam<Wrong> {};

TEST_P(WrongUsage, IsOneLineAndStatusTwo) {
  const TemporaryDirectory directory;
  const BusyPort port;
  std::ofstream(directory.path() / "wrong.toml") << "[detect]\nlatness_s = 3\n";
  std::ofstream(directory.path() / "empty.nmea");
  write_garbage(directory.path() / "garbage.bin");
  std::vector<std::string> arguments;
  for (const std::string& argument : GetParam().arguments) {
    arguments.push_back(replaced(replaced(argument, "{dir}", directory.path().string()), "{port}",
                                 std::to_string(port.number())));
  }
  SelatProcess process(directory.path(), arguments);
  EXPECT_EQ(process.wait(), 2);
  const std::string errors = process.errors();
  EXPECT_THAT(errors, HasSubstr(replaced(GetParam().told, "{dir}", directory.path().string())));
  EXPECT_EQ(std::ranges::count(errors, '\n'), 1) << errors;
}

constexpr const char* kNoGeodata =
    "none/sectors.geojson: no such file. Give the folder that holds the geodata files.";

std::vector<std::string> with_place(std::vector<std::string> arguments) {
  for (const char* word : {"--run-directory", "{dir}/run", "--data-directory", "{dir}/data"}) {
    arguments.emplace_back(word);
  }
  return arguments;
}

INSTANTIATE_TEST_SUITE_P(
    Pipeline, WrongUsage,
    testing::Values(
        Wrong{"nothing", {}, "selat: name a command"},
        Wrong{"command", {"dmeo"}, "unknown command 'dmeo'; did you mean 'demo'?"},
        Wrong{"option", {"demo", "--sede", "3"}, "unknown option '--sede'; did you mean '--seed'?"},
        Wrong{"option_of_a_choice",
              {"decode", "--json"},
              "unknown option '--json'; did you mean '--format json'?"},
        Wrong{"config", with_place({"demo", "--config", "{dir}/wrong.toml"}),
              "wrong.toml:2:1: detect.latness_s: is not a key"},
        Wrong{"no_config", with_place({"up", "--config", "{dir}/none.toml"}), "none.toml: cannot be read"},
        Wrong{"demo_without_geodata", with_place({"demo", "--geodata", "{dir}/none"}), kNoGeodata},
        Wrong{"up_without_geodata",
              with_place({"up", "--feed", "tcp://127.0.0.1:1", "--geodata", "{dir}/none"}), kNoGeodata},
        Wrong{"simulate_without_geodata", {"simulate", "--geodata", "{dir}/none"}, kNoGeodata},
        Wrong{"coordinate_without_geodata", with_place({"coordinate", "--geodata", "{dir}/none"}),
              kNoGeodata},
        Wrong{"detect_without_geodata", with_place({"detect", "--geodata", "{dir}/none"}), kNoGeodata},
        Wrong{"control_point_without_geodata",
              with_place({"control-point", "belawan", "--headless", "--geodata", "{dir}/none"}), kNoGeodata},
        Wrong{"feed_uri", with_place({"up", "--feed", "gopher://x"}), "gopher"},
        Wrong{"feed_file_missing", with_place({"up", "--feed", "file://{dir}/none.nmea"}), "none.nmea"},
        Wrong{"feed_port", with_place({"up", "--feed", "tcp://127.0.0.1:99999"}), "99999"},
        Wrong{"feed_directory", with_place({"up", "--feed", "file://{dir}"}), "it is a directory"},
        Wrong{"ingest_directory", with_place({"ingest", "--feed", "file://{dir}"}), "it is a directory"},
        Wrong{"recording_without_path", with_place({"ingest", "--feed", "file://garbage"}), "garbage"},
        Wrong{"garbage", with_place({"up", "--feed", "file://{dir}/garbage.bin"}),
              "selat ingest: feed 'feed-1': file://{dir}/garbage.bin: not a single AIS sentence in 50000"},
        Wrong{"ingest_garbage", with_place({"ingest", "--feed", "g=file://{dir}/garbage.bin?speed=max"}),
              "selat ingest: feed 'g': file://{dir}/garbage.bin?speed=max: not a single AIS sentence"},
        Wrong{"empty", with_place({"up", "--feed", "file://{dir}/empty.nmea"}), "empty.nmea: it is empty"},
        Wrong{"ingest_empty", with_place({"ingest", "--feed", "file://{dir}/empty.nmea", "--exit-at-end"}),
              "empty.nmea: it is empty"},
        Wrong{"simulate_radar_to_a_word",
              {"simulate", "--radar", "bogus"},
              "'bogus' is neither ttm nor udp://ADDRESS:PORT; a file of that name is ./bogus"},
        Wrong{"simulate_radar_to_another_transport",
              {"simulate", "--radar", "tcp://127.0.0.1:8600"},
              "'tcp://127.0.0.1:8600' is no place for data blocks"},
        Wrong{"simulator_port_busy", {"simulate", "--listen", "127.0.0.1:{port}"}, "selat simulate: "},
        Wrong{"control_point", with_place({"control-point", "atlantis", "--headless"}), "atlantis"}),
    [](const auto& wrong) { return wrong.param.name; });

}  // namespace
}  // namespace selat::test
