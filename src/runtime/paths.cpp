#include "runtime/paths.h"

#include <cstdlib>
#include <string>

#include <unistd.h>

namespace selat::runtime {
namespace fs = std::filesystem;
namespace {

fs::path environment_path(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr && *value == '/' ? fs::path(value) : fs::path();
}

// Of a unit of systemd, which names several with colons between: the first.
fs::path unit_directory(const char* name) {
  const std::string all = environment_path(name).string();
  return all.substr(0, all.find(':'));
}

// `below` in <prefix>/share/selat, or in one of the directories above the program.
std::optional<fs::path> beside_program(const fs::path& below) {
  std::error_code ignored;
  const fs::path directory = own_executable().parent_path();
  fs::path shared = directory.parent_path() / "share" / "selat" / below;
  if (fs::exists(shared, ignored)) {
    return shared;
  }
  fs::path above = directory;
  for (int level = 0; level < 5 && above.has_relative_path(); ++level) {
    if (fs::exists(above / below, ignored)) {
      return above / below;
    }
    above = above.parent_path();
  }
  return std::nullopt;
}

}  // namespace

fs::path own_executable() {
  std::error_code ignored;
  return fs::read_symlink("/proc/self/exe", ignored);
}

fs::path default_run_directory() {
  if (const fs::path unit = unit_directory("RUNTIME_DIRECTORY"); !unit.empty()) {
    return unit / "bus";
  }
  const fs::path runtime = environment_path("XDG_RUNTIME_DIR");
  return runtime.empty() ? fs::path("/tmp/selat-" + std::to_string(::getuid())) : runtime / "selat";
}

fs::path default_data_directory() {
  if (fs::path unit = unit_directory("STATE_DIRECTORY"); !unit.empty()) {
    return unit;
  }
  if (const fs::path state = environment_path("XDG_STATE_HOME"); !state.empty()) {
    return state / "selat";
  }
  const fs::path home = environment_path("HOME");
  return home.empty() ? fs::path("/var/lib/selat") : home / ".local" / "state" / "selat";
}

std::error_code make_private_directory(const fs::path& directory) {
  std::error_code error;
  if (fs::create_directories(directory, error)) {
    fs::permissions(directory, fs::perms::owner_all, error);
  }
  return error;
}

chart::GeodataPlaces geodata_places(const fs::path& given) {
  chart::GeodataPlaces places;
  const char* named = std::getenv("SELAT_GEODATA");
  if (named != nullptr && *named != '\0') {
    places.environment = named;
  }
  // Settings that were filled in from the environment come back as `given`.
  if (!given.empty() && given != places.environment) {
    places.given = given;
  }
  places.fallbacks = chart::geodata_beside(own_executable());
  return places;
}

std::optional<fs::path> find_settings_file() {
  std::error_code ignored;
  if (fs::path system = "/etc/selat/selat.toml"; fs::exists(system, ignored)) {
    return system;
  }
  return beside_program("config/selat.toml");
}

}  // namespace selat::runtime
