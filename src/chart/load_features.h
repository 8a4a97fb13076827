#pragma once
// Reads the features of a layer's file, each into a value. Internal to chart/.

#include <filesystem>
#include <utility>
#include <vector>

#include "chart/layer_reader.h"

// Assigns the value, or returns the error from the calling function.
#define SELAT_TRY(target, expression)                  \
  if (auto loaded = (expression); loaded) {            \
    (target) = std::move(*loaded);                     \
  } else {                                             \
    return std::unexpected(std::move(loaded.error())); \
  }

namespace selat::chart {

// Reads a file whose features each become a Thing.
template <typename Thing>
Loaded<std::vector<Thing>> load(const std::filesystem::path& file,
                                Loaded<Thing> (*read)(const FeatureReader&)) {
  std::vector<Thing> things;
  auto done = LayerReader::read(file, [&](const FeatureReader& feature) -> Loaded<void> {
    auto thing = read(feature);
    if (!thing) {
      return std::unexpected(std::move(thing.error()));
    }
    things.push_back(std::move(*thing));
    return {};
  });
  if (!done) {
    return std::unexpected(std::move(done.error()));
  }
  return things;
}

}  // namespace selat::chart
