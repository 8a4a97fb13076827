#pragma once
// The whole system in directories of its own, and what `selat top --once --json` says of it.

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "selat_process.h"
#include "support/temporary_directory.h"

namespace selat::test {

using Json = nlohmann::json;

class Pipeline : public testing::Test {
 protected:
  Pipeline()
      : common_{"--run-directory",  (directory_.path() / "run").string(),
                "--data-directory", (directory_.path() / "data").string(),
                "--lang",           "en"} {}

  [[nodiscard]] std::vector<std::string> with_common(std::vector<std::string> arguments) const {
    arguments.insert(arguments.end(), common_.begin(), common_.end());
    return arguments;
  }
  [[nodiscard]] Json top_until(const std::function<bool(const Json&)>& condition) const {
    return test::top_until(directory_.path(), common_, condition);
  }

  TemporaryDirectory directory_;
  std::vector<std::string> common_;
};

// Null when it is not named.
inline const Json* process_of(const Json& picture, const std::string& name) {
  const auto found = std::ranges::find_if(picture["processes"],
                                          [&](const Json& process) { return process["name"] == name; });
  return found == picture["processes"].end() ? nullptr : &*found;
}

}  // namespace selat::test
