#pragma once
// Detections of a satellite from a CSV file: `time`, `lat`, `lon`, and where they are given `sigma` and
// `length` (metres) and `provider`, in any order, as the first line says. Each sound line is one sighting;
// each other one is named with what is meant.
//
// Thread: one. Bounded: kMostDetections lines, kMostImportBytes.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/localized_message.h"
#include "model/sighting.h"
#include "units/instant.h"

namespace selat::service {

inline constexpr std::size_t kMostDetections = 1'000;  // as many as the server keeps
inline constexpr std::uintmax_t kMostImportBytes = 1'000'000;

struct BadLine {
  std::size_t line = 0, column = 0;  // from 1
  LocalizedMessage what;
  friend bool operator==(const BadLine&, const BadLine&) = default;
};

struct Detection {
  std::size_t line = 0;
  model::Sighting sighting;
};

struct ReadDetections {
  std::vector<Detection> detections;
  std::vector<BadLine> bad;
};

// `text`: the whole file.
[[nodiscard]] ReadDetections read_detections(std::string_view text, Instant now);

// Reads the file. Throws UsageError where it cannot be read or is too large.
[[nodiscard]] ReadDetections load_detections(const std::filesystem::path& file, Instant now);

}  // namespace selat::service
