#include "app/subcommand.h"

#include <algorithm>
#include <iostream>
#include <string>
#include <vector>

#include "base/unknown_word.h"
#include "cli/preferred_language.h"
#include "runtime/command_error.h"
#include "text/translate.h"

namespace selat::app {
namespace {

void show_help(std::string_view command, MessageId about, std::span<const Command> known, Language language) {
  const auto translated = [language](const LocalizedMessage& words) {
    return text::translate(words, language);
  };
  std::cout << translated(about) << "\n\n"
            << translated({tr("Usage: selat {command} COMMAND [OPTIONS]"), {{"command", command}}}) << "\n\n"
            << translated(tr("Commands:")) << '\n';
  for (const Command& one : known) {
    std::cout << "  " << one.name << std::string(8 - one.name.size(), ' ') << translated(one.summary) << '\n';
  }
  std::cout
      << '\n'
      << translated({tr("'selat {command} COMMAND --help' explains a command."), {{"command", command}}})
      << '\n'
      << translated(
             tr("Exit status: 0 done, 1 could not be done, 2 wrong usage or settings (one line says what)."))
      << std::endl;
}

}  // namespace

int run_subcommand(std::string_view command, MessageId about, std::span<const Command> known, int argc,
                   char** argv) {
  std::vector<std::string> names;
  std::string listed;
  for (const Command& one : known) {
    names.emplace_back(one.name);
    listed += (listed.empty() ? "" : ", ") + names.back();
  }
  std::vector<char*> words = cli::with_language_behind(argc, argv);
  argv = words.data();
  if (argc < 2 || cli::words_of_language(argc, argv, 1) > 0) {
    throw runtime::UsageError(LocalizedMessage(tr("name one of: {known} (see 'selat {command} --help')"),
                                               {{"known", listed}, {"command", command}}));
  }
  const std::string word = argv[1];
  if (word == "--help" || word == "-h") {
    show_help(command, about, known, cli::preferred_language(argc, argv));
    return runtime::kSuccess;
  }
  const auto named = std::ranges::find(known, word, &Command::name);
  if (named != known.end()) {
    return named->run(argc - 1, argv + 1);
  }
  throw runtime::UsageError(LocalizedMessage(
      tr("{what} (known: {known})"),
      {{"what", unknown_word(tr("unknown command '{word}'"), word, names)}, {"known", listed}}));
}

}  // namespace selat::app
