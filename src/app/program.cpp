#include "app/program.h"

#include <algorithm>
#include <csignal>
#include <exception>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "app/command.h"
#include "base/unknown_word.h"
#include "bus/bus.h"
#include "cli/command_line.h"
#include "cli/preferred_language.h"
#include "runtime/standard_output.h"
#include "text/terminal.h"
#include "text/translate.h"

namespace selat::app {
namespace {

void show_help(Language language) {
  const auto translated = [language](MessageId words) { return text::translate(words, language); };
  std::cout << "selat - "
            << translated(tr("maritime patrol coordination and vessel tracking for the Malacca Strait"))
            << "\n\n"
            << translated(tr("Usage: selat COMMAND [OPTIONS]")) << "\n\n"
            << translated(tr("Commands:")) << '\n';
  std::size_t width = 0;
  for (const Command& command : commands()) {
    width = std::max(width, command.name.size());
  }
  for (const Command& command : commands()) {
    std::cout << "  " << command.name << std::string(width + 2 - command.name.size(), ' ')
              << translated(command.summary) << '\n';
  }
  std::cout
      << '\n'
      << translated(tr("'selat COMMAND --help' explains a command; 'selat --version' names the version."))
      << '\n'
      << translated(
             tr("Exit status: 0 done, 1 could not be done, 2 wrong usage or settings (one line says what)."))
      << std::endl;
}

int end_with(const std::string& who, const std::string& words, int status) {
  std::cerr << who << ": " << text::for_terminal(words) << '\n';
  return status;
}

LocalizedMessage wrong_command(const std::string& word) {
  std::vector<std::string> names;
  for (const Command& command : commands()) {
    names.emplace_back(command.name);
  }
  return {tr("{what} (see 'selat --help')"),
          {{"what", unknown_word(word.starts_with('-') ? tr("unknown option '{word}'")
                                                       : tr("unknown command '{word}'"),
                                 word, names)}}};
}

int run_guarded(const Command& command, int argc, char** argv) {
  const std::string who = "selat " + std::string(command.name);
  const auto translated = [&](const LocalizedMessage& message) {
    return text::translate(message, cli::preferred_language(argc, argv));
  };
  try {
    return command.run(argc, argv);
  } catch (const runtime::CommandError& error) {
    return end_with(who, translated(error.message()), error.status());
  } catch (const bus::BusFailure& error) {
    return end_with(who, translated(error.message()), runtime::kFailure);
  } catch (const bus::BusError& error) {
    return end_with(who, translated(error.message()), runtime::kUsage);
  } catch (const std::exception& error) {
    return end_with(who, error.what(), runtime::kFailure);
  }
}

int dispatched(int argc, char** argv) {
  const auto refuse = [&](const LocalizedMessage& message) {
    return end_with("selat", text::translate(message, cli::preferred_language(argc, argv)), runtime::kUsage);
  };
  if (argc < 2 || cli::words_of_language(argc, argv, 1) > 0) {
    return refuse(tr("name a command, such as 'selat demo' (see 'selat --help')"));
  }
  const std::string_view word = argv[1];
  if (word == "--help" || word == "-h" || word == "help") {
    show_help(cli::preferred_language(argc, argv));
    return runtime::kSuccess;
  }
  if (word == "--version") {
    std::cout << "selat " SELAT_VERSION << std::endl;
    return runtime::kSuccess;
  }
  for (const Command& command : commands()) {
    if (command.name == word) {
      return run_guarded(command, argc - 1, argv + 1);
    }
  }
  return refuse(wrong_command(std::string(word)));
}

}  // namespace

int run_program(int argc, char** argv) {
  runtime::occupy_standard_streams();
  // At a limit of the size of files a write is to fail, as on a full disk, and its command to say so.
  std::signal(SIGXFSZ, SIG_IGN);
  int status = dispatched(argc, cli::with_language_behind(argc, argv).data());
  if (!runtime::finish_cout()) {
    const LocalizedMessage words = tr("standard output: not all could be written (is the disk full?)");
    const std::string told = text::translate(words, cli::preferred_language(argc, argv));
    status = std::max(status, end_with("selat", told, runtime::kFailure));
  }
  return runtime::finish_cerr() ? status : std::max(status, runtime::kFailure);
}

}  // namespace selat::app
