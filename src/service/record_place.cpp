#include "service/record_place.h"

#include "runtime/whole_file.h"

namespace selat::service {
namespace {

namespace fs = std::filesystem;

fs::path note_in(const fs::path& run_directory) {
  return run_directory / "coordinate.record";
}

}  // namespace

fs::path record_by_settings(const config::Settings& settings) {
  const fs::path& named = settings.coordinate.database;
  return named.empty() ? settings.data_directory / "coordinate.sqlite" : named;
}

void note_record(const fs::path& run_directory, const fs::path& database) {
  std::error_code failed;
  const fs::path whole = fs::absolute(database, failed);
  if (!failed) {
    std::ignore = runtime::write_whole(note_in(run_directory), {whole.native()});
  }
}

std::optional<fs::path> noted_record(const fs::path& run_directory) {
  const auto noted = runtime::read_whole(note_in(run_directory));
  std::error_code failed;
  return noted && fs::exists(*noted, failed) ? std::optional<fs::path>(*noted) : std::nullopt;
}

fs::path record_of_system(const config::Settings& settings) {
  return noted_record(settings.bus.directory).value_or(record_by_settings(settings));
}

}  // namespace selat::service
