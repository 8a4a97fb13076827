#pragma once
// Values of options of kinds that CommandLine does not know.
//
// Errors: UsageError with one clear line.

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "units/instant.h"

namespace selat::cli {

// "HOST:PORT" of `--listen`; an IPv6 host may stand in brackets.
[[nodiscard]] std::pair<std::string, std::uint16_t> host_and_port(const std::string& text);

// Above 0, at most 10^10.
[[nodiscard]] double number_above_zero(const std::string& option, const std::string& text);

void require_not_negative(const std::string& option, double value);

// Seconds, above 0. Nothing where the option was not given.
[[nodiscard]] std::optional<Instant> unix_time(const std::string& option, const std::string& text);

// Of `--live-since`: within the year before `now`, or a minute after it.
[[nodiscard]] std::optional<Instant> live_since(const std::string& text, Instant now);

}  // namespace selat::cli
