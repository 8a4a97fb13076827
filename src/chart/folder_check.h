#pragma once
// What a folder of geodata holds, file by file, and whether each can be read.
//
// Thread: one at a time. May block.

#include <filesystem>
#include <string>
#include <vector>

#include "chart/chart.h"

namespace selat::chart {

struct FileCheck {
  std::string name;  // "sectors.geojson"
  Loaded<std::size_t> features;
  bool is_optional = false;  // the chart works without it
};

// It was read, or may be missing and is.
[[nodiscard]] bool is_sound(const FileCheck& check);

// Reads every file, also after an error.
[[nodiscard]] std::vector<FileCheck> check_folder(const std::filesystem::path& folder);

}  // namespace selat::chart
