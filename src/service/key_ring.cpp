#include "service/key_ring.h"

#include "bus/keys.h"
#include "runtime/command_error.h"
#include "service/whole_system.h"

namespace selat::service {

std::vector<ListedKey> allowed_keys(const std::filesystem::path& directory,
                                    const std::vector<std::string>& names) {
  std::vector<ListedKey> keys;
  for (const auto& [key, owner] : bus::read_allowed_keys(directory)) {
    if (names.empty() || owner == names.front()) {
      keys.push_back({.name = owner, .public_key = key});
    }
  }
  if (keys.empty()) {
    throw runtime::Failure(
        names.empty() ? LocalizedMessage(tr("no key in {directory}"), {{"directory", directory.string()}})
                      : LocalizedMessage(tr("no key of {name} in {directory}"),
                                         {{"name", names.front()}, {"directory", directory.string()}}));
  }
  return keys;
}

void make_keys(const KeyMaking& making, const std::vector<std::string>& names,
               const std::function<void(const ListedKey&)>& made) {
  const bool are_named = !names.empty();
  const auto existing = making.is_forced ? bus::Existing::replace : bus::Existing::keep;
  for (const std::string& name : are_named ? names : key_owners()) {
    const bool is_kept = !are_named && !making.is_forced && bus::has_key_pair(making.directory, name);
    made({.name = name,
          .public_key = is_kept ? bus::read_key_pair(making.directory, name).public_key
                                : bus::make_key_files(making.directory, name, existing),
          .is_new = !is_kept});
  }
}

}  // namespace selat::service
