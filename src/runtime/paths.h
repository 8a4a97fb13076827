#pragma once
// Default paths on this machine, and directories of the program's own.

#include <filesystem>
#include <optional>
#include <system_error>

#include "chart/geodata_folder.h"

namespace selat::runtime {

// The program itself.
[[nodiscard]] std::filesystem::path own_executable();
// $XDG_RUNTIME_DIR/selat, or /tmp/selat-<uid>: the sockets of the bus.
[[nodiscard]] std::filesystem::path default_run_directory();
// $XDG_STATE_HOME/selat, or ~/.local/state/selat: the coordination server's database and the logs.
[[nodiscard]] std::filesystem::path default_data_directory();
// Makes the directory, if it is missing, for its owner alone. No error if it is there.
std::error_code make_private_directory(const std::filesystem::path& directory);
// Where chart::find_geodata() looks on this machine: the folder given (when not empty), else $SELAT_GEODATA,
// else geodata/ beside the program.
[[nodiscard]] chart::GeodataPlaces geodata_places(const std::filesystem::path& given = {});
// /etc/selat/selat.toml, else config/selat.toml beside the program.
[[nodiscard]] std::optional<std::filesystem::path> find_settings_file();

}  // namespace selat::runtime
