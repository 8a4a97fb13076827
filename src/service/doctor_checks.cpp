#include "service/doctor_checks.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <memory>

#include <boost/asio/io_context.hpp>
#include <boost/version.hpp>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/timex.h>
#include <unistd.h>

#include "bus/library_version.h"
#include "chart/chart.h"
#include "chart/library_version.h"
#include "feed/feed_table.h"
#include "runtime/machine_clock.h"
#include "runtime/process.h"
#include "service/chart_setup.h"
#include "service/needed_geodata.h"
#include "store/library_version.h"
#include "terminal/health_text.h"
#include "text/measure.h"
#include "text/phrase.h"
#include "text/translate.h"
#include "wire/library_version.h"

namespace selat::service {
namespace {

namespace fs = std::filesystem;
using text::fill;
using text::phrase;
using text::Phrase;

constexpr std::uintmax_t kMegabyte = 1'000'000;
constexpr std::uintmax_t kLowDisk = 5'000 * kMegabyte;
constexpr std::uintmax_t kNoDisk = 200 * kMegabyte;

std::string told(Phrase key, Language language) {
  return std::string(phrase(key, language));
}

// The directory, or the nearest one above it that exists.
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

Trial begin_trial(const config::FeedSettings& settings, boost::asio::io_context& io, std::uint64_t& lines,
                  Language language) {
  Trial trial{.settings = &settings};
  const auto options = feed::parse_uri(settings.uri);
  if (!options) {
    trial.refusal = text::translate(options.error().message, language);
    return trial;
  }
  feed::Setup setup{.io = io, .name = settings.name};
  setup.clock = runtime::read_clocks;
  setup.on_lines = [&lines](const feed::Chunk& chunk) { lines += chunk.lines.size(); };
  trial.feed = feed::make_feed(*options, std::move(setup));
  try {
    trial.feed->start();
  } catch (const feed::FeedError& error) {
    trial.refusal = text::translate(error.message(), language);
    trial.feed.reset();
  }
  return trial;
}

Finding verdict_on(const Trial& trial, std::uint64_t lines, Span patience, Language language) {
  const std::string_view uri = trial.settings->uri;
  const std::string subject = fill(Phrase::doctor_feed, language, {{"feed", trial.settings->name}});
  if (!trial.refusal.empty()) {
    return {Verdict::fail, subject, trial.refusal, told(Phrase::doctor_mend_feed, language)};
  }
  if (lines > 0) {
    return {Verdict::ok, subject,
            fill(Phrase::doctor_feed_lines, language, {{"n", std::to_string(lines)}, {"uri", uri}}), ""};
  }
  const feed::Status status = trial.feed->status();
  const bool is_open = status.state == feed::State::receiving || status.state == feed::State::silent;
  const bool is_whole = patience.in_milliseconds() % 1000 == 0;
  const std::string seconds = text::number(patience.in_seconds(), is_whole ? 0 : 1, language);
  const std::string waited = fill(Phrase::seconds, language, {{"n", seconds}});
  if (is_open || (status.state == feed::State::connecting && status.port != 0)) {
    return {Verdict::warn, subject,
            fill(Phrase::doctor_feed_mute, language, {{"uri", uri}, {"waited", waited}}),
            told(Phrase::doctor_look_at_receiver, language)};
  }
  const std::string why = status.reason.empty() ? told(terminal::phrase_of(status.state), language)
                                                : text::translate(status.reason, language);
  return {Verdict::fail, subject,
          fill(Phrase::doctor_feed_dead, language, {{"uri", uri}, {"why", why}, {"waited", waited}}),
          told(Phrase::doctor_look_at_line, language)};
}

}  // namespace

std::string_view word(Verdict verdict, Language language) {
  constexpr auto kWords =
      std::to_array<Phrase>({Phrase::verdict_ok, Phrase::verdict_warn, Phrase::verdict_fail});
  static_assert(kWords.size() == enum_count<Verdict>);
  return phrase(kWords[static_cast<std::size_t>(verdict)], language);
}

std::vector<Finding> check_settings(const std::vector<fs::path>& files, Language language) {
  const std::string subject = told(Phrase::doctor_settings, language);
  if (files.empty()) {
    return {{Verdict::ok, subject, told(Phrase::doctor_defaults, language), ""}};
  }
  std::vector<Finding> findings;
  findings.reserve(files.size());
  for (const fs::path& file : files) {
    findings.push_back({Verdict::ok, subject, file.string(), ""});
  }
  return findings;
}

Finding check_run_directory(const fs::path& directory, Language language) {
  const std::string subject = told(Phrase::doctor_run_directory, language);
  const text::Fills names = {{"directory", directory.native()}};
  struct stat status{};
  if (::stat(directory.c_str(), &status) != 0) {
    const fs::path above = existing_part(directory);
    if (::access(above.c_str(), W_OK) != 0) {
      return {Verdict::fail, subject,
              fill(Phrase::doctor_cannot_be_made, language,
                   {{"directory", directory.native()}, {"above", above.native()}}),
              told(Phrase::doctor_name_run_directory, language)};
    }
    return {Verdict::ok, subject, fill(Phrase::doctor_will_be_made, language, names), ""};
  }
  if (!S_ISDIR(status.st_mode) || status.st_uid != ::getuid() || (status.st_mode & 0077) != 0) {
    return {Verdict::fail, subject, fill(Phrase::doctor_not_yours, language, names),
            fill(status.st_uid == ::getuid() ? Phrase::doctor_make_yours : Phrase::doctor_name_run_directory,
                 language, names)};
  }
  return {Verdict::ok, subject, directory.string(), ""};
}

Finding check_data_directory(const fs::path& directory, Language language) {
  const std::string subject = told(Phrase::doctor_data_directory, language);
  const std::string name_another = told(Phrase::doctor_name_data_directory, language);
  const fs::path there = existing_part(directory);
  if (::access(there.c_str(), W_OK) != 0) {
    return {Verdict::fail, subject,
            fill(Phrase::doctor_cannot_be_written, language,
                 {{"directory", there.native()}, {"why", std::strerror(errno)}}),
            name_another};
  }
  std::error_code failed;
  const auto room = fs::space(there, failed).available;
  if (failed) {
    return {Verdict::fail, subject, failed.message(), name_another};
  }
  const std::string gigabytes = text::number(static_cast<double>(room) / 1e9, 1, language);
  const std::string what =
      fill(Phrase::doctor_free, language, {{"directory", directory.native()}, {"n", gigabytes}});
  if (room < kNoDisk) {
    return {Verdict::fail, subject, what, told(Phrase::doctor_no_room, language)};
  }
  if (room < kLowDisk) {
    return {Verdict::warn, subject, what, told(Phrase::doctor_little_room, language)};
  }
  return {Verdict::ok, subject, what, ""};
}

Finding check_geodata(const fs::path& folder, Language language) {
  const std::string subject = told(Phrase::doctor_geodata, language);
  if (folder.empty()) {
    return {Verdict::fail, subject, told(Phrase::doctor_no_geodata, language),
            told(Phrase::doctor_name_geodata, language)};
  }
  const auto chart = chart::load_chart(folder);
  if (!chart) {
    return {Verdict::fail, subject, text::translate(message_of(chart.error()), language),
            told(Phrase::doctor_restore_geodata, language)};
  }
  return {Verdict::ok, subject,
          fill(Phrase::doctor_geodata_holds, language,
               {{"folder", folder.native()},
                {"sectors", std::to_string(chart->sectors.size())},
                {"control_points", std::to_string(chart->control_points.size())},
                {"zones", std::to_string(chart->zones.size())}}),
          ""};
}

std::vector<Finding> check_craft(const fs::path& geodata, const std::vector<model::Asset>& craft,
                                 Language language) {
  const auto chart = chart::load_chart(geodata);
  if (craft.empty() || !chart || chart->sectors.empty()) {
    return {};
  }
  const route::WaterMap map = water_map_of(*chart);
  const auto sea = map.destination_in(chart->sectors.front().area);
  const auto field = sea ? map.field_from(*sea) : std::unexpected(route::RouteProblem::no_water_near);
  std::vector<Finding> findings;
  for (const model::Asset& one : craft) {
    if (!field || !field->distance_to(one.berth)) {
      findings.push_back(
          {Verdict::warn, fill(Phrase::doctor_craft, language, {{"craft", one.id.view()}}),
           fill(Phrase::doctor_craft_ashore, language, {{"place", degrees_and_minutes(one.berth)}}),
           told(Phrase::doctor_move_craft, language)});
    }
  }
  if (findings.empty()) {
    findings.push_back({Verdict::ok, told(Phrase::doctor_all_craft, language),
                        fill(Phrase::doctor_craft_afloat, language, {{"n", std::to_string(craft.size())}}),
                        ""});
  }
  return findings;
}

Finding check_clock(Language language) {
  const std::string subject = told(Phrase::doctor_clock, language);
  timex state{};
  const int answer = ::adjtimex(&state);
  if (answer < 0) {
    return {Verdict::warn, subject,
            fill(Phrase::doctor_clock_untold, language, {{"why", std::strerror(errno)}}),
            told(Phrase::doctor_look_at_clock, language)};
  }
  if (answer == TIME_ERROR || (state.status & STA_UNSYNC) != 0) {
    return {Verdict::warn, subject, told(Phrase::doctor_clock_free, language),
            told(Phrase::doctor_keep_clock, language)};
  }
  const std::string milliseconds = std::to_string((state.maxerror + 999) / 1000);
  return {Verdict::ok, subject, fill(Phrase::doctor_clock_kept, language, {{"n", milliseconds}}), ""};
}

std::vector<Finding> check_feeds(const std::vector<config::FeedSettings>& feeds, Span patience,
                                 Language language) {
  if (feeds.empty()) {
    return {{Verdict::warn, told(Phrase::doctor_feeds, language), told(Phrase::doctor_no_feeds, language),
             told(Phrase::doctor_add_feeds, language)}};
  }
  boost::asio::io_context io;
  std::vector<std::uint64_t> lines(feeds.size());
  std::vector<Trial> trials;
  trials.reserve(feeds.size());
  for (std::size_t i = 0; i < feeds.size(); ++i) {
    trials.push_back(begin_trial(feeds[i], io, lines[i], language));
  }
  const auto is_waiting = [&] {
    for (std::size_t i = 0; i < trials.size(); ++i) {
      if (trials[i].refusal.empty() && lines[i] == 0) {
        return true;
      }
    }
    return false;
  };
  const SteadyTime deadline = runtime::read_clocks().steady + patience;
  for (Span left = patience; is_waiting() && left > Span(); left = deadline - runtime::read_clocks().steady) {
    if (io.run_one_for(std::chrono::microseconds(left.in_microseconds())) == 0) {
      break;
    }
  }
  std::vector<Finding> findings;
  for (std::size_t i = 0; i < trials.size(); ++i) {
    findings.push_back(verdict_on(trials[i], lines[i], patience, language));
    if (trials[i].feed) {
      trials[i].feed->stop();
    }
  }
  return findings;
}

Finding check_libraries(Language language) {
  return {Verdict::ok, told(Phrase::doctor_libraries, language),
          fmt::format("ZeroMQ {}, Protobuf {}, Boost {}, {}, SQLite {}", bus::library_version(),
                      wire::library_version(), BOOST_LIB_VERSION, chart::library_version(),
                      store::library_version()),
          ""};
}

}  // namespace selat::service
