#include "service/doctor.h"

#include <algorithm>
#include <iterator>

#include <nlohmann/json.hpp>

#include "text/terminal.h"

namespace selat::service {

std::vector<DoctorFinding> check_all(const config::Settings& settings,
                                     const std::vector<std::filesystem::path>& files, Span patience,
                                     Language language) {
  std::vector<DoctorFinding> findings = check_settings(files, language);
  findings.push_back(check_run_directory(settings.bus.directory, language));
  findings.push_back(check_data_directory(settings.data_directory, language));
  findings.push_back(check_geodata(settings.geodata, language));
  std::ranges::move(check_craft(settings.geodata, settings.coordinate.assets, language),
                    std::back_inserter(findings));
  findings.push_back(check_clock(language));
  std::ranges::move(check_feeds(settings.feeds, patience, language), std::back_inserter(findings));
  std::ranges::move(check_plain_traffic(settings, language), std::back_inserter(findings));
  findings.push_back(check_libraries(language));
  return findings;
}

std::string as_text(const std::vector<DoctorFinding>& findings, Language language) {
  std::string text;
  for (const DoctorFinding& finding : findings) {
    text.append(text::fitted(word(finding.verdict, language), 6))
        .append(text::for_terminal(finding.subject) + ": " + text::for_terminal(finding.what) + '\n');
    if (!finding.remedy.empty()) {
      text.append("      -> " + text::for_terminal(finding.remedy) + '\n');
    }
  }
  return text;
}

std::string as_json(const std::vector<DoctorFinding>& findings) {
  auto out = nlohmann::ordered_json::array();
  for (const DoctorFinding& finding : findings) {
    out.push_back({{"verdict", std::string(name_of(finding.verdict))},
                   {"subject", finding.subject},
                   {"what", finding.what},
                   {"remedy", finding.remedy}});
  }
  return out.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace selat::service
