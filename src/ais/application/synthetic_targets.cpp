// DAC 1, function 17: targets observed by a VTS (IMO SN.1/Circ.289; "pseudo-AIS" in Circ.236).
#include "ais/application/fields.h"
#include "ais/application_table.h"

namespace selat::ais {

namespace {
constexpr std::string_view kIdTypes[] = {"mmsi", "imo", "callsign", "other"};
constexpr Field kMmsi[] = {quoted(number("mmsi", 42))};
constexpr Field kImo[] = {quoted(number("imo", 42))};
constexpr Field kCallSign[] = {text("callsign", 7)};
constexpr Field kOther[] = {text("other", 7)};
constexpr std::span<const Field> kIds[] = {kMmsi, kImo, kCallSign, kOther};
constexpr Field kTarget[] = {selector("idtype", 2, kIdTypes),
                             variant(42, kIds),
                             spare(4),
                             latitude_24(),
                             longitude_25(),
                             direction("course"),
                             number("second", 6, 0, 59),
                             number("speed", 8, 0, 254, "kn")};
constexpr std::size_t kTargetBits = 120;
constexpr Field kFields[] = {list("targets", kTarget, 7)};
// Whole targets, and less than a byte that fills up the message.
[[nodiscard]] bool is_of_targets(const Bits& data) {
  return data.size() % kTargetBits < 8;
}
}  // namespace

constinit const ApplicationFormat kSyntheticTargets = {.id = {1, 17},
                                                       .title = "VTS targets",
                                                       .fields = kFields,
                                                       .min_bits = kTargetBits,
                                                       .is_of = is_of_targets};

}  // namespace selat::ais
