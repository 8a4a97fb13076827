#pragma once
// The options by which a person names feeds on the command line: --feed, and for those beyond this machine
// --peers and --unencrypted, which count for all of them.
//
// Thread: one.

#include <string>
#include <vector>

#include "cli/command_line.h"
#include "config/settings.h"

namespace selat::cli {

class FeedOptions {
 public:
  void describe(CommandLine& line, MessageId help_of_feed);

  [[nodiscard]] bool empty() const { return uris_.empty(); }
  // Throws UsageError where one cannot be used.
  [[nodiscard]] std::vector<config::FeedSettings> feeds(const config::Settings& settings) const;
  // The same options, for a child process.
  [[nodiscard]] std::vector<std::string> arguments() const;

 private:
  std::vector<std::string> uris_, peers_;
  bool is_unencrypted_ = false;
};

}  // namespace selat::cli
