#include "detect/identifier_history.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/fingerprint.h"
#include "detect/name_likeness.h"
#include "model/placeholder.h"

namespace selat::detect {

namespace {

// Shorter ones ("A", "TUG") belong to many.
constexpr std::size_t kShortestCallSign = 4;
constexpr std::size_t kShortestName = 5;

}  // namespace

void IdentifierHistory::add(IdentifierKind kind, std::uint64_t fingerprint, Instant since) {
  for (const Identifier& value : values()) {
    if (value.kind == kind && value.fingerprint == fingerprint) {
      return;
    }
  }
  if (count_ < values_.size()) {
    values_[count_++] = {fingerprint, since, kind};
    bits_ |= std::uint64_t{1} << (fingerprint * 0x9E37'79B9'7F4A'7C15ULL >> 58);
  }
}

void IdentifierHistory::learn(const model::StaticReport& report, Instant at) {
  if (report.imo && !model::is_placeholder_imo(*report.imo)) {
    add(IdentifierKind::imo, *report.imo, at);
  }
  if (report.call_sign && !model::is_placeholder_text(*report.call_sign)) {
    const std::string call_sign = normalised_name(*report.call_sign);
    if (call_sign.size() >= kShortestCallSign) {
      add(IdentifierKind::call_sign, fingerprint(call_sign), at);
    }
  }
  if (report.name && !model::is_placeholder_text(*report.name)) {
    const std::string name = normalised_name(*report.name);
    if (name.size() >= kShortestName) {
      add(IdentifierKind::name, fingerprint(name), at);
    }
  }
}

std::optional<SharedIdentifier> earliest_shared(const IdentifierHistory& a, const IdentifierHistory& b) {
  if (!a.may_share(b)) {
    return std::nullopt;
  }
  std::optional<SharedIdentifier> earliest;
  for (const Identifier& own : a.values()) {
    for (const Identifier& other : b.values()) {
      if (own.kind != other.kind || own.fingerprint != other.fingerprint) {
        continue;
      }
      const SharedIdentifier found{own.kind, std::max(own.since, other.since)};
      if (!earliest || std::pair(found.since, found.kind) < std::pair(earliest->since, earliest->kind)) {
        earliest = found;
      }
    }
  }
  return earliest;
}

}  // namespace selat::detect
