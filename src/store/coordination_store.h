#pragma once
// The durable state of the coordination server: its terms, the holder of each sector, the alerts and their
// acknowledgements, refusals, and the log of all answers and reports of control points. SQLite, one writer;
// each save() is one durable transaction.
//
// Thread: one; save() blocks for an fsync (about 1–10 ms). Errors: the constructor throws StoreError; save()
// returns it, and then nothing of that call is on disk.

#include <cstddef>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/localized_message.h"
#include "coordinate/effects.h"
#include "store/store_error.h"

namespace selat::store {

class CoordinationStore {
 public:
  // Opens or creates the file, and puts it in order (store/coordination_file.h).
  CoordinationStore(const std::filesystem::path& file, Instant wall);
  ~CoordinationStore();
  CoordinationStore(const CoordinationStore&) = delete;
  CoordinationStore& operator=(const CoordinationStore&) = delete;

  // Begins a new term, above all before and not below `term_at_least`, and adds `own` to what is outstanding:
  // durably, before it returns the whole state. Exclusions that have ended by `wall` are left out. Throws
  // StoreError.
  [[nodiscard]] coordinate::PersistedState begin_term(Instant wall, std::uint32_t term_at_least,
                                                      coordinate::Promise own);

  // Gives the entries of the log their numbers; one that is in the log already keeps the number 0.
  // Superseded: the newest term in the file is not the server's own.
  [[nodiscard]] std::expected<void, StoreError> save(coordinate::Effects& effects);

  // Writes nothing but that one save more was made: whether the disk takes anything.
  [[nodiscard]] std::expected<void, StoreError> probe();

  // That no later term is in the file and it lies in its place: to be asked after a request came in and
  // before a lease is extended without a save. So two servers, of which one does not know of the other, never
  // both renew. Errors: superseded, displaced; others, where the file cannot be read, say nothing.
  [[nodiscard]] std::expected<void, StoreError> confirm();

  // What was wrong with the file when it was opened and its state read, and what was done about it; empty:
  // nothing.
  [[nodiscard]] const std::vector<LocalizedMessage>& findings() const;
  // The newest entries of the log, the oldest of them first. Throws StoreError.
  [[nodiscard]] std::vector<model::LogEntry> newest_log(std::size_t most) const;
  // Hexadecimal; of the newest entry of the log (store/log_chain.h).
  [[nodiscard]] std::string log_hash() const;
  [[nodiscard]] const std::filesystem::path& file() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace selat::store
