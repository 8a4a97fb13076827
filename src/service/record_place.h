#pragma once
// Where the coordination server of a run directory keeps its record. It notes that there, so that a person
// who names a system by its run directory, or none, finds the record of that system and of no other.
//
// Thread: any.

#include <filesystem>
#include <optional>

#include "config/settings.h"

namespace selat::service {

// By the settings: `coordinate.database`, else coordinate.sqlite in the data directory.
[[nodiscard]] std::filesystem::path record_by_settings(const config::Settings& settings);
// What cannot be noted is not: then the settings say it.
void note_record(const std::filesystem::path& run_directory, const std::filesystem::path& database);
// Of the coordination server that runs, or ran last, in the run directory; empty: none has.
[[nodiscard]] std::optional<std::filesystem::path> noted_record(const std::filesystem::path& run_directory);
// The record of the system that runs, or ran last, in the run directory; else that of the settings.
[[nodiscard]] std::filesystem::path record_of_system(const config::Settings& settings);

}  // namespace selat::service
