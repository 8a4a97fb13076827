#include "service/listener.h"

#include <array>

#include "cop/operational_picture.h"
#include "runtime/machine_clock.h"
#include "runtime/process.h"

namespace selat::service {
namespace {

using bus::Stamp;

bus::Subscription health_of(const std::string& process, cop::OperationalPicture& picture) {
  return bus::subscribe<model::ProcessHealth>(
      process, {.apply = [&picture](const model::ProcessHealth& health, const Stamp&) {
        picture.apply(health, runtime::read_clocks());
      }});
}

bus::Subscription tracks(cop::OperationalPicture& picture) {
  return bus::subscribe<model::Track>(
      "detect", {.apply = [&picture](const model::Track& track, const Stamp&) { picture.apply(track); },
                 .begin_snapshot = [&picture] { picture.begin_track_snapshot(); },
                 .end_snapshot = [&picture](const Stamp&) { picture.end_track_snapshot(); }});
}

bus::Subscription alerts(cop::OperationalPicture& picture) {
  return bus::subscribe<model::Alert>(
      "coordinate",
      {.apply = [&picture](const model::Alert& alert,
                           const Stamp&) { picture.apply(alert, runtime::read_clocks().wall); },
       .begin_snapshot = [&picture] { picture.begin_alert_snapshot(); },
       .end_snapshot =
           [&picture](const Stamp&) { picture.end_alert_snapshot(runtime::read_clocks().wall); }});
}

bus::Subscription log(cop::OperationalPicture& picture) {
  return bus::subscribe<model::LogEntry>(
      "coordinate",
      {.apply = [&picture](const model::LogEntry& entry, const Stamp&) { picture.apply(entry); },
       .begin_snapshot = [&picture] { picture.begin_log_snapshot(); },
       .end_snapshot = [&picture](const Stamp&) { picture.end_log_snapshot(runtime::read_clocks().wall); }});
}

std::vector<bus::Subscription> subscriptions(cop::OperationalPicture& picture,
                                             const std::vector<std::string>& control_points) {
  std::vector<bus::Subscription> all = {tracks(picture), alerts(picture)};
  all.push_back(bus::subscribe<model::FeedTable>(
      "ingest", {.apply = [&picture](const model::FeedTable& table, const Stamp& stamp) {
        picture.apply(table, stamp.sent_at, runtime::read_clocks().wall);
      }}));
  all.push_back(bus::subscribe<model::SectorTable>(
      "coordinate", {.apply = [&picture](const model::SectorTable& table, const Stamp&) {
        picture.apply(table, runtime::read_clocks().wall);
      }}));
  all.push_back(log(picture));
  for (const char* const process : {"ingest", "detect", "coordinate", "up"}) {
    all.push_back(health_of(process, picture));
  }
  for (const std::string& id : control_points) {
    all.push_back(health_of("control-point." + id, picture));
  }
  return all;
}

}  // namespace

Listener::Listener(bus::Bus& bus, cop::OperationalPicture& picture,
                   const std::vector<std::string>& control_points)
    : picture_(picture), subscriber_(bus, subscriptions(picture, control_points)) {}

void Listener::note_freshness() {
  struct Source {
    cop::Part part;
    const char* publisher;
    bus::Topic topic;
  };
  static constexpr auto kSources =
      std::to_array<Source>({{cop::Part::feeds, "ingest", bus::Topic::feed},
                             {cop::Part::tracks, "detect", bus::Topic::track},
                             {cop::Part::alerts, "coordinate", bus::Topic::alert},
                             {cop::Part::sectors, "coordinate", bus::Topic::assignment},
                             {cop::Part::log, "coordinate", bus::Topic::log}});
  static_assert(kSources.size() == enum_count<cop::Part>);
  for (const Source& source : kSources) {
    if (const auto at = subscriber_.complete_at(source.publisher, source.topic)) {
      picture_.note_complete(source.part, *at);
    }
  }
}

}  // namespace selat::service
