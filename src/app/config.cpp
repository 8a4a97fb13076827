// selat config check FILE · selat config keys

#include <iostream>
#include <vector>

#include "cli/command_line.h"
#include "cli/described_keys.h"
#include "cli/known_words.h"
#include "config/read_settings.h"
#include "runtime/exit_status.h"
#include "service/command_json.h"
#include "service/settings_check.h"
#include "text/terminal.h"
#include "text/translate.h"

namespace selat::app {
namespace {

int check(const std::string& file, bool is_json, Language language) {
  const auto safe = [language](const LocalizedMessage& message) {
    return text::for_terminal(text::translate(message, language));
  };
  config::Vocabulary words = cli::known_words();
  std::vector<config::SettingsProblem> problems;
  service::add_checks_of_this_machine(
      words, [&](const config::SettingsProblem& warning) { problems.push_back(warning); });
  const auto settings = config::read_settings(file, words);
  if (!settings) {
    problems = settings.error();
  }
  if (is_json) {
    std::cout << service::as_json(problems, file, language) << std::endl;
    return settings ? runtime::kSuccess : runtime::kUsage;
  }
  for (const config::SettingsProblem& problem : problems) {
    std::cerr << safe(problem.message()) << '\n';
  }
  if (settings) {
    std::cout << safe(problems.empty() ? LocalizedMessage(tr("{file}: OK"), {{"file", file}})
                                       : LocalizedMessage(tr("{file}: OK but for {n} {n:warning|warnings}"),
                                                          {{"file", file}, {"n", problems.size()}}))
              << '\n';
  }
  return settings ? runtime::kSuccess : runtime::kUsage;
}

}  // namespace

int run_config(int argc, char** argv) {
  cli::CommandLine line(
      "config",
      tr("'selat config check FILE' says OK, or everything that is wrong with a settings file, each with "
         "file:line:column, and warns of what is not right on this machine now (no such file); 'selat "
         "config keys' shows every key there is."));
  std::string what;
  std::string file;
  bool is_json = false;
  line.flag("--json", is_json, tr("The result of the check as JSON."));
  line.argument(tr("WHAT"), what, tr("check or keys."));
  line.argument(tr("FILE"), file, tr("The settings file to check."), false);
  if (const auto status = line.parse(argc, argv)) {
    return *status;
  }
  if (what == "keys" && file.empty()) {
    std::cout << cli::described_keys(cli::known_words(), line.settings().language);
    return runtime::kSuccess;
  }
  if (what == "check" && !file.empty()) {
    return check(file, is_json, line.settings().language);
  }
  throw runtime::UsageError(what == "check" ? tr("name the file to check: 'selat config check FILE'")
                                            : tr("say 'selat config check FILE' or 'selat config keys'"));
}

}  // namespace selat::app
