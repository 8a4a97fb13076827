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
// Thread: one. Errors: parse() tells the person and returns the exit status to end with.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "config/settings.h"

namespace selat::app {

// Wrong usage found after parsing (missing geodata, a feed that cannot be understood, a busy port): the
// program ends with this one line and exit status 2.
struct UsageError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class CommandLine {
 public:
  // What a command reads beside its own options:
  enum class Reads : std::uint8_t {
    nothing,   // --help only
    settings,  // --config, --lang, --geodata, --data-directory
    bus,       // those, and --run-directory
  };

  // `summary` is the first paragraph of --help.
  CommandLine(std::string_view command, std::string_view summary, Reads reads = Reads::nothing);
  ~CommandLine();
  CommandLine(const CommandLine&) = delete;
  CommandLine& operator=(const CommandLine&) = delete;

  // `name` is "--feed" or "-n,--count"; what `into` holds before parse() is the default shown in --help.
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
  // Shown at the end of --help (examples).
  void footer(const std::string& text);

  // Nothing when the command may go on; otherwise the exit status to return at once (help was shown, or the
  // usage or the settings were wrong and said so).
  [[nodiscard]] std::optional<int> parse(int argc, char** argv);

  // After parse() (Reads::settings or bus): the file's values, with options applied on top; the data
  // directory, geodata and the bus directory are always filled in (geodata may be empty when there is none).
  [[nodiscard]] config::Settings& settings();
  // The files the settings were read from, in their order; empty when none.
  [[nodiscard]] const std::vector<std::filesystem::path>& settings_files() const;
  // The options common to all commands, as words to hand to a child process.
  [[nodiscard]] std::vector<std::string> common_arguments() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// The word of `known` that a misspelt `word` most likely meant (edit distance at most a third of it).
[[nodiscard]] std::optional<std::string> likely_meant(std::string_view word,
                                                      const std::vector<std::string>& known);

}  // namespace selat::app
