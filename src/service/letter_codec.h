#pragma once
// The letters of coordinate/ <-> proto/selat/v1/assignment.proto. What a letter carries only for display (the
// sectors' outlines, assets) is added by who sends it.

#include <expected>
#include <string>

#include "coordinate/letter.h"
#include "wire/wire_problem.h"

namespace selat::v1 {
class Letter;
}

namespace selat::service {

// What a person writes in one letter is cut at this length.
inline constexpr std::size_t kLongestRemark = 2'000;

// Sets the body, and whom and what it answers. Owns nothing; `wire` need not be empty.
void to_wire(const coordinate::OutgoingLetter& letter, v1::Letter& wire);
void to_wire(const coordinate::FromControlPoint& body, v1::Letter& wire);

[[nodiscard]] std::expected<coordinate::IncomingLetter, wire::WireProblem> incoming_from_wire(
    const v1::Letter& wire);
// Assignments in it that are wrong are left out.
[[nodiscard]] std::expected<coordinate::ToControlPoint, wire::WireProblem> body_from_wire(
    const v1::Letter& wire);

}  // namespace selat::service
