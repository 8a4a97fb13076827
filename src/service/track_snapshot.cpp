#include "service/track_snapshot.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <unistd.h>

#include "base/replica.h"
#include "bus/subscriber.h"
#include "model/process_health.h"
#include "runtime/machine_clock.h"
#include "runtime/process.h"

namespace selat::service {
namespace {

constexpr std::size_t kMostTracks = 1'000'000;

}  // namespace

Detector read_tracks(const config::Settings& settings, Span patience,
                     const std::function<void(const model::Track&)>& visit) {
  std::error_code ignored;
  if (!std::filesystem::is_directory(settings.bus.directory, ignored) && settings.bus.remote.empty()) {
    return Detector::nothing_heard;  // nothing runs there, and a reader makes no directory
  }
  boost::asio::io_context io;
  bus::Bus bus(io, runtime::bus_options(settings, "top."), "vessels." + std::to_string(::getpid()));
  Replica<model::TrackId, model::Track> tracks(kMostTracks);
  bool is_anybody_heard = false;
  std::vector<bus::Subscription> subscriptions = {bus::subscribe<model::Track>(
      "detect", {.apply =
                     [&tracks](const model::Track& track, const bus::Stamp&) {
                       if (track.state == model::TrackState::ended) {
                         tracks.erase(track.id);
                       } else {
                         tracks.put(track.id, track);
                       }
                     },
                 .begin_snapshot = [&tracks] { tracks.begin_snapshot(); },
                 .end_snapshot = [&tracks](const bus::Stamp&) { tracks.end_snapshot(); }})};
  for (const char* const process : {"detect", "ingest", "coordinate", "up"}) {
    subscriptions.push_back(bus::subscribe<model::ProcessHealth>(
        process, {.apply = [&](const model::ProcessHealth&, const bus::Stamp&) { is_anybody_heard = true; }},
        bus::Start::live));
  }
  const bus::Subscriber subscriber(bus, std::move(subscriptions));
  const auto is_complete = [&] { return subscriber.complete_at("detect", bus::Topic::track).has_value(); };
  const auto now = [] { return runtime::read_clocks().steady; };
  const SteadyTime deadline = now() + patience;
  for (SteadyTime at = now(); !is_complete() && at < deadline; at = now()) {
    io.run_one_for(std::chrono::microseconds((deadline - at).in_microseconds()));
  }
  if (!is_complete()) {
    const auto health = subscriber.health();
    const bool is_detector_heard = std::ranges::any_of(health, [](const model::SubscriptionHealth& stream) {
      return stream.publisher == "detect" && stream.term != 0;
    });
    return is_detector_heard  ? Detector::without_tracks
           : is_anybody_heard ? Detector::silent
                              : Detector::nothing_heard;
  }
  tracks.for_each([&](model::TrackId, const model::Track& track) { visit(track); });
  return Detector::all_tracks;
}

}  // namespace selat::service
