#pragma once
// The options of `selat decode`, and what they mean to the service.

#include <string>
#include <vector>

#include "cli/command_line.h"
#include "service/decode_job.h"

namespace selat::app {

struct DecodeCommand {
  std::vector<std::string> files;
  std::string format = "json";
  std::string input = "auto";
  std::string radar_position;
  double radar_heading_deg = 0;
  bool is_unscaled = false;
  bool splits_type_24 = false;
  bool is_lenient = false;
  bool shows_statistics = false;
};

// The options must outlive parse().
void describe(cli::CommandLine& line, DecodeCommand& options);
// After parse(). Throws UsageError where the place of the radar is none.
[[nodiscard]] service::DecodeOptions job_options(const cli::CommandLine& line, const DecodeCommand& options);

}  // namespace selat::app
