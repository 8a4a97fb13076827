#include "cli/command_line.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <functional>
#include <iostream>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/unknown_word.h"
#include "cli/known_words.h"
#include "cli/preferred_language.h"
#include "config/read_settings.h"
#include "runtime/paths.h"
#include "text/terminal.h"
#include "text/translate.h"

namespace selat::cli {
namespace {

// Beyond it no count of seconds or knots makes sense, and the sums of them would not fit.
constexpr double kLargestNumber = 1e10;

// A whole value of that type, or wrong usage.
template <typename Number>
Number number_of(const std::string& option, const std::string& value) {
  Number number{};
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  const bool is_number = error == std::errc() && end == value.data() + value.size() && !value.empty();
  if (!is_number ||
      (std::is_floating_point_v<Number> && !(std::abs(static_cast<double>(number)) <= kLargestNumber))) {
    throw runtime::UsageError(LocalizedMessage(std::is_integral_v<Number>
                                                   ? tr("{option} takes a whole number, not '{value}'")
                                                   : tr("{option} takes a number, not '{value}'"),
                                               {{"option", option}, {"value", value}}));
  }
  return number;
}

// "103.8", "-1.2", "103-48.0E", "E103", "E": of a place or a distance, and no option.
bool is_of_numbers(const std::string& word) {
  constexpr std::string_view kDigits = "0123456789";
  constexpr std::string_view kSides = "NSEWnsew";
  const auto first = word.find_first_not_of("+-.");
  if (first == std::string::npos) {
    return false;
  }
  const bool begins_with_side = first == 0 && kSides.contains(word[first]);
  return kDigits.contains(word[first]) ||
         (begins_with_side && (word.size() == 1 || kDigits.contains(word[1])));
}

std::string long_name(const std::string& name) {
  return name.substr(name.rfind(',') + 1);
}

}  // namespace

struct CommandLine::Impl {
  CLI::App app;
  std::string command;
  MessageId summary;
  Reads reads = Reads::nothing;
  Language language_of_help = Language::en;
  std::vector<std::function<void()>> described;  // each adds what it describes to `app`, in that language
  std::vector<LocalizedMessage> footer;
  MessageId list_title;
  std::vector<MessageId> list;
  std::vector<std::string> examples;
  MessageId exit_statuses =
      tr("Exit status: 0 done, 1 could not be done, 2 wrong usage or settings (one line says what).");
  std::vector<std::pair<std::string, std::vector<std::string>>> choices;  // options with their words
  // Options whose values may be several words, and when these are whole.
  std::vector<std::pair<std::string, std::function<bool(const std::string&)>>> spaced;
  std::vector<std::string> config;
  std::filesystem::path run_directory, data_directory, geodata;
  std::string language;
  config::Settings settings;
  std::vector<std::filesystem::path> settings_files;

  [[nodiscard]] std::string translated(const LocalizedMessage& words) const {
    return std::string(text::translate(words, language_of_help));
  }

  // Called when the language is known.
  void describe() {
    app.name("selat " + command);
    app.description(translated(summary) + "\n");
    const auto formatter = app.get_formatter();
    formatter->column_width(34);
    for (const MessageId label : {tr("Usage"), tr("OPTIONS"), tr("Positionals"), tr("REQUIRED")}) {
      formatter->label(std::string(label.english()), translated(label));
    }
    app.option_defaults()->group(translated(tr("Options")));
    app.set_help_flag("-h,--help", translated(tr("Show this help.")));
    for (const auto& add : described) {
      add();
    }
    std::string end;
    for (const LocalizedMessage& words : footer) {
      end += "\n" + text::translate(words, language_of_help) + "\n";
    }
    end += list.empty() ? "" : "\n" + translated(list_title) + "\n";
    for (const MessageId line : list) {
      end += "  " + translated(line) + "\n";
    }
    if (!examples.empty()) {
      end += "\n" + translated(tr("Examples:")) + "\n";
    }
    for (const std::string& example : examples) {
      end += "  " + example + "\n";
    }
    app.footer(end + "\n" + translated(exit_statuses));
  }

