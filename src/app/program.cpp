#include "app/program.h"

#include <algorithm>
#include <exception>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "app/command.h"
#include "app/command_line.h"
#include "app/exit_status.h"
#include "bus/bus.h"

namespace selat::app {
namespace {

void show_help() {
  std::cout << "selat - maritime patrol coordination and vessel tracking for the Malacca Strait\n\n"
               "Usage: selat COMMAND [OPTIONS]\n\nCommands:\n";
  std::size_t width = 0;
  for (const Command& command : commands()) {
    width = std::max(width, command.name.size());
  }
  for (const Command& command : commands()) {
    std::cout << "  " << command.name << std::string(width + 2 - command.name.size(), ' ') << command.summary
              << '\n';
  }
  std::cout << "\n'selat COMMAND --help' explains a command; 'selat --version' names the version.\n"
               "Exit status: 0 done, 1 could not be done, 2 wrong usage or settings (one line says what).\n"
            << std::flush;
}

int wrong_command(std::string_view word) {
  std::vector<std::string> names;
  for (const Command& command : commands()) {
    names.emplace_back(command.name);
  }
  const auto meant = likely_meant(word, names);
  std::cerr << "selat: unknown " << (word.starts_with('-') ? "option" : "command") << " '" << word << "'"
            << (meant ? "; did you mean '" + *meant + "'?" : "") << " (see 'selat --help')\n";
  return kUsage;
}

int end_with(std::string_view command, const std::exception& error, int status) {
  std::cerr << "selat " << command << ": " << error.what() << '\n';
  return status;
}

int run_guarded(const Command& command, int argc, char** argv) {
  try {
    return command.run(argc, argv);
  } catch (const UsageError& error) {
    return end_with(command.name, error, kUsage);
  } catch (const bus::BusError& error) {
    return end_with(command.name, error, kUsage);
  } catch (const std::exception& error) {
    return end_with(command.name, error, kFailure);
  }
}

}  // namespace

int run_program(int argc, char** argv) {
  if (argc < 2) {
    std::cerr << "selat: name a command, such as 'selat demo' (see 'selat --help')\n";
    return kUsage;
  }
  const std::string_view word = argv[1];
  if (word == "--help" || word == "-h" || word == "help") {
    show_help();
    return kSuccess;
  }
  if (word == "--version") {
    std::cout << "selat " SELAT_VERSION << std::endl;
    return kSuccess;
  }
  for (const Command& command : commands()) {
    if (command.name == word) {
      return run_guarded(command, argc - 1, argv + 1);
    }
  }
  return wrong_command(word);
}

}  // namespace selat::app
