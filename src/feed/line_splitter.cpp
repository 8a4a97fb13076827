#include "feed/line_splitter.h"

#include <algorithm>
#include <cstring>

namespace selat::feed {
namespace {

std::size_t find(std::string_view bytes, char wanted) {
  const void* found = bytes.empty() ? nullptr : std::memchr(bytes.data(), wanted, bytes.size());
  return found == nullptr ? std::string_view::npos
                          : static_cast<std::size_t>(static_cast<const char*>(found) - bytes.data());
}

// Finds the end of the line. LF is searched for in all the bytes, CR only before it.
std::size_t find_line_end(std::string_view bytes) {
  const std::size_t line_feed = find(bytes, '\n');
  const std::size_t carriage_return = find(bytes.substr(0, line_feed), '\r');
  return std::min(line_feed, carriage_return);
}

}  // namespace

std::span<const std::string_view> LineSplitter::split(std::string_view bytes) {
  lines_.clear();
  bytes = finish_rest(skip_to_start(bytes));
  while (!bytes.empty()) {
    const std::size_t end = find_line_end(bytes.substr(0, kMaxLine + 1));
    if (end == std::string_view::npos && bytes.size() <= kMaxLine) {
      keep(bytes);
      break;
    }
    if (end == std::string_view::npos) {
      drop_start(kMaxLine);
      bytes = skip_to_start(bytes.substr(kMaxLine));
      continue;
    }
    add(bytes.substr(0, end));
    bytes.remove_prefix(end + 1);
  }
  return lines_;
}

std::span<const std::string_view> LineSplitter::flush() {
  lines_.clear();
  is_skipping_ = false;
  Rest& rest = rests_[current_];
  add(rest.view());
  current_ ^= 1;
  rests_[current_].size = 0;
  return lines_;
}

// Skips the rest of an over-long line, up to where the next line may begin.
std::string_view LineSplitter::skip_to_start(std::string_view bytes) {
  if (!is_skipping_) {
    return bytes;
  }
  const std::size_t start = std::min(bytes.find_first_of("\r\n!$\\"), bytes.size());
  counters_.dropped_bytes += start;
  bytes.remove_prefix(start);
  is_skipping_ = bytes.empty();
  return bytes;
}

// Completes the line begun in an earlier call, if its end is in these bytes.
std::string_view LineSplitter::finish_rest(std::string_view bytes) {
  Rest& rest = rests_[current_];
  if (rest.size == 0 || bytes.empty()) {
    return bytes;
  }
  const std::size_t room = kMaxLine - rest.size;
  const std::size_t end = find_line_end(bytes.substr(0, room + 1));
  if (end != std::string_view::npos) {
    std::memcpy(rest.bytes.data() + rest.size, bytes.data(), end);
    rest.size += end;
    add(rest.view());
    current_ ^= 1;
    rests_[current_].size = 0;
    return bytes.substr(end + 1);
  }
  if (bytes.size() <= room) {
    keep(bytes);
    return {};
  }
  rest.size = 0;
  drop_start(kMaxLine);
  return skip_to_start(bytes.substr(room));
}

void LineSplitter::keep(std::string_view bytes) {
  Rest& rest = rests_[current_];
  std::memcpy(rest.bytes.data() + rest.size, bytes.data(), bytes.size());
  rest.size += bytes.size();
}

void LineSplitter::add(std::string_view line) {
  if (!line.empty()) {
    lines_.push_back(line);
    ++counters_.lines;
  }
}

void LineSplitter::drop_start(std::size_t size) {
  ++counters_.overlong_lines;
  counters_.dropped_bytes += size;
  is_skipping_ = true;
}

}  // namespace selat::feed
