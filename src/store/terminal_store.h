#pragma once
// The durable memory of a control point's terminals on this machine: what people wrote, until and after the
// server has it; what they were told of alerts; the highest term of the server; the lines they typed. SQLite,
// each write one durable transaction. A waiting terminal and a person's may have the file open at once.
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

#include "coordinate/coordinator_memory.h"
#include "coordinate/inbox.h"
#include "coordinate/outbox.h"
#include "store/store_error.h"

namespace selat::store {

class TerminalStore {
 public:
  static constexpr std::size_t kMostLines = 500;

  // Opens or creates the file, and checks its integrity and version.
  explicit TerminalStore(const std::filesystem::path& file);
  ~TerminalStore();
  TerminalStore(const TerminalStore&) = delete;
  TerminalStore& operator=(const TerminalStore&) = delete;

  // All words that wait, and the newest that were answered; the oldest first.
  [[nodiscard]] std::vector<coordinate::Words> words() const;
  // Whether another process has written to the file since the last call; false if that cannot be found out.
  [[nodiscard]] bool has_changed_elsewhere();
  // Stores new words and sets their numbers.
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
