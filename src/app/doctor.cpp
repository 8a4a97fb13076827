// selat doctor: looks at what the system needs, and says what to do about what is wrong.

#include <algorithm>
#include <iostream>
#include <iterator>

#include <nlohmann/json.hpp>

#include "cli/command_line.h"
#include "cli/named_feeds.h"
#include "runtime/exit_status.h"
#include "service/doctor_checks.h"
#include "text/terminal.h"

namespace selat::app {
namespace {

std::vector<service::Finding> look(const config::Settings& settings,
                                   const std::vector<std::filesystem::path>& files, Span patience,
                                   Language language) {
  std::vector<service::Finding> findings = service::check_settings(files, language);
  findings.push_back(service::check_run_directory(settings.bus.directory, language));
  findings.push_back(service::check_data_directory(settings.data_directory, language));
  findings.push_back(service::check_geodata(settings.geodata, language));
  std::ranges::move(service::check_craft(settings.geodata, settings.coordinate.assets, language),
                    std::back_inserter(findings));
  findings.push_back(service::check_clock(language));
  std::ranges::move(service::check_feeds(settings.feeds, patience, language), std::back_inserter(findings));
  findings.push_back(service::check_libraries(language));
  return findings;
}

void print(const std::vector<service::Finding>& findings, Language language) {
  for (const service::Finding& finding : findings) {
    std::cout << text::fitted(word(finding.verdict, language), 6) << text::for_terminal(finding.subject)
              << ": " << text::for_terminal(finding.what) << '\n';
    if (!finding.remedy.empty()) {
      std::cout << "      -> " << text::for_terminal(finding.remedy) << '\n';
    }
  }
  std::cout << std::flush;
}

void print_json(const std::vector<service::Finding>& findings) {
  auto out = nlohmann::ordered_json::array();
  for (const service::Finding& finding : findings) {
    out.push_back({{"verdict", std::string(name_of(finding.verdict))},
                   {"subject", finding.subject},
                   {"what", finding.what},
                   {"remedy", finding.remedy}});
  }
  std::cout << out.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << std::endl;
}

}  // namespace

int run_doctor(int argc, char** argv) {
  cli::CommandLine line(
      "doctor",
      "Looks at directories, geodata, clock, feeds and libraries; each line is ok, warn or fail, with "
      "what to do. Exit status 1 when something fails.",
      cli::CommandLine::Reads::bus);
  std::vector<std::string> feeds;
  double seconds = 5;
  bool is_json = false;
  line.option("--feed", "URI|NAME=URI", feeds,
              "Try this feed in place of those of the settings; may be repeated.");
  line.option("--wait", "SECONDS", seconds, "How long to wait for the first line of each feed.");
  line.flag("--json", is_json, "Print the findings as JSON, always in English.");
  if (const auto status = line.parse(argc, argv)) {
    return *status;
  }
  config::Settings& settings = line.settings();
  if (!feeds.empty()) {
    settings.feeds = cli::named_feeds(feeds);
  }
  // Programs look for the same words whatever the person speaks.
  const Language language = is_json ? Language::en : settings.language;
  const auto findings = look(settings, line.settings_files(), Span::seconds(seconds), language);
  is_json ? print_json(findings) : print(findings, language);
  for (const service::Finding& finding : findings) {
    if (finding.verdict == service::Verdict::fail) {
      return runtime::kFailure;
    }
  }
  return runtime::kSuccess;
}

}  // namespace selat::app
