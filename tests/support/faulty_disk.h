#pragma once
// A disk that fails when a test wants it to, under the real SQLite: a VFS that passes every call on to
// SQLite's own, counts writes and syncs, and lets some of them fail. It knows what would be left after a
// power cut: bytes that were written and then synced with success. What was written before a sync that failed
// is not there, even if a later sync succeeds: the kernel has marked those pages clean (as Linux does).
//
// Syncs do not reach the machine's own disk, so that tests are quick. While one exists it is SQLite's default
// for databases that are opened. Thread: one; one at a time; databases must be closed before it ends.

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <limits>
#include <map>
#include <new>
#include <string>
#include <utility>
#include <vector>

#include <sqlite3.h>

namespace selat::test {

class FaultyDisk {
 public:
  enum class Fault : std::uint8_t {
    write_fails,  // SQLITE_IOERR_WRITE, and nothing is written
    write_short,  // the same, and half of it is written
    full,         // SQLITE_FULL
    sync_fails,   // SQLITE_IOERR_FSYNC
  };

  FaultyDisk() : real_(sqlite3_vfs_find(nullptr)), vfs_(*real_) {
    current() = this;
    vfs_.zName = "faulty-disk";
    vfs_.pNext = nullptr;
    vfs_.szOsFile = static_cast<int>(sizeof(File)) + real_->szOsFile;
    vfs_.xOpen = open;
    vfs_.xDelete = remove;
    sqlite3_vfs_register(&vfs_, 1);
  }
  ~FaultyDisk() {
    sqlite3_vfs_unregister(&vfs_);
    sqlite3_vfs_register(real_, 1);
    current() = nullptr;
  }
  FaultyDisk(const FaultyDisk&) = delete;
  FaultyDisk& operator=(const FaultyDisk&) = delete;

  // From the nth write or sync from now on (1: the next), so many fail.
  void fail(Fault fault, std::uint64_t nth, std::uint64_t times) {
    fault_ = fault;
    skip_ = nth - 1;
    failing_ = times;
  }
  void heal() { failing_ = 0; }
  [[nodiscard]] bool has_failed() const { return has_failed_; }

  // Copies to a directory what a power cut would leave now of the files that were opened.
  void cut_power(const std::filesystem::path& to) const {
    std::filesystem::create_directories(to);
    for (const auto& [path, image] : images_) {
      std::ofstream(to / std::filesystem::path(path).filename(), std::ios::binary) << image.durable;
    }
  }

 private:
  struct Image {
    std::string durable;  // on the disk
    std::string written;  // as the kernel shows it
    std::vector<std::pair<std::size_t, std::size_t>> dirty;
    bool is_cut = false;  // its size has changed downwards
  };
  struct File {
    sqlite3_file base;
    Image* image;
    sqlite3_file* real;
  };

  static FaultyDisk*& current() {
    static FaultyDisk* disk = nullptr;
    return disk;
  }
  static sqlite3_file* real(sqlite3_file* file) { return reinterpret_cast<File*>(file)->real; }

  static int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags) {
    FaultyDisk& disk = *current();
    auto* own = new (file) File{};
    own->real = reinterpret_cast<sqlite3_file*>(own + 1);
    const int code = disk.real_->xOpen(disk.real_, name, own->real, flags, out_flags);
    if (own->real->pMethods == nullptr) {
      return code;
    }
    if (code == SQLITE_OK && name != nullptr) {
      own->image = &disk.image_of(name);
    }
    own->base.pMethods = methods();
    return code;
  }
  static int remove(sqlite3_vfs*, const char* name, int sync_directory) {
    FaultyDisk& disk = *current();
    disk.images_.erase(name);
    return disk.real_->xDelete(disk.real_, name, sync_directory);
  }

  Image& image_of(const std::string& path) {
    const auto [found, is_new] = images_.try_emplace(path);
    if (is_new) {
      std::ifstream in(path, std::ios::binary);
      found->second.durable.assign(std::istreambuf_iterator<char>(in), {});
      found->second.written = found->second.durable;
    }
    return found->second;
  }

  [[nodiscard]] bool fails_now(bool is_sync) {
    if (failing_ == 0 || (fault_ == Fault::sync_fails) != is_sync) {
      return false;
    }
    if (skip_ > 0) {
      --skip_;
      return false;
    }
    --failing_;
    has_failed_ = true;
    return true;
  }

  static void note(Image* image, const void* bytes, std::size_t size, std::size_t offset) {
    if (image == nullptr) {
      return;
    }
    image->written.resize(std::max(image->written.size(), offset + size));
    std::memcpy(image->written.data() + offset, bytes, size);
    image->dirty.emplace_back(offset, size);
  }

