#pragma once
// `selat doctor`: every check (doctor_checks.h) in order, and what was found as lines or JSON.

#include <filesystem>
#include <string>
#include <vector>

#include "base/language.h"
#include "config/settings.h"
#include "service/doctor_checks.h"
#include "units/instant.h"

namespace selat::service {

// `files` are those the settings were read from; `patience` is for the first line of each feed.
[[nodiscard]] std::vector<DoctorFinding> check_all(const config::Settings& settings,
                                                   const std::vector<std::filesystem::path>& files,
                                                   Span patience, Language language);

// A line a finding, and one more where there is something to do; safe for a terminal.
[[nodiscard]] std::string as_text(const std::vector<DoctorFinding>& findings, Language language);
// Indented; text that is not UTF-8 comes with its bad bytes replaced.
[[nodiscard]] std::string as_json(const std::vector<DoctorFinding>& findings);

}  // namespace selat::service
