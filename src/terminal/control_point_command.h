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
#include "geo/position.h"
#include "model/alert.h"
#include "model/assignment.h"

namespace selat::terminal {

struct HelpCommand {};
// Without a number: our sectors and all open alerts; else that alert with all that is known of it.
struct ShowCommand {
  std::optional<std::uint32_t> number;
};
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
  std::string remark;
};
struct ResumeCommand {
  model::SectorId sector;
};
struct ReportCommand {
  model::SectorId sector;
  std::optional<geo::Position> place;
  std::string text;
  std::string not_read = {};  // of the text: what may have been meant as its place (text/typed_place.h)
};
// By the alert's number; without one: all that are open.
struct AcknowledgeCommand {
  std::optional<std::uint32_t> number;
};
struct CommentCommand {
  std::uint32_t number = 0;
  std::string text;
};
struct CloseCommand {
  std::uint32_t number = 0;
  model::Outcome outcome = model::Outcome::unclear;
  std::string text;
};
struct ClearCommand {};  // takes alerts that the watch knows no longer off the list
struct LogCommand {
  std::optional<geo::Position> place;
  std::string text;
  std::string not_read = {};
};
struct SentCommand {};      // what became of what was typed
struct ReportsCommand {};   // what patrols of others reported
struct SightingCommand {};  // asks what was seen, question by question
struct EmptyLine {};

using ControlPointCommand =
    std::variant<EmptyLine, HelpCommand, ShowCommand, SentCommand, ReportsCommand, QuitCommand, AcceptCommand,
                 DeclineCommand, ReleaseCommand, ResumeCommand, ReportCommand, AcknowledgeCommand,
                 CommentCommand, CloseCommand, ClearCommand, LogCommand, SightingCommand>;

enum class TypingProblem : std::uint8_t {
  unknown_word,
  needs_sector,
  needs_code,
  needs_text,
  needs_number,
  needs_outcome,
  no_place,  // what is meant as a place is none
  too_long,  // no text is cut on its way to the server
};

struct TypingError {
  TypingError(TypingProblem its_problem) : problem(its_problem) {}  // NOLINT(google-explicit-constructor)
  TypingError(TypingProblem its_problem, LocalizedMessage its_why)
      : problem(its_problem), why(std::move(its_why)) {}
  TypingProblem problem;
  LocalizedMessage why = {};  // of no_place
};

// Understands commands, codes and outcomes in English, Bahasa Indonesia and Bahasa Melayu, whatever language
// is displayed, so that the same commands work at each control point. Upper and lower case; codes with '-' or
// '_' ("no-asset", "NO_ASSET").
[[nodiscard]] std::expected<ControlPointCommand, TypingError> read_command(std::string_view line);

// The command words as arguments of a message that names them: {accept}, {ack}, {all}, {close} ….
[[nodiscard]] std::vector<LocalizedMessage::Argument> command_words();
// "jurisdiction (outside our jurisdiction), no_asset (no craft available), …" as they are typed in that
// language, with what they mean.
[[nodiscard]] std::string decline_codes(Language language);
[[nodiscard]] std::string outcomes(Language language);

}  // namespace selat::terminal

namespace selat {
template <>
inline constexpr auto enum_names<terminal::TypingProblem> =
    std::to_array<std::string_view>({"unknown_word", "needs_sector", "needs_code", "needs_text",
                                     "needs_number", "needs_outcome", "no_place", "too_long"});
}  // namespace selat
