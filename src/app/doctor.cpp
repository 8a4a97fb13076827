// selat doctor: looks at what the system needs, and says what to do about what is wrong.

#include "service/doctor.h"

#include <algorithm>
#include <iostream>
#include <string>
#include <vector>

#include "cli/command_line.h"
#include "cli/feed_options.h"
#include "cli/option_values.h"

namespace selat::app {

int run_doctor(int argc, char** argv) {
  cli::CommandLine line(
      "doctor",
      tr("Looks at directories, geodata, clock, feeds and libraries; each line is ok, warn or fail, with "
         "what to do. Exit status 1 when something fails."),
      cli::CommandLine::Reads::bus);
  cli::FeedOptions feeds;
  double seconds = 4;  // so that all is told within five
  bool is_json = false;
  feeds.describe(line, tr("Test this feed instead of those of the settings; may be repeated."));
  line.option("--wait", tr("SECONDS"), seconds, tr("How long to wait for the first line of each feed."));
  line.flag("--json", is_json, tr("Print the findings as JSON, always in English."));
  if (const auto status = line.parse(argc, argv)) {
    return *status;
  }
  cli::require_not_negative("--wait", seconds);
  config::Settings& settings = line.settings();
  if (!feeds.empty()) {
    settings.feeds = feeds.feeds(settings);
  }
  // Programs look for the same words whatever language the person reads.
  const Language language = is_json ? Language::en : settings.language;
  const auto findings = service::check_all(settings, line.settings_files(), Span::seconds(seconds), language);
  std::cout << (is_json ? service::as_json(findings) + '\n' : service::as_text(findings, language))
            << std::flush;
  const bool has_failed =
      std::ranges::find(findings, service::Verdict::fail, &service::DoctorFinding::verdict) != findings.end();
  return has_failed ? runtime::kFailure : runtime::kSuccess;
}

}  // namespace selat::app
