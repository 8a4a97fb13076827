#pragma once
// Geodata for commands that cannot work without it: every one of them refuses in the same words.
//
// Errors: UsageError with the one line of chart::ChartError.

#include <filesystem>
#include <utility>

#include "app/command_line.h"
#include "chart/chart.h"

namespace selat::app {

// The folder that the settings name, or that chart::find_geodata() finds where they name none.
[[nodiscard]] std::filesystem::path needed_geodata(const config::Settings& settings);

template <typename T>
[[nodiscard]] T loaded_or_end(chart::Loaded<T> loaded) {
  if (!loaded) {
    throw UsageError(loaded.error().message());
  }
  return std::move(*loaded);
}

}  // namespace selat::app
