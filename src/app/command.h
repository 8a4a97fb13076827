#pragma once
// A command of the program `selat`: one file app/<name>.cpp and one line in command_table.cpp.

#include <span>
#include <string_view>

#include "base/localized_message.h"

namespace selat::app {

struct Command {
  std::string_view name;
  MessageId summary;  // one line, shown by `selat --help`
  // argv with argv[0] the command's name; returns the process's exit status (exit_status.h).
  int (*run)(int argc, char** argv);
};

[[nodiscard]] std::span<const Command> commands();

}  // namespace selat::app
