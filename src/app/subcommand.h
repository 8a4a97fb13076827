#pragma once
// A command that has commands of its own, such as `selat chart at`.

#include <span>
#include <string_view>

#include "app/command.h"
#include "base/localized_message.h"

namespace selat::app {

// Runs the one that argv[1] names; `selat <command> --help` lists them after `about`. Throws UsageError.
int run_subcommand(std::string_view command, MessageId about, std::span<const Command> known, int argc,
                   char** argv);

}  // namespace selat::app
