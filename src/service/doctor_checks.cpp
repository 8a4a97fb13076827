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
#include <fmt/ranges.h>
#include <sys/stat.h>
#include <sys/timex.h>
#include <unistd.h>

#include "base/system_words.h"
#include "bus/library_version.h"
#include "chart/chart.h"
#include "chart/library_version.h"
#include "feed/feed_table.h"
#include "feed/likeness.h"
#include "feed/plain_traffic.h"
#include "radar/asterix/block_stream.h"
#include "radar/sentence.h"
#include "runtime/machine_clock.h"
#include "runtime/process.h"
#include "service/chart_setup.h"
#include "service/feed_remarks.h"
#include "service/needed_geodata.h"
#include "service/place_words.h"
#include "store/library_version.h"
#include "terminal/health_text.h"
#include "text/measure.h"
#include "text/translate.h"
#include "wire/library_version.h"

namespace selat::service {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kMegabyte = 1'000'000;
constexpr std::uintmax_t kLowDisk = 5'000 * kMegabyte;
constexpr std::uintmax_t kNoDisk = 200 * kMegabyte;

std::string told(MessageId key, Language language) {
  return std::string(text::translate(key, language));
}

// The directory, or the nearest one above it that exists.
fs::path existing_part(fs::path directory) {
  std::error_code ignored;
  while (!fs::exists(directory, ignored) && directory.has_relative_path()) {
    directory = directory.parent_path();
  }
  return directory;
}

// The test of one feed.
struct Trial {
  const config::FeedSettings* settings = nullptr;
  std::shared_ptr<feed::Feed> feed = {};
  std::string refusal = {};   // why it could not even start
  bool has_obstacle = false;  // in the files that it names
  // Of the lines or datagrams that came.
  std::uint64_t lines = 0;
  bool has_datagrams = false;
  bool is_understood = false;
};

// Of AIS, or of a target of a radar.
bool is_usable(std::string_view line) {
  return feed::likeness_of(line) == feed::Likeness::ais ||
         (radar::is_radar_sentence(line) && (line.contains("TTM,") || line.contains("TLL,")));
}

void take_lines(const feed::Chunk& chunk, Trial& trial) {
  for (nmea::Lines lines = chunk.lines; const auto line = lines.next(); ++trial.lines) {
    trial.is_understood = trial.is_understood || is_usable(line->text());
  }
}

void take_datagram(const feed::WholeDatagram& datagram, Trial& trial) {
  trial.has_datagrams = true;
  ++trial.lines;
  trial.is_understood = trial.is_understood || radar::looks_like_asterix(radar::bytes_of(datagram.bytes));
}

void begin_trial(Trial& trial, boost::asio::io_context& io, Language language) {
  const config::FeedSettings& settings = *trial.settings;
  const auto configured = feed::parse_uri(settings.uri);
  if (!configured) {
    trial.refusal = text::translate(configured.error().message, language);
    return;
  }
  feed::Setup setup{.io = io, .name = settings.name};
  setup.clock = runtime::read_clocks;
  setup.peers = feed::PeerRanges::parse(settings.peers).value_or(feed::PeerRanges());
  setup.on_lines = [&trial](const feed::Chunk& chunk) { take_lines(chunk, trial); };
  setup.on_datagram = [&trial](const feed::WholeDatagram& datagram) { take_datagram(datagram, trial); };
  trial.feed = configured->make(std::move(setup));
  trial.has_obstacle = trial.feed->obstacle().has_value();
  try {
    trial.feed->start();
  } catch (const feed::FeedError& error) {
    trial.refusal = text::translate(error.message(), language);
    trial.feed.reset();
  }
}

// What came was neither AIS nor of a radar.
DoctorFinding verdict_on_likeness(const Trial& trial, const std::string& subject, Language language) {
  const auto likeness = feed::likeness_of(trial.feed->first_bytes());
  const std::string looks =
      likeness ? text::translate(looks_of(*likeness, trial.settings->uri), language) : "";
  return {
      Verdict::warn, subject,
      text::translate({trial.has_datagrams
                           ? tr("{n} {n:datagram|datagrams} from {uri}, and no data block of a radar that "
                                "is read in {n:it|them}")
                           : tr("{n} {n:line|lines} from {uri}, and neither AIS nor a radar's target in "
                                "{n:it|them}"),
                       {{"n", trial.lines}, {"uri", trial.settings->uri}}},
                      language),
      looks.empty() ? told(tr("check what sends there"), language) : looks};
}

DoctorFinding verdict_on(const Trial& trial, Span patience, Language language) {
  const std::string_view uri = trial.settings->uri;
  const std::string subject =
      text::translate({tr("feed {feed}"), {{"feed", trial.settings->name}}}, language);
  if (!trial.refusal.empty()) {
    return {
        Verdict::fail, subject, trial.refusal,
        told(trial.has_obstacle
                 ? tr("until that is mended the feed does not work")
                 : tr("correct its uri, or end the program that uses it (a running 'selat ingest' uses its "
                      "own ports)"),
             language)};
  }
  if (trial.is_understood) {
    return {Verdict::ok, subject,
            text::translate({trial.has_datagrams ? tr("{n} {n:datagram|datagrams} from {uri}")
                                                 : tr("{n} {n:line|lines} from {uri}"),
                             {{"n", trial.lines}, {"uri", uri}}},
                            language),
            ""};
  }
  if (trial.lines > 0) {
    return verdict_on_likeness(trial, subject, language);
  }
  const feed::Status status = trial.feed->status();
  const bool is_open = status.state == feed::State::connected || status.state == feed::State::receiving ||
                       status.state == feed::State::silent;
  const bool is_whole = patience.in_milliseconds() % 1000 == 0;
  const std::string seconds = text::number(patience.in_seconds(), is_whole ? 0 : 1, language);
  const std::string waited = text::translate({tr("{n} s"), {{"n", seconds}}}, language);
  if (is_open || (status.state == feed::State::connecting && status.port != 0)) {
    return {Verdict::warn, subject,
            text::translate(
                {tr("{uri} is open, but no line came within {waited}"), {{"uri", uri}, {"waited", waited}}},
                language),
            told(tr("check that the receiver has power, an antenna and vessels in range"), language)};
  }
  const std::string why = status.reason.empty() ? told(terminal::phrase_of(status.state), language)
                                                : text::translate(status.reason, language);
  return {Verdict::fail, subject,
          text::translate({tr("nothing from {uri} within {waited}: {why}"),
                           {{"uri", uri}, {"why", why}, {"waited", waited}}},
                          language),
          told(tr("check address, cable and firewall; 'selat ingest' keeps trying"), language)};
}

}  // namespace

