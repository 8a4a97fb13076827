#pragma once
// In whose name the tools of a person (top, log, watch, zone, vessels) speak on this machine: that of the
// watch, where its key `top` is, or no keys are needed; else that of the one control point whose key is here.
//
// Thread: any.

#include <string>

#include "config/settings.h"

namespace selat::runtime {

struct ToolIdentity {
  std::string key;            // in the keys directory
  std::string control_point;  // empty: the watch
  // The sender of what is written.
  [[nodiscard]] std::string name() const;
  [[nodiscard]] bool is_watch() const { return control_point.empty(); }
};

[[nodiscard]] ToolIdentity tool_identity(const config::Settings& settings);
// The key of tools that connect. Throws UsageError where those of several control points are here, and not
// that of the watch: for whom they speak would be a guess.
[[nodiscard]] std::string key_of_tools(const config::Settings& settings);

}  // namespace selat::runtime
