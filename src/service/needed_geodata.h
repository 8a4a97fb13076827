#pragma once
// Geodata for commands that cannot work without it; all refuse with the same message.
//
// Errors: UsageError with the one line of chart::ChartError.

#include <filesystem>
#include <utility>

#include "chart/chart.h"
#include "config/settings.h"
#include "runtime/command_error.h"

namespace selat::service {

// The folder that the settings name, or that chart::find_geodata() finds where they name none.
[[nodiscard]] std::filesystem::path needed_geodata(const config::Settings& settings);

// The one line of ChartError::message(), in any language.
[[nodiscard]] LocalizedMessage message_of(const chart::ChartError& error);

template <typename T>
[[nodiscard]] T loaded_or_end(chart::Loaded<T> loaded) {
  if (!loaded) {
    throw runtime::UsageError(message_of(loaded.error()));
  }
  return std::move(*loaded);
}

}  // namespace selat::service
