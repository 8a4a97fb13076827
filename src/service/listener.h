#pragma once
// Subscribes to all topics that the operational picture is made of.
//
// Thread: that of the Bus. Errors: throws bus::BusError as the Bus does.

#include <functional>
#include <string>
#include <vector>

#include "bus/subscriber.h"
#include "units/instant.h"

namespace selat::cop {
class OperationalPicture;
}

namespace selat::service {

class Listener {
 public:
  // `control_points` are ids; their processes are named "control-point.<id>".
  Listener(bus::Bus& bus, cop::OperationalPicture& picture, const std::vector<std::string>& control_points);

  // Tells the picture when each of its parts was last complete; to be called before the picture is read.
  void note_freshness();

 private:
  cop::OperationalPicture& picture_;
  bus::Subscriber subscriber_;
};

}  // namespace selat::service
