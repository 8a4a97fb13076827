#include "runtime/tool_identity.h"

#include <filesystem>
#include <string_view>
#include <system_error>
#include <vector>

#include "bus/keys.h"
#include "model/request.h"

namespace selat::runtime {
namespace {

constexpr std::string_view kWatchKey = "top";
constexpr std::string_view kControlPointKey = "control-point.";

// Those whose secret key is here.
std::vector<std::string> control_points_here(const std::filesystem::path& keys) {
  std::vector<std::string> here;
  std::error_code error;
  for (auto at = std::filesystem::directory_iterator(keys, error);
       !error && at != std::filesystem::directory_iterator(); at.increment(error)) {
    const std::string name = at->path().stem().string();
    if (at->path().extension() == ".secret" && name.starts_with(kControlPointKey)) {
      here.push_back(name.substr(kControlPointKey.size()));
    }
  }
  return here;
}

}  // namespace

std::string ToolIdentity::name() const {
  return is_watch() ? std::string(model::kWatchDesk) : control_point;
}

ToolIdentity tool_identity(const config::Settings& settings) {
  const std::filesystem::path& keys = settings.bus.keys;
  if (!keys.empty() && !bus::has_key_pair(keys, kWatchKey)) {
    if (const auto here = control_points_here(keys); here.size() == 1) {
      return {.key = std::string(kControlPointKey) + here.front(), .control_point = here.front()};
    }
  }
  return {.key = std::string(kWatchKey), .control_point = {}};
}

}  // namespace selat::runtime
