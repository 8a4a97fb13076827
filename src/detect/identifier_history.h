#pragma once
// The identifiers a vessel has sent since its track began: by these it is recognised under another MMSI.

#include <array>
#include <cstdint>
#include <optional>
#include <span>

#include "model/report.h"
#include "units/instant.h"

namespace selat::detect {

enum class IdentifierKind : std::uint8_t { imo, call_sign, name };  // the most certain first

struct Identifier {
  std::uint64_t fingerprint = 0;  // of the normalised value
  Instant since;
  IdentifierKind kind = IdentifierKind::imo;
  friend bool operator==(const Identifier&, const Identifier&) = default;
};

// The first eight different identifiers; later ones are ignored.
class IdentifierHistory {
 public:
  // What the report says, heard at `at`.
  void learn(const model::StaticReport& report, Instant at);
  [[nodiscard]] std::span<const Identifier> values() const { return {values_.data(), count_}; }
  // False: they share none. Most do not, and this looks at one word of each.
  [[nodiscard]] bool may_share(const IdentifierHistory& other) const { return (bits_ & other.bits_) != 0; }
  friend bool operator==(const IdentifierHistory&, const IdentifierHistory&) = default;

 private:
  void add(IdentifierKind kind, std::uint64_t fingerprint, Instant since);
  std::uint64_t bits_ = 0;  // one of each fingerprint
  std::size_t count_ = 0;
  std::array<Identifier, 8> values_;
};

struct SharedIdentifier {
  IdentifierKind kind = IdentifierKind::imo;
  Instant since;  // when both had it
};
// The identifier that both have had first; of two equally early ones the more certain kind.
[[nodiscard]] std::optional<SharedIdentifier> earliest_shared(const IdentifierHistory& a,
                                                              const IdentifierHistory& b);

}  // namespace selat::detect
