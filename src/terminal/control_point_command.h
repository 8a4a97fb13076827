#pragma once
// What a person types at a control point's terminal, as a value.

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/enum_names.h"
#include "model/assignment.h"

namespace selat::terminal::order {

struct Help {};
struct Show {};
struct Quit {};
// Without a sector: the only one offered; with `is_all`: every one.
struct Accept {
  std::optional<model::SectorId> sector;
  bool is_all = false;
};
struct Decline {
  model::SectorId sector;
  model::DeclineCode code = model::DeclineCode::no_asset;
  std::string remark;
};
struct Release {
  model::SectorId sector;
  model::DeclineCode code = model::DeclineCode::no_asset;
};
struct Report {
  model::SectorId sector;
  std::string text;
};
// By the number the terminal gave it; without one: all that are shown.
struct Acknowledge {
  std::optional<std::uint32_t> number;
};
struct Nothing {};  // an empty line

}  // namespace selat::terminal::order

namespace selat::terminal {

using Order = std::variant<order::Nothing, order::Help, order::Show, order::Quit, order::Accept,
                           order::Decline, order::Release, order::Report, order::Acknowledge>;

enum class OrderProblem : std::uint8_t { unknown_word, needs_sector, needs_code, needs_text, needs_number };

// Words in any case; codes with '-' or '_' ("no-asset", "NO_ASSET").
[[nodiscard]] std::expected<Order, OrderProblem> read_order(std::string_view line);

}  // namespace selat::terminal

namespace selat {
template <>
inline constexpr auto enum_names<terminal::OrderProblem> = std::to_array<std::string_view>(
    {"unknown_word", "needs_sector", "needs_code", "needs_text", "needs_number"});
}  // namespace selat