  static int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
    FaultyDisk& disk = *current();
    const bool fails = disk.fails_now(false);
    if (fails && disk.fault_ != Fault::write_short) {
      return disk.fault_ == Fault::full ? SQLITE_FULL : SQLITE_IOERR_WRITE;
    }
    const int count = fails ? size / 2 : size;
    const int code = real(file)->pMethods->xWrite(real(file), bytes, count, offset);
    if (code == SQLITE_OK) {
      note(reinterpret_cast<File*>(file)->image, bytes, static_cast<std::size_t>(count),
           static_cast<std::size_t>(offset));
    }
    return fails ? SQLITE_IOERR_WRITE : code;
  }

  static int truncate(sqlite3_file* file, sqlite3_int64 size) {
    if (Image* image = reinterpret_cast<File*>(file)->image; image != nullptr) {
      image->written.resize(static_cast<std::size_t>(size));
      image->is_cut = true;
    }
    return real(file)->pMethods->xTruncate(real(file), size);
  }

  static int sync(sqlite3_file* file, int) {
    FaultyDisk& disk = *current();
    const bool fails = disk.fails_now(true);
    if (Image* image = reinterpret_cast<File*>(file)->image; image != nullptr) {
      if (!fails) {
        harden(*image);
      }
      image->dirty.clear();
      image->is_cut = false;
    }
    return fails ? SQLITE_IOERR_FSYNC : SQLITE_OK;
  }
  static void harden(Image& image) {
    if (image.is_cut) {
      image.durable.resize(std::min(image.durable.size(), image.written.size()));
    }
    for (const auto& [offset, size] : image.dirty) {
      const std::size_t end = std::min(offset + size, image.written.size());
      if (end > offset) {
        image.durable.resize(std::max(image.durable.size(), end));
        std::copy(image.written.begin() + static_cast<std::ptrdiff_t>(offset),
                  image.written.begin() + static_cast<std::ptrdiff_t>(end),
                  image.durable.begin() + static_cast<std::ptrdiff_t>(offset));
      }
    }
  }

  static const sqlite3_io_methods* methods() {
    static const sqlite3_io_methods kMethods = {
        .iVersion = 2,
        .xClose = [](sqlite3_file* f) { return real(f)->pMethods->xClose(real(f)); },
        .xRead = [](sqlite3_file* f, void* to, int size,
                    sqlite3_int64 at) { return real(f)->pMethods->xRead(real(f), to, size, at); },
        .xWrite = write,
        .xTruncate = truncate,
        .xSync = sync,
        .xFileSize = [](sqlite3_file* f,
                        sqlite3_int64* size) { return real(f)->pMethods->xFileSize(real(f), size); },
        .xLock = [](sqlite3_file* f, int kind) { return real(f)->pMethods->xLock(real(f), kind); },
        .xUnlock = [](sqlite3_file* f, int kind) { return real(f)->pMethods->xUnlock(real(f), kind); },
        .xCheckReservedLock = [](sqlite3_file* f,
                                 int* is) { return real(f)->pMethods->xCheckReservedLock(real(f), is); },
        .xFileControl = [](sqlite3_file* f, int what,
                           void* with) { return real(f)->pMethods->xFileControl(real(f), what, with); },
        .xSectorSize = [](sqlite3_file* f) { return real(f)->pMethods->xSectorSize(real(f)); },
        .xDeviceCharacteristics =
            [](sqlite3_file* f) { return real(f)->pMethods->xDeviceCharacteristics(real(f)); },
        .xShmMap =
            [](sqlite3_file* f, int page, int size, int extend, void volatile** to) {
              return real(f)->pMethods->xShmMap(real(f), page, size, extend, to);
            },
        .xShmLock = [](sqlite3_file* f, int offset, int count,
                       int flags) { return real(f)->pMethods->xShmLock(real(f), offset, count, flags); },
        .xShmBarrier = [](sqlite3_file* f) { real(f)->pMethods->xShmBarrier(real(f)); },
        .xShmUnmap = [](sqlite3_file* f,
                        int is_deleted) { return real(f)->pMethods->xShmUnmap(real(f), is_deleted); },
        .xFetch = nullptr,
        .xUnfetch = nullptr};
    return &kMethods;
  }

  sqlite3_vfs* real_;
  sqlite3_vfs vfs_;
  std::map<std::string, Image> images_;
  Fault fault_ = Fault::write_fails;
  std::uint64_t skip_ = 0, failing_ = 0;
  bool has_failed_ = false;
};

}  // namespace selat::test
