#pragma once
// What is wrong with a database file, with one line that says what to do.

#include <cstdint>
#include <utility>

#include "base/enum_names.h"
#include "base/localized_message.h"

namespace selat::store {

enum class StoreProblem : std::uint8_t {
  in_use,   // another process has it open
  corrupt,  // not a database, or damaged
  full,     // no space left, or a size limit reached
  read_only,
  unreachable,  // the file or its directory cannot be opened or created
  newer,        // written by a later version of Selat
  superseded,   // another server has begun a term on it
  displaced,    // deleted, moved, replaced or cut short while it was open
  lost,         // what was acknowledged is not in it any more
  failed,       // any other error, such as a failed fsync
};

// Whether a coordination server that meets it can write nothing more that counts. After any other problem it
// may try again.
[[nodiscard]] constexpr bool ends_the_server(StoreProblem problem) {
  return problem == StoreProblem::corrupt || problem == StoreProblem::superseded ||
         problem == StoreProblem::displaced || problem == StoreProblem::lost;
}

class StoreError : public LocalizedError {
 public:
  StoreError(StoreProblem problem, LocalizedMessage message)
      : LocalizedError(std::move(message)), problem_(problem) {}
  [[nodiscard]] StoreProblem problem() const { return problem_; }

 private:
  StoreProblem problem_;
};

}  // namespace selat::store

namespace selat {
template <>
inline constexpr auto enum_names<store::StoreProblem> =
    std::to_array<std::string_view>({"in_use", "corrupt", "full", "read_only", "unreachable", "newer",
                                     "superseded", "displaced", "lost", "failed"});
}  // namespace selat