std::string_view word(Verdict verdict, Language language) {
  constexpr auto kWords = std::to_array<MessageId>({tr("ok"), tr("warn"), tr("fail")});
  static_assert(kWords.size() == enum_count<Verdict>);
  return text::translate(kWords[static_cast<std::size_t>(verdict)], language);
}

std::vector<DoctorFinding> check_settings(const std::vector<fs::path>& files, Language language) {
  const std::string subject = told(tr("settings"), language);
  if (files.empty()) {
    return {{Verdict::ok, subject, told(tr("no file: the defaults"), language), ""}};
  }
  std::vector<DoctorFinding> findings;
  findings.reserve(files.size());
  for (const fs::path& file : files) {
    findings.push_back({Verdict::ok, subject, file.string(), ""});
  }
  return findings;
}

DoctorFinding check_run_directory(const fs::path& directory, Language language) {
  const std::string subject = told(tr("run directory"), language);
  const std::vector<LocalizedMessage::Argument> names = {{"directory", directory.native()}};
  struct stat status{};
  if (::stat(directory.c_str(), &status) != 0) {
    const fs::path above = existing_part(directory);
    if (::access(above.c_str(), W_OK) != 0) {
      return {Verdict::fail, subject,
              text::translate({tr("{directory} cannot be made in {above}"),
                               {{"directory", directory.native()}, {"above", above.native()}}},
                              language),
              told(tr("name another with --run-directory, or set XDG_RUNTIME_DIR"), language)};
    }
    return {Verdict::ok, subject, text::translate({tr("{directory} will be made"), names}, language), ""};
  }
  if (!S_ISDIR(status.st_mode) || status.st_uid != ::getuid() || (status.st_mode & 0077) != 0) {
    return {Verdict::fail, subject,
            text::translate({tr("{directory} is not a directory that only you may enter"), names}, language),
            text::translate({status.st_uid == ::getuid()
                                 ? tr("chmod 700 {directory}, or name another with --run-directory")
                                 : tr("name another with --run-directory, or set XDG_RUNTIME_DIR"),
                             names},
                            language)};
  }
  return {Verdict::ok, subject, directory.string(), ""};
}

