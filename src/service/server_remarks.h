#pragma once
// What a control point's terminal notices about the coordination server, and tells its person once: that none
// answers, that it does not know yet who holds what, and by how much its clock differs from ours.
//
// Thread: that of the io_context. What is passed in must outlive it.

#include <optional>
#include <string>

#include "bus/bus.h"
#include "config/settings.h"
#include "model/order.h"
#include "service/heard_sectors.h"
#include "terminal/control_point_screen.h"
#include "units/clock.h"

namespace selat::service {

class ServerRemarks {
 public:
  struct Surroundings {
    terminal::ControlPointScreen& screen;
    const HeardSectors& heard;
    const config::Settings& settings;
    std::string control_point;
    bus::Endpoints endpoints;  // of the server
  };
  ServerRemarks(Surroundings surroundings, SteadyTime now) : here_(std::move(surroundings)), began_at_(now) {}

  // It has answered, if only to refuse.
  void answered() { has_answered_ = true; }
  void welcomed(const model::Welcome& welcome);
  // To be called a few times a second. `is_heard`: it publishes.
  void tick(SteadyTime now, bool is_heard);

 private:
  void tell_of_its_clock();

  Surroundings here_;
  SteadyTime began_at_;
  bool has_answered_ = false;
  std::optional<Span> told_ahead_;
};

}  // namespace selat::service
