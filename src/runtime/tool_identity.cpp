#include "runtime/tool_identity.h"

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "bus/keys.h"
#include "model/request.h"
#include "runtime/command_error.h"

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
  std::ranges::sort(here);
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

std::string key_of_tools(const config::Settings& settings) {
  const std::filesystem::path& keys = settings.bus.keys;
  const auto here = keys.empty() || bus::has_key_pair(keys, kWatchKey) ? std::vector<std::string>()
                                                                       : control_points_here(keys);
  if (here.size() > 1) {
    throw UsageError(
        {tr("{directory} has the keys of several control points ({names}), and not that of the "
            "watch: leave one there, or name the directory of one as bus.keys in a settings file "
            "of its own"),
         {{"directory", keys.string()}, {"names", fmt::format("{}", fmt::join(here, ", "))}}});
  }
  return tool_identity(settings).key;
}

}  // namespace selat::runtime
