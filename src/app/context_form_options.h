#pragma once
// What `selat watch add` and `selat zone add` have in common: the options of every entry, and sending it.

#include "cli/command_line.h"
#include "config/settings.h"
#include "model/context_entry.h"
#include "service/context_form.h"

namespace selat::app {

// --reason, --owner, --for, --until, --json. All must outlive parse().
void add_options(cli::CommandLine& line, service::EntryForm& entry, bool& is_json);
// Sends the entry to the coordination server and prints its id. Returns the exit status; throws Failure.
int add_entry(const config::Settings& settings, const model::ContextEntry& entry, bool is_json);

}  // namespace selat::app
