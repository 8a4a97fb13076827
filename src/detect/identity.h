#pragma once
// What a vessel has called itself since its track began: by this it is known again under another MMSI.

#include <array>
#include <cstdint>
#include <optional>
#include <span>

#include "model/report.h"
#include "units/instant.h"

namespace selat::detect {

enum class IdentityKind : std::uint8_t { imo, call_sign, name };  // the surest first

struct IdentityValue {
  std::uint64_t fingerprint = 0;  // of the normalised value
  Instant since;
  IdentityKind kind = IdentityKind::imo;
  friend bool operator==(const IdentityValue&, const IdentityValue&) = default;
};

// The first eight different values; a vessel that has had more is a case of its own.
class Identity {
 public:
  void learn(const model::StaticReport& report);
  [[nodiscard]] std::span<const IdentityValue> values() const { return {values_.data(), count_}; }
  friend bool operator==(const Identity&, const Identity&) = default;

 private:
  void add(IdentityKind kind, std::uint64_t fingerprint, Instant since);
  std::array<IdentityValue, 8> values_;
  std::size_t count_ = 0;
};

struct SharedIdentity {
  IdentityKind kind = IdentityKind::imo;
  Instant since;  // when both had it
};
// The earliest value both have had; the surer kind where two are equally early.
[[nodiscard]] std::optional<SharedIdentity> shared(const Identity& a, const Identity& b);

}  // namespace selat::detect
