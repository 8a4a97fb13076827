#include "app/command_line.h"

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <utility>

#include <CLI/CLI.hpp>

#include "app/exit_status.h"
#include "app/known_words.h"
#include "app/places.h"
#include "config/read_settings.h"

namespace selat::app {
namespace {

// Of "LC_ALL", "LC_MESSAGES", "LANG" the first that is set decides, as everywhere on the system.
Language language_of_environment() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    if (const char* value = std::getenv(name); value != nullptr && *value != '\0') {
      return from_name<Language>(std::string_view(value).substr(0, 2)).value_or(Language::en);
    }
  }
  return Language::en;
}

// Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment).
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> two_before, before(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) {
    row[j] = j;
  }
  for (std::size_t i = 1; i <= a.size(); ++i) {
    two_before = std::exchange(before, row);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t substitution = before[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({before[j] + 1, row[j - 1] + 1, substitution});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], two_before[j - 2] + 1);
      }
    }
  }
  return row[b.size()];
}

// CLI11 speaks in one or more lines; a person gets one.
std::string one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  while (!text.empty() && text.back() == ' ') {
    text.pop_back();
  }
  return text;
}

}  // namespace

std::optional<std::string> likely_meant(std::string_view word, const std::vector<std::string>& known) {
  std::optional<std::string> best;
  std::size_t best_distance = std::max<std::size_t>(1, word.size() / 3) + 1;
  for (const std::string& candidate : known) {
    if (const std::size_t distance = edit_distance(word, candidate); distance < best_distance) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

struct CommandLine::Impl {
  CLI::App app;
  std::string command;
  Reads reads = Reads::nothing;
  std::vector<std::string> config;
  std::filesystem::path run_directory, data_directory, geodata;
  std::string language;
  config::Settings settings;
  std::vector<std::filesystem::path> settings_files;

  [[nodiscard]] int wrong_usage(const std::string& what) const {
    std::cerr << "selat " << command << ": " << what << " (see 'selat " << command << " --help')\n";
    return kUsage;
  }

  [[nodiscard]] int unexpected(const std::vector<std::string>& words) const {
    const std::string word = words.empty() ? std::string() : words.front();
    if (!word.starts_with('-')) {
      return wrong_usage("unexpected word '" + word + "'");
    }
    const std::string name = word.substr(0, word.find('='));
    std::vector<std::string> known;
    for (const CLI::Option* option : app.get_options()) {
      for (const std::string& long_name : option->get_lnames()) {
        known.push_back("--" + long_name);
      }
    }
    const auto meant = likely_meant(name, known);
    return wrong_usage("unknown option '" + name + "'" + (meant ? "; did you mean '" + *meant + "'?" : ""));
  }

  [[nodiscard]] std::optional<int> parse_words(int argc, char** argv) {
    try {
      app.parse(argc, argv);
    } catch (const CLI::CallForHelp&) {
      std::cout << app.help() << std::flush;
      return kSuccess;
    } catch (const CLI::ExtrasError&) {
      return unexpected(app.remaining());
    } catch (const CLI::ParseError& error) {
      return wrong_usage(one_line(error.what()));
    }
    return std::nullopt;
  }

  void finish_settings() {
    if (!language.empty()) {
      settings.language = from_name<Language>(language).value_or(Language::en);
    }
    if (!run_directory.empty()) {
      settings.bus.directory = run_directory;
    }
    if (settings.bus.directory.empty()) {
      settings.bus.directory = default_run_directory();
    }
    if (!data_directory.empty()) {
      settings.data_directory = data_directory;
    }
    if (settings.data_directory.empty()) {
      settings.data_directory = default_data_directory();
    }
    if (!geodata.empty()) {
      settings.geodata = geodata;
    }
    if (settings.geodata.empty()) {
      // What the environment names is kept even when it is wrong: whoever needs it says so.
      const chart::GeodataPlaces places = geodata_places();
      settings.geodata = chart::find_geodata(places).value_or(places.environment.value_or(""));
    }
  }

  // Each file adds to those before it.
  [[nodiscard]] std::optional<int> read_settings() {
    settings_files.assign(config.begin(), config.end());
    if (const auto usual = find_settings_file(); settings_files.empty() && usual) {
      settings_files.push_back(*usual);
    }
    settings.language = language_of_environment();
    const config::Vocabulary vocabulary = known_words();
    for (const std::filesystem::path& file : settings_files) {
      auto read = config::read_settings(file, vocabulary, std::move(settings));
      if (!read) {
        return wrong_settings(file, read.error());
      }
      settings = std::move(*read);
    }
    finish_settings();
    return std::nullopt;
  }

  [[nodiscard]] int wrong_settings(const std::filesystem::path& file,
                                   const std::vector<config::Problem>& problems) const {
    std::cerr << "selat " << command << ": " << problems.front().line_of_text();
    if (problems.size() > 1) {
      std::cerr << " (and " << problems.size() - 1 << " more: 'selat config check " << file.string() << "')";
    }
    std::cerr << '\n';
    return kUsage;
  }
};

CommandLine::CommandLine(std::string_view command, std::string_view summary, Reads reads)
    : impl_(std::make_unique<Impl>()) {
  Impl& impl = *impl_;
  impl.command = command;
  impl.reads = reads;
  impl.app.name("selat " + impl.command);
  impl.app.description(std::string(summary));
  impl.app.get_formatter()->column_width(34);
  impl.app.set_help_flag("-h,--help", "Show this help.");
  footer("");
  if (reads == Reads::nothing) {
    return;
  }
  option("--config", "FILE", impl.config,
         "Settings; may be repeated, later files add to earlier ones (default: /etc/selat/selat.toml, else "
         "the one "
         "beside the program).");
  choice("--lang", impl.language, {"en", "id", "ms"},
         "Language (default: the settings', else the environment's).");
  option("--geodata", "DIR", impl.geodata,
         "Sectors, lanes, zones (default: $SELAT_GEODATA, else the one beside the program).");
  option("--data-directory", "DIR", impl.data_directory,
         "Database and logs (default: ~/.local/state/selat).");
  if (reads == Reads::bus) {
    option("--run-directory", "DIR", impl.run_directory,
           "Sockets of the bus; processes that share it work together (default: " +
               default_run_directory().string() + ").");
  }
}

CommandLine::~CommandLine() = default;

void CommandLine::flag(const std::string& name, bool& into, const std::string& help) {
  impl_->app.add_flag(name, into, help);
}
void CommandLine::option(const std::string& name, const std::string& value_name, std::string& into,
                         const std::string& help) {
  impl_->app.add_option(name, into, help)->type_name(value_name);
}
void CommandLine::option(const std::string& name, const std::string& value_name, std::filesystem::path& into,
                         const std::string& help) {
  impl_->app
      .add_option_function<std::string>(
          name, [&into](const std::string& value) { into = value; }, help)
      ->type_name(value_name);
}
void CommandLine::option(const std::string& name, const std::string& value_name, double& into,
                         const std::string& help) {
  impl_->app.add_option(name, into, help)->type_name(value_name);
}
void CommandLine::option(const std::string& name, const std::string& value_name, std::uint64_t& into,
                         const std::string& help) {
  impl_->app.add_option(name, into, help)->type_name(value_name);
}
void CommandLine::option(const std::string& name, const std::string& value_name,
                         std::vector<std::string>& into, const std::string& help) {
  impl_->app.add_option(name, into, help)
      ->type_name(value_name)
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}
void CommandLine::choice(const std::string& name, std::string& into, const std::vector<std::string>& words,
                         const std::string& help) {
  std::string shown;
  for (const std::string& word : words) {
    shown += (shown.empty() ? "" : "|") + word;
  }
  impl_->app.add_option(name, into, help)
      ->type_name(shown)
      ->check(CLI::Validator(
          [words, shown](const std::string& word) {
            return std::find(words.begin(), words.end(), word) != words.end()
                       ? std::string()
                       : "'" + word + "' is not one of " + shown;
          },
          ""));
}
void CommandLine::argument(const std::string& value_name, std::string& into, const std::string& help,
                           bool is_required) {
  impl_->app.add_option(value_name, into, help)->required(is_required)->type_name("");
}
void CommandLine::arguments(const std::string& value_name, std::vector<std::string>& into,
                            const std::string& help) {
  impl_->app.add_option(value_name, into, help)->type_name("")->expected(0, 1'000'000);
}
void CommandLine::footer(const std::string& text) {
  impl_->app.footer(
      (text.empty() ? "" : "\n" + text) +
      "\nExit status: 0 done, 1 could not be done, 2 wrong usage or settings (one line says what).");
}

std::optional<int> CommandLine::parse(int argc, char** argv) {
  if (const auto status = impl_->parse_words(argc, argv)) {
    return status;
  }
  return impl_->reads == Reads::nothing ? std::nullopt : impl_->read_settings();
}

config::Settings& CommandLine::settings() {
  return impl_->settings;
}
const std::vector<std::filesystem::path>& CommandLine::settings_files() const {
  return impl_->settings_files;
}

std::vector<std::string> CommandLine::common_arguments() const {
  const Impl& impl = *impl_;
  std::vector<std::string> words;
  const auto add = [&words](const char* name, const std::string& value) {
    if (!value.empty()) {
      words.insert(words.end(), {name, value});
    }
  };
  for (const std::filesystem::path& file : impl.settings_files) {
    add("--config", file.string());
  }
  add("--lang", std::string(name_of(impl.settings.language)));
  add("--geodata", impl.settings.geodata.string());
  add("--data-directory", impl.settings.data_directory.string());
  if (impl.reads == Reads::bus) {
    add("--run-directory", impl.settings.bus.directory.string());
  }
  return words;
}

}  // namespace selat::app
