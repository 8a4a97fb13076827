#include "ais/utc_second.h"

namespace selat::ais {

std::optional<std::uint8_t> utc_second_of(const Message& message) {
  return std::visit(
      [](const auto& any) -> std::optional<std::uint8_t> {
        if constexpr (requires { any.time_stamp; }) {
          return any.time_stamp.utc_second;
        } else if constexpr (requires { any.utc.second; }) {
          return any.utc.second;
        } else {
          return std::nullopt;
        }
      },
      message);
}

}  // namespace selat::ais
