#pragma once
// Writes values to bytes and reads them back in the same program on the same kind of machine: trivially
// copyable values as they lie in memory, containers as their count and elements, classes by their member
//
//   template <typename Archive> void archive(Archive& archive) { archive(a_, b_); }
//
// which serves both directions. No format to keep: whoever stores the bytes must store beside them what they
// were written by, and throw them away when that differs.
//
// A reader never reads beyond its bytes and never makes more elements than they can hold: after the first
// fault has_failed() holds and everything read is empty or zero. One thread.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace selat {

template <typename T, typename Archive>
concept Archived = requires(T& value, Archive& archive) { value.archive(archive); };

// Text, sequences and maps: a count, then the elements. (Not std::array, which is one value.)
template <typename T>
concept ArchivedContainer = requires(T& all) {
  all.size();
  all.begin();
  all.clear();
};
template <typename T>
concept ArchivedMap = ArchivedContainer<T> && requires { typename T::mapped_type; };

class ArchiveWriter {
 public:
  template <typename... Values>
  void operator()(Values&... values) {
    (put(values), ...);
  }
  [[nodiscard]] std::string take() { return std::move(bytes_); }

 private:
  template <typename T>
  void put(T& value) {
    if constexpr (Archived<T, ArchiveWriter>) {
      value.archive(*this);
    } else {
      static_assert(std::is_trivially_copyable_v<T> && !std::is_pointer_v<T>);
      bytes_.append(reinterpret_cast<const char*>(&value), sizeof value);
    }
  }
  template <typename A, typename B>
  void put(std::pair<A, B>& pair) {
    put(const_cast<std::remove_const_t<A>&>(pair.first));  // a map's key: not changed here
    put(pair.second);
  }
  template <typename T>
  void put(std::unique_ptr<const T>& owned) {
    T copy = *owned;
    put(copy);
  }
  template <ArchivedContainer Container>
  void put(Container& all) {
    auto count = static_cast<std::uint64_t>(all.size());
    put(count);
    for (auto& one : all) {
      put(one);
    }
  }

  std::string bytes_;
};

class ArchiveReader {
 public:
  // The bytes must outlive the reader.
  explicit ArchiveReader(std::string_view bytes) : bytes_(bytes) {}

  template <typename... Values>
  void operator()(Values&... values) {
    (get(values), ...);
  }
  [[nodiscard]] bool has_failed() const { return has_failed_; }
  // What was read makes no sense.
  void fail() {
    has_failed_ = true;
    bytes_ = {};
  }
  [[nodiscard]] bool is_at_end() const { return bytes_.empty(); }

 private:
  template <typename T>
  void get(T& value) {
    if constexpr (Archived<T, ArchiveReader>) {
      value.archive(*this);
    } else {
      static_assert(std::is_trivially_copyable_v<T> && !std::is_pointer_v<T>);
      if (bytes_.size() < sizeof value) {
        fail();
        value = T{};
        return;
      }
      std::memcpy(static_cast<void*>(&value), bytes_.data(), sizeof value);
      bytes_.remove_prefix(sizeof value);
    }
  }
  template <typename A, typename B>
  void get(std::pair<A, B>& pair) {
    get(pair.first);
    get(pair.second);
  }
  void get(std::string& text) {
    const std::uint64_t size = count();
    text.assign(bytes_.substr(0, size));
    bytes_.remove_prefix(size);
  }
  template <ArchivedContainer Sequence>
  void get(Sequence& all) {
    all.clear();
    for (std::uint64_t left = count(); left > 0 && !has_failed_; --left) {
      get(all.emplace_back());
    }
  }
  template <ArchivedMap Map>
  void get(Map& all) {
    all.clear();
    for (std::uint64_t left = count(); left > 0 && !has_failed_; --left) {
      typename Map::key_type key{};
      get(key);
      get(all[std::move(key)]);
    }
  }
  template <typename T>
  void get(std::unique_ptr<const T>& owned) {
    auto made = std::make_unique<T>();
    get(*made);
    owned = std::move(made);
  }
  // Every element takes at least a byte.
  std::uint64_t count() {
    std::uint64_t count = 0;
    get(count);
    if (count > bytes_.size()) {
      fail();
      return 0;
    }
    return count;
  }
  std::string_view bytes_;
  bool has_failed_ = false;
};

}  // namespace selat
