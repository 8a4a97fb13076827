#pragma once
// Default paths on this machine, and directories of the program's own.

#include <filesystem>
#include <optional>
#include <system_error>

#include "chart/geodata_folder.h"

namespace selat::runtime {

// The program itself.
[[nodiscard]] std::filesystem::path own_executable();
// The sockets of the bus: $RUNTIME_DIRECTORY/bus (systemd's RuntimeDirectory=, which others may enter, so
// that it is a directory below), else $XDG_RUNTIME_DIR/selat, else /tmp/selat-<uid>.
[[nodiscard]] std::filesystem::path default_run_directory();
// The coordination server's database and the logs: $STATE_DIRECTORY (systemd's StateDirectory=), else
// $XDG_STATE_HOME/selat, else ~/.local/state/selat, else /var/lib/selat.
[[nodiscard]] std::filesystem::path default_data_directory();
// Makes the directory, if it is missing, for its owner alone. No error if it is there.
std::error_code make_private_directory(const std::filesystem::path& directory);
// Where chart::find_geodata() looks on this machine: the folder given (when not empty), else $SELAT_GEODATA,
// else geodata/ beside the program.
[[nodiscard]] chart::GeodataPlaces geodata_places(const std::filesystem::path& given = {});
// /etc/selat/selat.toml, else config/selat.toml beside the program.
[[nodiscard]] std::optional<std::filesystem::path> find_settings_file();

}  // namespace selat::runtime
