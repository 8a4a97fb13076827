#include "service/listener.h"

#include "cop/operational_picture.h"
#include "runtime/machine_clock.h"
#include "runtime/process.h"

namespace selat::service {
namespace {

using bus::Stamp;
using bus::Start;
using runtime::Process;

bus::Subscription health_of(const std::string& process, cop::OperationalPicture& picture) {
  return bus::subscribe<model::ProcessHealth>(
      process,
      {.apply = [&picture](const model::ProcessHealth& health,
                           const Stamp&) { picture.apply(health, runtime::read_clocks()); }},
      Start::live);
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

std::vector<bus::Subscription> subscriptions(cop::OperationalPicture& picture,
                                             const std::vector<std::string>& control_points) {
  std::vector<bus::Subscription> all = {tracks(picture), alerts(picture)};
  all.push_back(bus::subscribe<model::FeedTable>(
      "ingest",
      {.apply =
           [&picture](const model::FeedTable& table, const Stamp& stamp) {
             picture.apply(table, stamp.sent_at, runtime::read_clocks().wall);
           }},
      Start::live));
  all.push_back(bus::subscribe<model::SectorTable>(
      "coordinate", {.apply = [&picture](const model::SectorTable& table, const Stamp&) {
        picture.apply(table, runtime::read_clocks().wall);
      }}));
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
    : subscriber_(bus, subscriptions(picture, control_points)) {}

}  // namespace selat::service
