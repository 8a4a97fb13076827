#pragma once
// The CURVE keys of a machine, as `selat keys` makes and lists them.
//
// Thread: one. Errors: Failure where there is none, and as bus/keys.h.

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace selat::service {

// A public key, and whose.
struct ListedKey {
  std::string name;
  std::string public_key;
  bool is_new = false;  // made just now
};

// The keys that are allowed here: all, or that of the one name.
[[nodiscard]] std::vector<ListedKey> allowed_keys(const std::filesystem::path& directory,
                                                  const std::vector<std::string>& names);

struct KeyMaking {
  std::filesystem::path directory;
  bool is_forced = false;  // pairs that are there are replaced
};
// Hands on each key as soon as it is made. Without names: those of all processes of `selat up` and of what
// shows them, of which those that are there are kept.
void make_keys(const KeyMaking& making, const std::vector<std::string>& names,
               const std::function<void(const ListedKey&)>& made);

}  // namespace selat::service