DoctorFinding check_data_directory(const fs::path& directory, Language language) {
  const std::string subject = told(tr("data directory"), language);
  const std::string name_another = told(tr("name another with --data-directory"), language);
  const fs::path there = existing_part(directory);
  if (::access(there.c_str(), W_OK) != 0) {
    return {Verdict::fail, subject,
            text::translate({tr("{directory} cannot be written: {why}"),
                             {{"directory", there.native()}, {"why", system_words(errno)}}},
                            language),
            name_another};
  }
  std::error_code failed;
  const auto room = fs::space(there, failed).available;
  if (failed) {
    return {Verdict::fail, subject, failed.message(), name_another};
  }
  const std::string gigabytes = text::number(static_cast<double>(room) / 1e9, 1, language);
  const std::string what = text::translate(
      {tr("{directory}: {n} GB free"), {{"directory", directory.native()}, {"n", gigabytes}}}, language);
  if (room < kNoDisk) {
    return {Verdict::fail, subject, what, told(tr("make room: nothing can be recorded"), language)};
  }
  if (room < kLowDisk) {
    return {Verdict::warn, subject, what, told(tr("make room before it runs out"), language)};
  }
  return {Verdict::ok, subject, what, ""};
}

DoctorFinding check_geodata(const fs::path& folder, Language language) {
  const std::string subject = told(tr("geodata"), language);
  if (folder.empty()) {
    return {Verdict::fail, subject, told(tr("none beside the program"), language),
            told(tr("name the folder with --geodata"), language)};
  }
  const auto chart = chart::load_chart(folder);
  if (!chart) {
    return {Verdict::fail, subject, text::translate(message_of(chart.error()), language),
            told(tr("restore the folder from the release"), language)};
  }
  return {Verdict::ok, subject,
          text::translate({tr("{folder}: {sectors} {sectors:sector|sectors}, {control_points} control "
                              "{control_points:point|points}, {zones} {zones:zone|zones}"),
                           {{"folder", folder.native()},
                            {"sectors", std::to_string(chart->sectors.size())},
                            {"control_points", std::to_string(chart->control_points.size())},
                            {"zones", std::to_string(chart->zones.size())}}},
                          language),
          ""};
}

std::vector<DoctorFinding> check_craft(const fs::path& geodata, const std::vector<model::Asset>& craft,
                                       Language language) {
  const auto chart = chart::load_chart(geodata);
  if (craft.empty() || !chart || chart->sectors.empty()) {
    return {};
  }
  const route::WaterMap map = water_map_of(*chart);
  const auto sea = map.destination_in(chart->sectors.front().area);
  const auto field = sea ? map.field_from(*sea) : std::unexpected(route::RouteProblem::no_water_near);
  std::vector<DoctorFinding> findings;
  for (const model::Asset& one : craft) {
    if (!field || !field->distance_to(one.berth)) {
      findings.push_back(
          {Verdict::warn, text::translate({tr("craft {craft}"), {{"craft", one.id.view()}}}, language),
           text::translate({tr("there is no route over water from {place}"),
                            {{"place", place_words(one.berth, language)}}},
                           language),
           told(tr("correct the place of its [[asset]]; until then its travel times are along a straight "
                   "line"),
                language)});
    }
  }
  if (findings.empty()) {
    findings.push_back(
        {Verdict::ok, told(tr("craft"), language),
         text::translate({tr("{n} {n:lies|lie} at the water"), {{"n", std::to_string(craft.size())}}},
                         language),
         ""});
  }
  return findings;
}

