#include "app/doctor_checks.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <memory>

#include <boost/asio/io_context.hpp>
#include <boost/version.hpp>
#include <fmt/format.h>
#include <google/protobuf/stubs/common.h>
#include <sys/stat.h>
#include <sys/timex.h>
#include <unistd.h>

#include "app/process.h"
#include "bus/library_version.h"
#include "chart/chart.h"
#include "chart/library_version.h"
#include "feed/feed_table.h"
#include "store/library_version.h"

namespace selat::app {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kMegabyte = 1'000'000;
constexpr std::uintmax_t kLowDisk = 5'000 * kMegabyte;
constexpr std::uintmax_t kNoDisk = 200 * kMegabyte;

// The directory, or the nearest one above it that is there.
fs::path existing_part(fs::path directory) {
  std::error_code ignored;
  while (!fs::exists(directory, ignored) && directory.has_relative_path()) {
    directory = directory.parent_path();
  }
  return directory;
}

// One feed on trial.
struct Trial {
  const config::FeedSettings* settings = nullptr;
  std::shared_ptr<feed::Feed> feed = {};
  std::string refusal = {};  // why it could not even start
};

Trial begin_trial(const config::FeedSettings& settings, boost::asio::io_context& io, std::uint64_t& lines) {
  Trial trial{.settings = &settings};
  const auto options = feed::parse_uri(settings.uri);
  if (!options) {
    trial.refusal = options.error().message;
    return trial;
  }
  feed::Setup setup{.io = io, .name = settings.name};
  setup.now = [] { return Process::now(); };
  setup.on_lines = [&lines](const feed::Chunk& chunk) { lines += chunk.lines.size(); };
  trial.feed = feed::make_feed(*options, std::move(setup));
  try {
    trial.feed->start();
  } catch (const feed::FeedError& error) {
    trial.refusal = error.what();
    trial.feed.reset();
  }
  return trial;
}

Finding verdict_on(const Trial& trial, std::uint64_t lines, Span patience) {
  const std::string subject = "feed " + trial.settings->name;
  if (!trial.refusal.empty()) {
    return {Verdict::fail, subject, trial.refusal,
            "mend its uri, or end what uses it (a running 'selat ingest' holds its own ports)"};
  }
  if (lines > 0) {
    return {Verdict::ok, subject, fmt::format("{} lines from {}", lines, trial.settings->uri), ""};
  }
  const feed::Status status = trial.feed->status();
  const bool is_open = status.state == feed::State::receiving || status.state == feed::State::silent;
  const std::string waited = fmt::format("within {} s", patience.in_seconds());
  if (is_open || (status.state == feed::State::connecting && status.port != 0)) {
    return {Verdict::warn, subject,
            fmt::format("{} is open, but no line came {}", trial.settings->uri, waited),
            "look whether the receiver has power, an antenna and vessels in reach"};
  }
  return {Verdict::fail, subject,
          fmt::format("{}: {} {}", trial.settings->uri,
                      status.reason.empty() ? std::string(name_of(status.state)) : status.reason, waited),
          "look at address, cable and firewall; 'selat ingest' goes on trying"};
}

}  // namespace

Finding check_run_directory(const fs::path& directory) {
  const std::string subject = "run directory";
  struct stat status{};
  if (::stat(directory.c_str(), &status) != 0) {
    const fs::path above = existing_part(directory);
    if (::access(above.c_str(), W_OK) != 0) {
      return {Verdict::fail, subject,
              fmt::format("{} cannot be made in {}", directory.string(), above.string()),
              "name another with --run-directory, or set XDG_RUNTIME_DIR"};
    }
    return {Verdict::ok, subject, directory.string() + " will be made", ""};
  }
  if (!S_ISDIR(status.st_mode) || status.st_uid != ::getuid() || (status.st_mode & 0077) != 0) {
    return {Verdict::fail, subject, directory.string() + " is not a directory that only you may enter",
            fmt::format("chmod 700 {}, or name another with --run-directory", directory.string())};
  }
  return {Verdict::ok, subject, directory.string(), ""};
}

