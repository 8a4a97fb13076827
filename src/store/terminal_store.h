#pragma once
// The durable memory of a control point's terminals on this machine: what people wrote, until and after the
// server has it; what they were told of alerts; the highest term of the server; the lines they typed. SQLite,
// each write one durable transaction, each row with its checksum. A waiting terminal and a person's may have
// the file open at once. A file that was deleted, moved, replaced or cut short takes nothing more: who
// notices that opens another and writes again what it knows.
//
// Thread: one; each write blocks for an fsync (about 1–10 ms). Errors: the constructor and the functions
// that read tables throw StoreError; the writing ones return it, and then nothing of that call is on disk.

#include <cstddef>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/localized_message.h"
#include "coordinate/coordinator_memory.h"
#include "coordinate/inbox.h"
#include "coordinate/outbox.h"
#include "store/store_error.h"
#include "units/instant.h"

namespace selat::store {

class TerminalStore {
 public:
  static constexpr std::size_t kMostLines = 500;

  // Opens or creates the file, and puts it in order (store/file_order.h). `wall` goes into the name of a
  // damaged file that is kept.
  TerminalStore(const std::filesystem::path& file, Instant wall);
  ~TerminalStore();
  TerminalStore(const TerminalStore&) = delete;
  TerminalStore& operator=(const TerminalStore&) = delete;

  // What was wrong with it when it was opened; empty: nothing.
  [[nodiscard]] const std::vector<LocalizedMessage>& findings() const;
  // Whether it is still the file at its path.
  [[nodiscard]] bool is_in_place();

  // All words that wait, and the newest that were answered; the oldest first.
  [[nodiscard]] std::vector<coordinate::Words> words() const;
  // Whether another process has written to the file since the last call; false if that cannot be found out.
  [[nodiscard]] bool has_changed_elsewhere();
  // Stores words that are not there yet, and sets the numbers of all.
  [[nodiscard]] std::expected<void, StoreError> write(std::span<coordinate::Words> words);
  // What has become of them.
  [[nodiscard]] std::expected<void, StoreError> settle(const coordinate::Words& words);

  [[nodiscard]] std::vector<coordinate::ToldAlert> told() const;
  [[nodiscard]] std::expected<void, StoreError> save(std::span<const coordinate::ToldAlert> told,
                                                     std::span<const std::uint64_t> dropped);

  // The highest term of a coordination server that any terminal of this file ever heard, and the longest
  // lease promised under it. What is lower than that is not saved.
  [[nodiscard]] coordinate::CoordinatorMemory coordinator() const;
  [[nodiscard]] std::expected<void, StoreError> save(const coordinate::CoordinatorMemory& memory);

  // The newest lines typed, the oldest first.
  [[nodiscard]] std::vector<std::string> lines() const;
  [[nodiscard]] std::expected<void, StoreError> remember(std::string_view line);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace selat::store
