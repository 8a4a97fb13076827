#pragma once
// What `selat config check` asks beyond what every command asks of its settings: whether what they name is on
// this machine, and can be used. What can pass, such as a missing recording, only warns.
//
// Thread: any. Reads files.

#include <functional>

#include "config/read_settings.h"

namespace selat::service {

void add_checks_of_this_machine(config::Vocabulary& words,
                                std::function<void(const config::SettingsProblem&)> on_warning);

}  // namespace selat::service
