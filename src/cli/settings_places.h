#pragma once
// What the feeds, the outputs and the bus of a settings file take of this machine for themselves alone: two
// that want the same, and a feed that would read what an output sends.
//
// Thread: any. Opens nothing; asks which paths are one file.

#include <optional>
#include <string_view>

#include "config/read_settings.h"

namespace selat::cli {

// `others` are the settings read before it.
[[nodiscard]] std::optional<config::RowProblem> place_problem(const config::FeedSettings& feed,
                                                              const config::Settings& others);
[[nodiscard]] std::optional<config::RowProblem> place_problem(const config::OutputSettings& output,
                                                              const config::Settings& others);
[[nodiscard]] std::optional<config::RowProblem> place_problem(std::string_view process,
                                                              const config::BusSettings::Remote& remote,
                                                              const config::Settings& others);

// What is not right, and may be.
[[nodiscard]] std::optional<config::RowProblem> place_obstacle(const config::FeedSettings& feed,
                                                               const config::Settings& others);

}  // namespace selat::cli