Finding check_data_directory(const fs::path& directory) {
  const std::string subject = "data directory";
  const fs::path there = existing_part(directory);
  if (::access(there.c_str(), W_OK) != 0) {
    return {Verdict::fail, subject,
            fmt::format("{} cannot be written: {}", there.string(), std::strerror(errno)),
            "name another with --data-directory"};
  }
  std::error_code failed;
  const auto room = fs::space(there, failed).available;
  if (failed) {
    return {Verdict::fail, subject, failed.message(), "name another with --data-directory"};
  }
  const std::string what =
      fmt::format("{}: {:.1f} GB free", directory.string(), static_cast<double>(room) / 1e9);
  if (room < kNoDisk) {
    return {Verdict::fail, subject, what, "make room: nothing can be recorded"};
  }
  return {room < kLowDisk ? Verdict::warn : Verdict::ok, subject, what,
          room < kLowDisk ? "make room before it runs out" : ""};
}

Finding check_geodata(const fs::path& folder) {
  const std::string subject = "geodata";
  if (folder.empty()) {
    return {Verdict::fail, subject, "none beside the program", "name the folder with --geodata"};
  }
  const auto chart = chart::load_chart(folder);
  if (!chart) {
    return {Verdict::fail, subject, chart.error().message(), "restore the folder from the release"};
  }
  return {Verdict::ok, subject,
          fmt::format("{}: {} sectors, {} control points, {} zones", folder.string(), chart->sectors.size(),
                      chart->control_points.size(), chart->zones.size()),
          ""};
}

Finding check_clock() {
  const std::string subject = "clock";
  timex state{};
  const int told = ::adjtimex(&state);
  if (told < 0) {
    return {Verdict::warn, subject, fmt::format("the kernel does not tell: {}", std::strerror(errno)),
            "look with timedatectl whether it is synchronised"};
  }
  if (told == TIME_ERROR || (state.status & STA_UNSYNC) != 0) {
    return {Verdict::warn, subject, "is not synchronised",
            "run chrony or systemd-timesyncd: reports, leases and control points depend on the time"};
  }
  return {Verdict::ok, subject, fmt::format("synchronised within {} ms", (state.maxerror + 999) / 1000), ""};
}

std::vector<Finding> check_feeds(const std::vector<config::FeedSettings>& feeds, Span patience) {
  if (feeds.empty()) {
    return {
        {Verdict::warn, "feeds", "none is configured", "add [[feed]] to the settings, or try 'selat demo'"}};
  }
  boost::asio::io_context io;
  std::vector<std::uint64_t> lines(feeds.size());
  std::vector<Trial> trials;
  for (std::size_t i = 0; i < feeds.size(); ++i) {
    trials.push_back(begin_trial(feeds[i], io, lines[i]));
  }
  const auto is_waiting = [&] {
    for (std::size_t i = 0; i < trials.size(); ++i) {
      if (trials[i].refusal.empty() && lines[i] == 0) {
        return true;
      }
    }
    return false;
  };
  using Clock = std::chrono::steady_clock;
  const auto deadline = Clock::now() + std::chrono::microseconds(patience.in_microseconds());
  while (is_waiting() && Clock::now() < deadline && io.run_one_until(deadline) > 0) {
  }
  std::vector<Finding> findings;
  for (std::size_t i = 0; i < trials.size(); ++i) {
    findings.push_back(verdict_on(trials[i], lines[i], patience));
    if (trials[i].feed) {
      trials[i].feed->stop();
    }
  }
  return findings;
}

Finding check_libraries() {
  return {Verdict::ok, "libraries",
          fmt::format("ZeroMQ {}, Protobuf {}, Boost {}, {}, SQLite {}", bus::library_version(),
                      google::protobuf::internal::VersionString(GOOGLE_PROTOBUF_VERSION), BOOST_LIB_VERSION,
                      chart::library_version(), store::library_version()),
          ""};
}

}  // namespace selat::app
