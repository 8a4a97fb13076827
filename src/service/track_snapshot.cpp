#include "service/track_snapshot.h"

#include <chrono>
#include <filesystem>
#include <string>

#include <boost/asio/io_context.hpp>
#include <unistd.h>

#include "base/replica.h"
#include "bus/subscriber.h"
#include "runtime/machine_clock.h"
#include "runtime/process.h"

namespace selat::service {
namespace {

constexpr std::size_t kMostTracks = 1'000'000;

}  // namespace

bool read_tracks(const config::Settings& settings, Span patience,
                 const std::function<void(const model::Track&)>& visit) {
  std::error_code ignored;
  if (!std::filesystem::is_directory(settings.bus.directory, ignored) && settings.bus.remote.empty()) {
    return false;  // nothing runs there, and a reader makes no directory
  }
  boost::asio::io_context io;
  bus::Bus bus(io, runtime::bus_options(settings, "top."), "vessels." + std::to_string(::getpid()));
  Replica<model::TrackId, model::Track> tracks(kMostTracks);
  const bus::Subscriber subscriber(
      bus, {bus::subscribe<model::Track>(
               "detect", {.apply =
                              [&tracks](const model::Track& track, const bus::Stamp&) {
                                if (track.state == model::TrackState::ended) {
                                  tracks.erase(track.id);
                                } else {
                                  tracks.put(track.id, track);
                                }
                              },
                          .begin_snapshot = [&tracks] { tracks.begin_snapshot(); },
                          .end_snapshot = [&tracks](const bus::Stamp&) { tracks.end_snapshot(); }})});
  const auto is_complete = [&] { return subscriber.complete_at("detect", bus::Topic::track).has_value(); };
  const auto now = [] { return runtime::read_clocks().steady; };
  const SteadyTime deadline = now() + patience;
  for (SteadyTime at = now(); !is_complete() && at < deadline; at = now()) {
    io.run_one_for(std::chrono::microseconds((deadline - at).in_microseconds()));
  }
  if (is_complete()) {
    tracks.for_each([&](model::TrackId, const model::Track& track) { visit(track); });
  }
  return is_complete();
}

}  // namespace selat::service