  [[nodiscard]] int wrong_usage(const LocalizedMessage& what) const {
    std::cerr << "selat " << command << ": "
              << text::for_terminal(
                     text::translate(LocalizedMessage(tr("{what} (see 'selat {command} --help')"),
                                                      {{"what", what}, {"command", command}}),
                                     language_of_help))
              << '\n';
    return runtime::kUsage;
  }

  [[nodiscard]] int unexpected(const std::vector<std::string>& words) const {
    const std::string word = words.empty() ? std::string() : words.front();
    if (!word.starts_with('-')) {
      return wrong_usage(LocalizedMessage(tr("unexpected word '{word}'"), {{"word", word}}));
    }
    std::string name = word.substr(0, word.find('='));
    std::vector<std::string> known;
    for (const CLI::Option* option : app.get_options()) {
      for (const std::string& long_name : option->get_lnames()) {
        known.push_back("--" + long_name);
      }
    }
    for (const auto& [option, values] : choices) {
      if (std::ranges::find(values, name.substr(std::min<std::size_t>(2, name.size()))) != values.end()) {
        const LocalizedMessage unknown(tr("unknown option '{word}'"), {{"word", name}});
        return wrong_usage({tr("{what}; did you mean '{meant}'?"),
                            {{"what", unknown}, {"meant", option + name.replace(0, 2, " ")}}});
      }
    }
    return wrong_usage(unknown_word(tr("unknown option '{word}'"), name, known));
  }

  [[nodiscard]] LocalizedMessage missing_argument() const {
    for (const CLI::Option* option : app.get_options()) {
      if (option->get_required() && option->count() == 0) {
        return {tr("{name} is required"), {{"name", option->get_name()}}};
      }
    }
    return tr("a word is missing");
  }

  // How many words behind an option are its value.
  static std::size_t length_of_value(std::span<const std::string> words,
                                     const std::function<bool(const std::string&)>& is_whole) {
    std::string value;
    std::size_t length = 0;
    while (length < words.size() && (length == 0 || is_of_numbers(words[length]))) {
      value += (length > 0 ? " " : "") + words[length];
      ++length;
      if (is_whole(value)) {
        break;
      }
    }
    return length;
  }

  // The words of the command line; a value of several is one.
  [[nodiscard]] std::vector<std::string> words_of(int argc, char** argv) const {
    const std::vector<std::string> typed(argv + std::min(argc, 1), argv + argc);
    std::vector<std::string> words;
    for (std::size_t i = 0; i < typed.size(); ++i) {
      words.push_back(typed[i]);
      const auto found = std::ranges::find(spaced, typed[i], [](const auto& one) { return one.first; });
      if (found != spaced.end()) {
        const auto rest = std::span(typed).subspan(i + 1);
        const std::size_t length = length_of_value(rest, found->second);
        if (length > 0) {
          words.push_back(fmt::format("{}", fmt::join(rest.first(length), " ")));
        }
        i += length;
      }
    }
    return words;
  }

