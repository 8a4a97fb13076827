#pragma once
// What a person types at a control point's terminal, as a value.

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/enum_names.h"
#include "base/language.h"
#include "base/localized_message.h"
#include "model/assignment.h"

namespace selat::terminal {

struct HelpCommand {};
struct ShowCommand {};
struct QuitCommand {};
// Without a sector: the only one offered; with `is_all`: every one.
struct AcceptCommand {
  std::optional<model::SectorId> sector;
  bool is_all = false;
};
struct DeclineCommand {
  model::SectorId sector;
  model::DeclineCode code = model::DeclineCode::no_asset;
  std::string remark;
};
struct ReleaseCommand {
  model::SectorId sector;
  model::DeclineCode code = model::DeclineCode::no_asset;
};
struct ReportCommand {
  model::SectorId sector;
  std::string text;
};
// By the number the terminal gave it; without one: all that are shown.
struct AcknowledgeCommand {
  std::optional<std::uint32_t> number;
};
struct EmptyLine {};

using ControlPointCommand = std::variant<EmptyLine, HelpCommand, ShowCommand, QuitCommand, AcceptCommand,
                                         DeclineCommand, ReleaseCommand, ReportCommand, AcknowledgeCommand>;

enum class TypingProblem : std::uint8_t { unknown_word, needs_sector, needs_code, needs_text, needs_number };

// Understands commands and codes in English, Bahasa Indonesia and Bahasa Melayu, whatever language is
// displayed, so that the same commands work at each control point. Upper and lower case; codes with '-' or
// '_' ("no-asset", "NO_ASSET").
[[nodiscard]] std::expected<ControlPointCommand, TypingProblem> read_command(std::string_view line);

// The command words as arguments of a message that names them: {accept}, {decline}, {release}, {report},
// {show}, {ack}, {help}, {quit}, {all}.
[[nodiscard]] std::vector<LocalizedMessage::Argument> command_words();
// "jurisdiction, no_asset, weather, …" as they are typed in that language.
[[nodiscard]] std::string decline_codes(Language language);

}  // namespace selat::terminal

namespace selat {
template <>
inline constexpr auto enum_names<terminal::TypingProblem> = std::to_array<std::string_view>(
    {"unknown_word", "needs_sector", "needs_code", "needs_text", "needs_number"});
}  // namespace selat
