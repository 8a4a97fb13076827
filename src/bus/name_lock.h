#pragma once
// The name of a process on this machine, which one process has at a time. It is a lock on a file <name>.lock
// in the run directory; the sockets of the name stand beside it. With the name goes what it left there: at an
// orderly end by itself, after a kill when another process of that directory takes its own name. So
// terminals, which have a name each, do not fill the directory.
//
// Thread: one. Errors: BusError.

#include <filesystem>
#include <string>

namespace selat::bus {

class NameLock {
 public:
  NameLock() = default;
  ~NameLock();
  NameLock(const NameLock&) = delete;
  NameLock& operator=(const NameLock&) = delete;

  // Again where the file has been removed since, with its directory. Throws if another process has the name.
  void claim(const std::filesystem::path& directory, const std::string& name);
  // Whoever comes next may have it. To be called when the sockets of the name are closed.
  void release();

 private:
  std::filesystem::path file_;
  int descriptor_ = -1;
};

}  // namespace selat::bus
