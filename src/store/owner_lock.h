#pragma once
// The one owner of a database file: an advisory lock on <file>.lock, which the kernel gives up however the
// process ends. Or its owner for a moment only, while the file is put in order. Beside the lock stands the
// number of the last save that was acknowledged: a database that says a lower one is an older copy, or has
// lost its end, whatever SQLite makes of it. And the number of the last alert, so that one which was spoken
// on the radio is not given to another alert soon.
//
// The note is not synced, since it only must outlive the process: after a power cut it may be an earlier one.
//
// Thread: one. Errors: throws StoreError where another process has the lock, or it cannot be had.

#include <cstdint>
#include <filesystem>

#include "units/instant.h"

namespace selat::store {

class OwnerLock {
 public:
  // Makes the directory too, if it is missing (mode 0700).
  // Waits so long for another process to release it; the thread sleeps.
  explicit OwnerLock(const std::filesystem::path& file, Span patience = {});
  ~OwnerLock();
  OwnerLock(const OwnerLock&) = delete;
  OwnerLock& operator=(const OwnerLock&) = delete;

  // Others may have it from now on; what is noted stays open.
  void release() const;

  struct Note {
    std::uint64_t saves = 0;
    std::uint32_t alert_number = 0;
  };
  void note(Note note) const;
  [[nodiscard]] Note noted() const;  // 0: nothing is, or it cannot be read

 private:
  int descriptor_ = -1;
};

}  // namespace selat::store
