#pragma once
// Where things lie on this machine when nobody says otherwise.

#include <filesystem>
#include <optional>

namespace selat::app {

// The program itself.
[[nodiscard]] std::filesystem::path own_executable();
// $XDG_RUNTIME_DIR/selat, or /tmp/selat-<uid>: the sockets of the bus.
[[nodiscard]] std::filesystem::path default_run_directory();
// $XDG_STATE_HOME/selat, or ~/.local/state/selat: the coordination server's database and the logs.
[[nodiscard]] std::filesystem::path default_data_directory();
// $SELAT_GEODATA, else geodata/ beside the program: <prefix>/share/selat/geodata, or the tree it was built
// in.
[[nodiscard]] std::optional<std::filesystem::path> find_geodata();
// /etc/selat/selat.toml, else config/selat.toml beside the program.
[[nodiscard]] std::optional<std::filesystem::path> find_settings_file();

}  // namespace selat::app
