#pragma once
// The words after `selat <command>`: every command describes its options here and so gets --help, one clear
// line on standard error and exit status 2 for wrong usage, and its settings read.
//
//   int run_ingest(int argc, char** argv) {
//     CommandLine line("ingest", "Takes feeds in and publishes reports.", CommandLine::Reads::bus);
//     std::vector<std::string> feeds;
//     line.option("--feed", "URI", feeds, "A feed to take in; may be repeated.");
//     if (const auto status = line.parse(argc, argv)) return *status;
//     Process process("ingest", line.settings()); …
//
// Everything is written in English here and said in the person's language (text/translate.h).
//
// Thread: one. Errors: parse() tells the person and returns the exit status to end with.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/localized_message.h"
#include "config/settings.h"
#include "runtime/exit_status.h"
#include "runtime/refusal.h"

namespace selat::cli {

class CommandLine {
 public:
  // What a command reads beside its own options:
  enum class Reads : std::uint8_t {
    nothing,   // --lang only
    settings,  // that, --config, --geodata, --data-directory
    bus,       // those, and --run-directory
  };

  // `summary` is the first paragraph of --help.
  CommandLine(std::string_view command, std::string_view summary, Reads reads = Reads::nothing);
  ~CommandLine();
  CommandLine(const CommandLine&) = delete;
  CommandLine& operator=(const CommandLine&) = delete;

  // `name` is "--feed" or "-n,--count".
  // The referred variables must outlive parse().
  void flag(const std::string& name, bool& into, const std::string& help);
  void option(const std::string& name, const std::string& value_name, std::string& into,
              const std::string& help);
  void option(const std::string& name, const std::string& value_name, std::filesystem::path& into,
              const std::string& help);
  void option(const std::string& name, const std::string& value_name, double& into, const std::string& help);
  void option(const std::string& name, const std::string& value_name, std::uint64_t& into,
              const std::string& help);
  // May be repeated.
  void option(const std::string& name, const std::string& value_name, std::vector<std::string>& into,
              const std::string& help);
  // One of the words given; anything else is wrong usage.
  void choice(const std::string& name, std::string& into, const std::vector<std::string>& words,
              const std::string& help);
  // A word without an option, in the order described.
  void argument(const std::string& value_name, std::string& into, const std::string& help,
                bool is_required = true);
  // Any number of words without an option.
  void arguments(const std::string& value_name, std::vector<std::string>& into, const std::string& help);
  // Shown at the end of --help, in this order: words, whole commands to try, what the exit statuses mean.
  void footer(const LocalizedMessage& words);
  void examples(const std::vector<std::string>& commands);
  void exit_statuses(const std::string& words);

  // Nothing when the command may go on; otherwise the exit status to return at once (help was shown, or the
  // usage or the settings were wrong and said so).
  [[nodiscard]] std::optional<int> parse(int argc, char** argv);

  // After parse(). With Reads::nothing only the language; else the file's values, with options applied on
  // top; the data directory, geodata and the bus directory are always filled in (geodata may be empty when
  // there is none).
  [[nodiscard]] config::Settings& settings();
  // The files the settings were read from, in their order; empty when none.
  [[nodiscard]] const std::vector<std::filesystem::path>& settings_files() const;
  // The options common to all commands, as words to hand to a child process.
  [[nodiscard]] std::vector<std::string> common_arguments() const;

 private:
  void valued(const std::string& name, const std::string& value_name, const std::string& help,
              std::function<void(const std::string&)> take, const std::string& standard);
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace selat::cli
