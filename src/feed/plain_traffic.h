#pragma once
// The rule for lines that travel plainly, in and out: on this machine always; beyond it only between peers
// whose addresses are listed, and only where a person says that it is to be unencrypted. CURVE is for what
// must be neither read nor forged.
//
// Thread: any. Pure: no name is resolved.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/localized_message.h"

namespace selat::feed {

// What the settings say of one feed or output.
struct PlainConsent {
  std::vector<std::string> peers;  // as PeerRanges::parse() takes them
  bool is_unencrypted = false;
};

// The key in question, what is wrong, and what to do.
struct PlainProblem {
  std::string_view key;  // "uri", "peers", "unencrypted"
  LocalizedMessage found, expected;
};

enum class Flow : std::uint8_t { in, out };

// None where it may be used. A URI that names no host of a network (a file, a device), or that cannot be
// understood, is not for this rule.
[[nodiscard]] std::optional<PlainProblem> plain_problem(std::string_view uri, Flow flow,
                                                        const PlainConsent& consent);

// Whether lines at this URI leave the machine, or come from beyond it, without encryption.
[[nodiscard]] bool is_plain_beyond_machine(std::string_view uri);

}  // namespace selat::feed
