#pragma once
// Copies of a database's directory in which a bit flips, as a disk at rest may do it.

#include <cstdint>
#include <filesystem>
#include <string>

#include <gtest/gtest.h>

#include "base/random.h"
#include "store/store_error.h"
#include "support/faulty_disk.h"
#include "support/flip_bit.h"
#include "support/temporary_directory.h"

namespace selat::store::test_support {

inline constexpr std::uint64_t kPage = 4'096;

inline void copy_all(const std::filesystem::path& from, const std::filesystem::path& to) {
  std::filesystem::remove_all(to);
  std::filesystem::copy(from, to);
}

// `Read` is all that a process reads at its start (`findings` among it); `read_back(directory)` and
// `is_sound(read, whole)` say how, and whether a read without findings is what it was.
class DamagedCopies : public testing::Test {
 protected:
  // Half of the bits in the headers and pointers of pages, and more of them in the first page.
  template <typename Read, typename Back, typename Sound>
  void flip_in_pages(const std::string& file, const Read& whole, const Back& back, const Sound& is_sound) {
    Random random(20'261'130);
    const std::uint64_t pages = std::filesystem::file_size(sound_ / file) / kPage;
    for (std::uint64_t page = 0; page < pages; ++page) {
      for (int i = 0; i < (page == 0 ? 40 : 6); ++i) {
        const std::uint64_t byte = page * kPage + random.below(i % 2 == 0 ? 64 : kPage);
        try_flip(sound_, file, byte * 8 + random.below(8), whole, back, is_sound);
      }
    }
  }
  template <typename Read, typename Back, typename Sound>
  void flip_anywhere(const std::string& file, int times, const Read& whole, const Back& back,
                     const Sound& is_sound) {
    Random random(20'261'130);
    const std::uint64_t bytes = std::filesystem::file_size(killed_ / file);
    for (int i = 0; i < times; ++i) {
      try_flip(killed_, file, random.below(bytes) * 8 + random.below(8), whole, back, is_sound);
    }
  }

  test::FaultyDisk disk_;  // for its speed
  test::TemporaryDirectory directory_;
  std::filesystem::path sound_ = directory_ / "sound";
  std::filesystem::path killed_ = directory_ / "killed";  // with all in the write-ahead log
  std::filesystem::path damaged_ = directory_ / "damaged";
  int found_ = 0;

 private:
  // A flipped bit is found, or changes nothing that is read.
  template <typename Read, typename Back, typename Sound>
  void try_flip(const std::filesystem::path& from, const std::string& file, std::uint64_t bit,
                const Read& whole, const Back& back, const Sound& is_sound) {
    copy_all(from, damaged_);
    test::flip_bit(damaged_ / file, bit);
    SCOPED_TRACE(file + ": bit " + std::to_string(bit % 8) + " of byte " + std::to_string(bit / 8));
    try {
      const Read read = back(damaged_);
      found_ += read.findings.empty() ? 0 : 1;
      EXPECT_TRUE(!read.findings.empty() || is_sound(read, whole));
    } catch (const StoreError& error) {
      ADD_FAILURE() << error.what();
    }
  }
};

}  // namespace selat::store::test_support
