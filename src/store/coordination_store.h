#pragma once
// The durable state of the coordination server: its terms, the holder of each sector, the alerts and their
// acknowledgements, refusals, and the log of all answers and reports of control points. SQLite, one writer;
// each save() is one durable transaction.
//
// Thread: one; save() blocks for an fsync (about 1–10 ms). Errors: the constructor throws StoreError; save()
// returns it, and then nothing of that call is on disk.

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
  // Opens or creates the file, and checks its integrity and version.
  explicit CoordinationStore(const std::filesystem::path& file);
  ~CoordinationStore();
  CoordinationStore(const CoordinationStore&) = delete;
  CoordinationStore& operator=(const CoordinationStore&) = delete;

  // Begins a new term, durably, and returns the whole state. Exclusions that have ended by `wall` are left
  // out. Throws StoreError.
  [[nodiscard]] coordinate::PersistedState begin_term(Instant wall);

  [[nodiscard]] std::expected<void, StoreError> save(const coordinate::Effects& effects);

  // The newest entries of the log, the newest first. Throws StoreError.
  [[nodiscard]] std::vector<model::LogEntry> newest_log(std::size_t most) const;
  [[nodiscard]] const std::filesystem::path& file() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace selat::store
