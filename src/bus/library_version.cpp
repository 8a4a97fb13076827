#include "bus/library_version.h"

#include <zmq.h>

namespace selat::bus {

std::string library_version() {
  int major = 0;
  int minor = 0;
  int patch = 0;
  ::zmq_version(&major, &minor, &patch);
  return std::to_string(major) + "." + std::to_string(minor) + "." + std::to_string(patch) +
         (::zmq_has("curve") == 1 ? "" : " without CURVE");
}

}  // namespace selat::bus
