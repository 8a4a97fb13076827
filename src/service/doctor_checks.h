#pragma once
// The checks of `selat doctor`. Each leaves the machine as it found it. Findings are in the given language;
// messages of the kernel or of a file are quoted as they are.

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/enum_names.h"
#include "base/language.h"
#include "config/settings.h"
#include "model/sector.h"
#include "units/instant.h"

namespace selat::service {

enum class Verdict : std::uint8_t { ok, warn, fail };

struct DoctorFinding {
  Verdict verdict = Verdict::ok;
  std::string subject;  // "clock", "feed changi"
  std::string what;     // what was found; may hold text from outside
  std::string remedy;   // what to do; empty when all is well
};

// The settings files in force.
[[nodiscard]] std::vector<DoctorFinding> check_settings(const std::vector<std::filesystem::path>& files,
                                                        Language language);
[[nodiscard]] DoctorFinding check_run_directory(const std::filesystem::path& directory, Language language);
// Writable, and with room: warns below 5 GB, fails below 200 MB.
[[nodiscard]] DoctorFinding check_data_directory(const std::filesystem::path& directory, Language language);
[[nodiscard]] DoctorFinding check_geodata(const std::filesystem::path& folder, Language language);
// Whether there is a route over water from the berth of each patrol craft: a finding for each without, or one
// for all. Empty when there is no craft or no geodata.
[[nodiscard]] std::vector<DoctorFinding> check_craft(const std::filesystem::path& geodata,
                                                     const std::vector<model::Asset>& craft,
                                                     Language language);
// Whether the kernel's clock is disciplined by NTP or a receiver (adjtimex).
[[nodiscard]] DoctorFinding check_clock(Language language);
// One for each feed: whether it can be opened and a line arrives in time. Blocks up to `patience`.
[[nodiscard]] std::vector<DoctorFinding> check_feeds(const std::vector<config::FeedSettings>& feeds,
                                                     Span patience, Language language);
// One for each feed and output beyond this machine, whose lines are not encrypted, and one for each other
// output.
[[nodiscard]] std::vector<DoctorFinding> check_plain_traffic(const config::Settings& settings,
                                                             Language language);
[[nodiscard]] std::string_view word(Verdict verdict, Language language);
[[nodiscard]] DoctorFinding check_libraries(Language language);

}  // namespace selat::service

namespace selat {
template <>
inline constexpr auto enum_names<service::Verdict> = std::to_array<std::string_view>({"ok", "warn", "fail"});
}  // namespace selat
