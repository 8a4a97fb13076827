#include "service/listener.h"

#include "cop/operational_picture.h"
#include "runtime/process.h"
#include "selat/v1/envelope.pb.h"

namespace selat::service {
namespace {

std::vector<bus::Subscription> subscriptions(const std::vector<std::string>& control_points) {
  using bus::Join;
  using bus::Topic;
  std::vector<bus::Subscription> all = {
      {"ingest", Topic::feed, Join::live},         {"detect", Topic::track, Join::history},
      {"coordinate", Topic::alert, Join::history}, {"coordinate", Topic::assignment, Join::history},
      {"ingest", Topic::health, Join::live},       {"detect", Topic::health, Join::live},
      {"coordinate", Topic::health, Join::live},   {"up", Topic::health, Join::live},
  };
  for (const std::string& id : control_points) {
    all.push_back({"control-point." + id, Topic::health, Join::live});
  }
  return all;
}

}  // namespace

Listener::Listener(bus::Bus& bus, cop::OperationalPicture& picture,
                   const std::vector<std::string>& control_points)
    : subscriber_(
          bus, subscriptions(control_points),
          [&picture](v1::Envelope& e) { picture.apply(e, runtime::Process::now()); },
          [] { return runtime::Process::now(); }) {}

}  // namespace selat::service
