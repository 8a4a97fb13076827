#pragma once
// What the coordination server must not forget: its terms, who holds each sector, the alerts and their
// acknowledgements, what was declined, and everything control points answered and reported. SQLite, one
// writer, every save() one durable transaction.
//
// Thread: one; save() blocks for an fsync (about 1–10 ms). Errors: the constructor throws StoreError;
// save() gives it back, and then nothing of it is on disk.

#include <cstddef>
#include <expected>
#include <filesystem>
#include <memory>
#include <vector>

#include "coordinate/coordinator.h"
#include "store/store_error.h"

namespace selat::store {

class CoordinationStore {
 public:
  // Opens or makes the file, checks that it is whole and of a known version.
  explicit CoordinationStore(const std::filesystem::path& file);
  ~CoordinationStore();
  CoordinationStore(const CoordinationStore&) = delete;
  CoordinationStore& operator=(const CoordinationStore&) = delete;

  // Begins a new term, durably, and returns everything with it. Exclusions past at `wall` are left out.
  // Throws StoreError.
  [[nodiscard]] coordinate::PersistedState begin_term(Instant wall);

  [[nodiscard]] std::expected<void, StoreError> save(const coordinate::Effects& effects);

  // The newest entries of the log, the newest first. Throws StoreError.
  [[nodiscard]] std::vector<coordinate::LogEntry> newest_log(std::size_t most) const;
  [[nodiscard]] const std::filesystem::path& file() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace selat::store
