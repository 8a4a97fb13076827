#pragma once
// An alert as JSON: the only description of it, for `selat top --once --json` and for the outputs of alerts.
//
// Thread: any. Pure.

#include <string>

#include "model/alert.h"
#include "terminal/alert_words.h"

namespace selat::terminal {

// One object on one line. Numbers that may exceed 53 bits are strings; text that is not UTF-8 comes with its
// bad bytes replaced.
[[nodiscard]] std::string alert_as_json(const AlertWords& words, const model::Alert& alert);

}  // namespace selat::terminal
