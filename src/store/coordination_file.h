#pragma once
// What is done with the coordination server's database file before it is used, so that a sound one of this
// version is there:
//   - no file, or an empty one: one is made, and says that its past is not known;
//   - an earlier version, or a damaged one: what is sound in it goes into a fresh file; the file itself is
//     kept beside that for whoever wants to look, with no record changed.
// If what was damaged may have been a promise (a sector, a speaking terminal, a term), the fresh file says
// that its past is not known.
//
// Thread: one, with the OwnerLock. Errors: throws StoreError for a file of another program or of a later
// version, for one in which nothing can be read, and when the disk fails.

#include <filesystem>
#include <string>
#include <vector>

#include "base/localized_message.h"
#include "units/instant.h"

namespace selat::store {

struct Findings {
  std::vector<LocalizedMessage> lines;       // what was wrong; empty: nothing
  std::vector<std::string> damaged_sectors;  // ids, as far as they can be read
};

// `wall` goes into the name of a file that is kept.
[[nodiscard]] Findings put_in_order(const std::filesystem::path& file, Instant wall);

}  // namespace selat::store