  [[nodiscard]] std::optional<int> parse_words(int argc, char** argv) {
    try {
      auto words = words_of(argc, argv);
      std::ranges::reverse(words);  // as the library takes them
      app.parse(std::move(words));
    } catch (const CLI::CallForHelp&) {
      std::cout << app.help() << std::flush;
      return runtime::kSuccess;
    } catch (const CLI::ExtrasError&) {
      return unexpected(app.remaining());
    } catch (const CLI::RequiredError&) {
      return wrong_usage(missing_argument());
    } catch (const CLI::ParseError& error) {
      // The only other messages of CLI11: "--feed: 1 required URI missing", or that there are too many.
      const std::string_view told = error.what();
      const std::string name(told.substr(0, told.find(':')));
      const CLI::Option* const option = app.get_option_no_throw(name);
      const bool is_there_twice = option != nullptr && option->count() > 1;
      return wrong_usage({is_there_twice ? tr("{option} is given twice") : tr("{option} needs a value"),
                          {{"option", name}}});
    } catch (const runtime::UsageError& error) {
      return wrong_usage(error.message());
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
      settings.bus.directory = runtime::default_run_directory();
    }
    if (!data_directory.empty()) {
      settings.data_directory = data_directory;
    }
    if (settings.data_directory.empty()) {
      settings.data_directory = runtime::default_data_directory();
    }
    if (!geodata.empty()) {
      settings.geodata = geodata;
    }
    if (settings.geodata.empty()) {
      // A wrong path from the environment is kept: the command that needs geodata reports it.
      const chart::GeodataPlaces places = runtime::geodata_places();
      settings.geodata = chart::find_geodata(places).value_or(places.environment.value_or(""));
    }
  }

