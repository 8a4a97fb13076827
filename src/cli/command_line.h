#pragma once
// The arguments after `selat <command>`: a command describes its options and gets --help, its settings, and
// for wrong usage one clear line on standard error with exit status 2.
//
//   int run_ingest(int argc, char** argv) {
//     CommandLine line("ingest", "Takes feeds in and publishes reports.", CommandLine::Reads::bus);
//     std::vector<std::string> feeds;
//     line.option("--feed", verbatim("URI"), feeds, "A feed to take in; may be repeated.");
//     if (const auto status = line.parse(argc, argv)) return *status;
//     Process process("ingest", line.settings()); …
//
// Texts are written in English here and translated where they are shown (text/translate.h).
//
// Thread: one. Errors: parse() prints the line and returns the exit status to end with.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/localized_message.h"
#include "config/settings.h"
#include "runtime/command_error.h"
#include "runtime/exit_status.h"

namespace selat::cli {

class CommandLine {
 public:
  // What a command reads beside its own options:
  enum class Reads : std::uint8_t {
    nothing,   // --lang (or --language) only
    settings,  // that, --config, --geodata, --data-directory
    bus,       // those, and --run-directory
  };

  // `summary` is the first paragraph of --help.
  CommandLine(std::string_view command, MessageId summary, Reads reads = Reads::nothing);
  ~CommandLine();
  CommandLine(const CommandLine&) = delete;
  CommandLine& operator=(const CommandLine&) = delete;

  // `name` is "--feed" or "-n,--count".
  // The variables referred to must outlive parse().
  void flag(const std::string& name, bool& into, MessageId help);
  void option(const std::string& name, MessageId value_name, std::string& into, MessageId help);
  void option(const std::string& name, MessageId value_name, std::filesystem::path& into, MessageId help);
  void option(const std::string& name, MessageId value_name, double& into, MessageId help);
  void option(const std::string& name, MessageId value_name, std::uint64_t& into, MessageId help);
  // May be repeated.
  void option(const std::string& name, MessageId value_name, std::vector<std::string>& into, MessageId help);
  // A value that a person may type as several words, such as a place: those that follow one another are put
  // together, with a blank between, until `is_whole` says so; those of numbers only if it never does.
  void spaced(const std::string& name, MessageId value_name, std::string& into, MessageId help,
              std::function<bool(const std::string&)> is_whole);
  // One of the words given; anything else is wrong usage.
  void choice(const std::string& name, std::string& into, const std::vector<std::string>& words,
              MessageId help);
  // A word without an option, in the order described.
  void argument(MessageId value_name, std::string& into, MessageId help, bool is_required = true);
  // Any number of words without an option.
  void arguments(MessageId value_name, std::vector<std::string>& into, MessageId help);
  // Shown at the end of --help, in this order: words, a list under its title, whole commands to try, what the
  // exit statuses mean.
  void footer(const LocalizedMessage& words);
  void list(MessageId title, std::span<const MessageId> lines);
  void examples(const std::vector<std::string>& commands);
  void exit_statuses(MessageId words);

  // Empty when the command may go on; otherwise the exit status to return at once: help was shown, or an
  // error in the usage or the settings was printed.
  [[nodiscard]] std::optional<int> parse(int argc, char** argv);

  // After parse(). With Reads::nothing only the language is set; else the values of the files, overridden by
  // the options. Data directory, run directory and geodata are always filled in (geodata stays empty when
  // there is none).
  [[nodiscard]] config::Settings& settings();
  // After parse(): the option stands on the command line, such as "--data-directory".
  [[nodiscard]] bool is_given(const std::string& option) const;
  // The files the settings were read from, in their order; empty when none.
  [[nodiscard]] const std::vector<std::filesystem::path>& settings_files() const;
  // The options common to all commands, as arguments for a child process.
  [[nodiscard]] std::vector<std::string> common_arguments() const;

 private:
  void valued(const std::string& name, LocalizedMessage value_name, MessageId help,
              std::function<void(const std::string&)> take, const std::string& standard);
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace selat::cli
