#pragma once
// What is wrong with a value of a settings file that has the right type: what no command can use, or what
// could never find the vessel it names.
//
// Thread: any. problem_of_path() asks the file system what is there; the others are pure.

#include <filesystem>
#include <optional>
#include <string_view>

#include "base/localized_message.h"
#include "config/settings_schema.h"

namespace selat::config {

struct ValueProblem {
  LocalizedMessage found;
  LocalizedMessage expected = {};  // empty: what the row says
};

// Of a text, choice or date as it is written.
[[nodiscard]] std::optional<ValueProblem> problem_of_text(const KeyRow& row, std::string_view text);
// Of a path as it is written. Nothing for an empty one.
[[nodiscard]] std::optional<ValueProblem> problem_of_written_path(std::string_view path);
// Of a path that has been made absolute: a file where a directory belongs, or a directory where a file does.
[[nodiscard]] std::optional<ValueProblem> problem_of_path(const KeyRow& row,
                                                          const std::filesystem::path& path);
// Of a number within the range of its row.
[[nodiscard]] std::optional<ValueProblem> problem_of_number(const KeyRow& row, double number);
// The number of an MMSI in quotes, where it may begin with zeros as those of coast stations and groups do.
[[nodiscard]] std::optional<double> mmsi_in_quotes(std::string_view text);

}  // namespace selat::config
