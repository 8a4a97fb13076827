#include "cli/option_values.h"

#include <cmath>
#include <exception>

#include <fmt/format.h>

#include "runtime/command_error.h"

namespace selat::cli {

std::pair<std::string, std::uint16_t> host_and_port(const std::string& text) {
  const auto colon = text.rfind(':');
  std::uint64_t port = 65'536;
  if (colon != std::string::npos && colon + 1 < text.size() && text.size() - colon <= 6 &&
      text.find_first_not_of("0123456789", colon + 1) == std::string::npos) {
    port = std::stoull(text.substr(colon + 1));
  }
  std::string host = text.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) {
    host = host.substr(1, host.size() - 2);
  }
  if (host.empty() || port > 65'535) {
    throw runtime::UsageError(LocalizedMessage(
        tr("--listen takes HOST:PORT, such as 127.0.0.1:10110, not '{value}'"), {{"value", text}}));
  }
  return {host, static_cast<std::uint16_t>(port)};
}

double number_above_zero(const std::string& option, const std::string& text) {
  std::size_t used = 0;
  double value = 0;
  try {
    value = std::stod(text, &used);
  } catch (const std::exception&) {
    used = 0;
  }
  if (used != text.size() || text.empty() || !(value > 0) || value > 1e10) {
    throw runtime::UsageError(LocalizedMessage(tr("{option} takes a number above 0, not '{value}'"),
                                               {{"option", option}, {"value", text}}));
  }
  return value;
}

void require_not_negative(const std::string& option, double value) {
  if (!(value >= 0)) {
    throw runtime::UsageError(LocalizedMessage(tr("{option} takes a number of at least 0, not '{value}'"),
                                               {{"option", option}, {"value", fmt::format("{}", value)}}));
  }
}

std::optional<Instant> unix_time(const std::string& option, const std::string& text) {
  if (text.empty()) {
    return std::nullopt;
  }
  return Instant::unix_milliseconds(std::llround(number_above_zero(option, text) * 1e3));
}

std::optional<Instant> live_since(const std::string& text, Instant now) {
  const auto time = unix_time("--live-since", text);
  const Span age = time ? now - *time : Span();
  if (age < -Span::minutes(1) || age > Span::hours(365 * 24)) {
    throw runtime::UsageError(LocalizedMessage(
        tr("--live-since takes a Unix time of the last 365 days, not '{value}'"), {{"value", text}}));
  }
  return time;
}

}  // namespace selat::cli
