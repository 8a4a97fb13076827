#pragma once
// Contract checks: a programmer's error ends the process at once, in every build; the supervisor
// (`selat up`) restarts it. Never used on data from outside, which is a value and is counted.

#include <source_location>
#include <string_view>

namespace selat {

// Writes "contract broken: <message> (file:line)" to standard error and ends the process with abort().
[[noreturn]] void contract_broken(std::string_view message, std::source_location where);

inline void require(bool holds, std::string_view message,
                    std::source_location where = std::source_location::current()) {
  if (!holds) [[unlikely]] {
    contract_broken(message, where);
  }
}

}  // namespace selat