  // Each file adds to those before it.
  [[nodiscard]] std::optional<int> read_settings() {
    settings_files.assign(config.begin(), config.end());
    if (const auto usual = runtime::find_settings_file(); settings_files.empty() && usual) {
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
                                   const std::vector<config::SettingsProblem>& problems) const {
    std::cerr << "selat " << command << ": "
              << text::for_terminal(text::translate(problems.front().message(), language_of_help));
    if (problems.size() > 1) {
      std::cerr << ' '
                << text::for_terminal(text::translate(
                       LocalizedMessage(
                           tr("(and {n} more: 'selat config check {file}')"),
                           {{"n", std::to_string(problems.size() - 1)}, {"file", file.string()}}),
                       language_of_help));
    }
    std::cerr << '\n';
    return runtime::kUsage;
  }
};

CommandLine::CommandLine(std::string_view command, MessageId summary, Reads reads)
    : impl_(std::make_unique<Impl>()) {
  Impl& impl = *impl_;
  impl.command = command;
  impl.summary = summary;
  impl.reads = reads;
  choice("--lang,--language", impl.language, {"en", "id", "ms"},
         tr("Language (default: the settings', else the environment's)."));
  if (reads == Reads::nothing) {
    return;
  }
  option(
      "--config", tr("FILE"), impl.config,
      tr("Settings; may be repeated, later files add to earlier ones (default: /etc/selat/selat.toml, else "
         "the one beside the program)."));
  option("--geodata", tr("DIR"), impl.geodata,
         tr("Sectors, lanes, zones (default: $SELAT_GEODATA, else the one beside the program)."));
  const auto directory = [this](const std::string& name, std::filesystem::path& into, MessageId help,
                                const std::filesystem::path& usual) {
    valued(name, tr("DIR"), help, [&into](const std::string& value) { into = value; }, usual.string());
  };
  directory("--data-directory", impl.data_directory,
            tr("Database and logs, unless the settings name a place for them."),
            runtime::default_data_directory());
  if (reads == Reads::bus) {
    directory(
        "--run-directory", impl.run_directory,
        tr("Sockets of the bus, unless the settings name a place for them; processes that share it work "
           "together."),
        runtime::default_run_directory());
  }
}

CommandLine::~CommandLine() = default;

void CommandLine::flag(const std::string& name, bool& into, MessageId help) {
  impl_->described.emplace_back(
      [this, name, &into, help] { impl_->app.add_flag(name, into, impl_->translated(help)); });
}
void CommandLine::valued(const std::string& name, LocalizedMessage value_name, MessageId help,
                         std::function<void(const std::string&)> take, const std::string& standard) {
  impl_->described.emplace_back(
      [this, name, value_name = std::move(value_name), help, take = std::move(take), standard] {
        impl_->app.add_option_function<std::string>(name, take, impl_->translated(help))
            ->type_name(impl_->translated(value_name))
            ->default_str(standard);
      });
}
void CommandLine::option(const std::string& name, MessageId value_name, std::string& into, MessageId help) {
  valued(name, value_name, help, [&into](const std::string& value) { into = value; }, into);
}
void CommandLine::option(const std::string& name, MessageId value_name, std::filesystem::path& into,
                         MessageId help) {
  valued(name, value_name, help, [&into](const std::string& value) { into = value; }, into.string());
}
void CommandLine::option(const std::string& name, MessageId value_name, double& into, MessageId help) {
  valued(
      name, value_name, help,
      [&into, name](const std::string& value) { into = number_of<double>(long_name(name), value); },
      fmt::format("{}", into));
}
void CommandLine::option(const std::string& name, MessageId value_name, std::uint64_t& into, MessageId help) {
  valued(
      name, value_name, help,
      [&into, name](const std::string& value) { into = number_of<std::uint64_t>(long_name(name), value); },
      std::to_string(into));
}
void CommandLine::option(const std::string& name, MessageId value_name, std::vector<std::string>& into,
                         MessageId help) {
  impl_->described.emplace_back([this, name, value_name, &into, help] {
    impl_->app.add_option(name, into, impl_->translated(help))
        ->type_name(impl_->translated(value_name))
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  });
}
void CommandLine::spaced(const std::string& name, MessageId value_name, std::string& into, MessageId help,
                         std::function<bool(const std::string&)> is_whole) {
  impl_->spaced.emplace_back(name, std::move(is_whole));
  option(name, value_name, into, help);
}
void CommandLine::choice(const std::string& name, std::string& into, const std::vector<std::string>& words,
                         MessageId help) {
  const std::string shown = fmt::format("{}", fmt::join(words, "|"));
  impl_->choices.emplace_back(long_name(name), words);
  valued(
      name, LocalizedMessage::from_outside(shown), help,
      [&into, words, shown](const std::string& word) {
        if (std::ranges::find(words, word) == words.end()) {
          throw runtime::UsageError(
              LocalizedMessage(tr("'{word}' is not one of {words}"), {{"word", word}, {"words", shown}}));
        }
        into = word;
      },
      into);
}
void CommandLine::argument(MessageId value_name, std::string& into, MessageId help, bool is_required) {
  impl_->described.emplace_back([this, value_name, &into, help, is_required] {
    impl_->app.add_option(impl_->translated(value_name), into, impl_->translated(help))
        ->required(is_required)
        ->type_name("");
  });
}
void CommandLine::arguments(MessageId value_name, std::vector<std::string>& into, MessageId help) {
  impl_->described.emplace_back([this, value_name, &into, help] {
    impl_->app.add_option(impl_->translated(value_name), into, impl_->translated(help))
        ->type_name("")
        ->expected(0, -1);
  });
}
void CommandLine::footer(const LocalizedMessage& words) {
  impl_->footer.push_back(words);
}
void CommandLine::list(MessageId title, std::span<const MessageId> lines) {
  impl_->list_title = title;
  impl_->list.assign(lines.begin(), lines.end());
}
void CommandLine::examples(const std::vector<std::string>& commands) {
  impl_->examples = commands;
}
void CommandLine::exit_statuses(MessageId words) {
  impl_->exit_statuses = words;
}

std::optional<int> CommandLine::parse(int argc, char** argv) {
  impl_->language_of_help = preferred_language(argc, argv);
  impl_->describe();
  if (const auto status = impl_->parse_words(argc, argv)) {
    return status;
  }
  if (impl_->reads == Reads::nothing) {
    impl_->settings.language = impl_->language_of_help;
    return std::nullopt;
  }
  return impl_->read_settings();
}

config::Settings& CommandLine::settings() {
  return impl_->settings;
}
bool CommandLine::is_given(const std::string& option) const {
  return impl_->app.count(option) > 0;
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

}  // namespace selat::cli
