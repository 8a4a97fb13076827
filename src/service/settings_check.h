#pragma once
// What `selat config check` asks beyond what every command asks of its settings: whether what they name is on
// this machine, and can be used.
//
// Thread: any. Reads files.

#include "config/read_settings.h"

namespace selat::service {

void add_checks_of_this_machine(config::Vocabulary& words);

}  // namespace selat::service