DoctorFinding check_clock(Language language) {
  const std::string subject = told(tr("clock"), language);
  timex state{};
  const int answer = ::adjtimex(&state);
  if (answer < 0) {
    return {Verdict::warn, subject,
            text::translate({tr("the kernel does not report it: {why}"), {{"why", system_words(errno)}}},
                            language),
            told(tr("check with timedatectl whether it is synchronised"), language)};
  }
  if (answer == TIME_ERROR || (state.status & STA_UNSYNC) != 0) {
    return {Verdict::warn, subject, told(tr("is not synchronised"), language),
            told(tr("run chrony or systemd-timesyncd: reports, leases and control points depend on the time"),
                 language)};
  }
  const std::string milliseconds = std::to_string((state.maxerror + 999) / 1000);
  return {Verdict::ok, subject,
          text::translate({tr("synchronised within {n} ms"), {{"n", milliseconds}}}, language), ""};
}

std::vector<DoctorFinding> check_feeds(const std::vector<config::FeedSettings>& feeds, Span patience,
                                       Language language) {
  if (feeds.empty()) {
    return {{Verdict::warn, told(tr("feeds"), language), told(tr("none is configured"), language),
             told(tr("add [[feed]] to the settings, or try 'selat demo'"), language)}};
  }
  boost::asio::io_context io;
  std::vector<Trial> trials(feeds.size());
  for (std::size_t i = 0; i < feeds.size(); ++i) {
    trials[i].settings = &feeds[i];
    begin_trial(trials[i], io, language);
  }
  const auto is_waiting = [&] {
    return std::ranges::any_of(
        trials, [](const Trial& trial) { return trial.refusal.empty() && !trial.is_understood; });
  };
  const SteadyTime deadline = runtime::read_clocks().steady + patience;
  for (Span left = patience; is_waiting() && left > Span(); left = deadline - runtime::read_clocks().steady) {
    if (io.run_one_for(std::chrono::microseconds(left.in_microseconds())) == 0) {
      break;
    }
  }
  std::vector<DoctorFinding> findings;
  for (const Trial& trial : trials) {
    findings.push_back(verdict_on(trial, patience, language));
    if (trial.feed) {
      trial.feed->stop();
    }
  }
  return findings;
}

std::vector<DoctorFinding> check_plain_traffic(const config::Settings& settings, Language language) {
  std::vector<DoctorFinding> findings;
  const auto add = [&](const LocalizedMessage& subject, std::string_view uri, feed::Flow flow,
                       const feed::PlainConsent& consent) {
    const auto problem = feed::plain_problem(uri, flow, consent);
    const bool is_beyond = feed::is_plain_beyond_machine(uri);
    const LocalizedMessage what =
        problem ? LocalizedMessage(tr("{uri} {problem}"), {{"uri", uri}, {"problem", problem->found}})
        : is_beyond
            ? LocalizedMessage(tr("{uri} is unencrypted, as the settings say; peers: {peers}"),
                               {{"uri", uri}, {"peers", fmt::format("{}", fmt::join(consent.peers, ", "))}})
            : LocalizedMessage(tr("{uri}, on this machine alone"), {{"uri", uri}});
    findings.push_back({problem ? Verdict::fail : Verdict::ok, text::translate(subject, language),
                        text::translate(what, language),
                        problem ? text::translate(problem->expected, language) : std::string()});
  };
  for (const config::FeedSettings& feed : settings.feeds) {
    if (feed::is_plain_beyond_machine(feed.uri)) {
      add({tr("feed {feed}"), {{"feed", feed.name}}}, feed.uri, feed::Flow::in,
          {feed.peers, feed.is_unencrypted});
    }
  }
  for (const config::OutputSettings& output : settings.outputs) {
    add({tr("output {output}"), {{"output", output.name}}}, output.uri, feed::Flow::out,
        {output.peers, output.is_unencrypted});
  }
  return findings;
}

DoctorFinding check_libraries(Language language) {
  return {Verdict::ok, told(tr("libraries"), language),
          fmt::format("ZeroMQ {}, Protobuf {}, Boost {}, {}, SQLite {}", bus::library_version(),
                      wire::library_version(), BOOST_LIB_VERSION, chart::library_version(),
                      store::library_version()),
          ""};
}

}  // namespace selat::service
