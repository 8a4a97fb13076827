// selat keys make|show NAME · selat keys list: CURVE keys for processes on other machines.

#include "bus/keys.h"

#include <iostream>

#include "cli/command_line.h"
#include "text/terminal.h"
#include "text/translate.h"

namespace selat::app {
namespace {

std::filesystem::path directory_of(const std::filesystem::path& given, const config::Settings& settings) {
  if (!given.empty()) {
    return given;
  }
  return settings.bus.keys.empty() ? settings.data_directory / "keys" : settings.bus.keys;
}

std::string line_of(const std::string& key, const std::string& name) {
  return key + "  " + text::for_terminal(name) + '\n';
}

// The keys that are allowed, all or the one of that name; false where there is none.
bool show(const std::filesystem::path& directory, const std::string& name) {
  bool is_any = false;
  for (const auto& [key, owner] : bus::read_allowed_keys(directory)) {
    if (name.empty() || owner == name) {
      std::cout << line_of(key, owner);
      is_any = true;
    }
  }
  std::cout << std::flush;
  return is_any;
}

}  // namespace

int run_keys(int argc, char** argv) {
  cli::CommandLine line(
      "keys",
      tr("Makes and shows CURVE keys. 'selat keys make NAME' writes NAME.secret, for this machine "
         "alone, and NAME.public, to be copied to every machine whose processes may talk to that one; "
         "it prints the public key. 'selat keys list' shows who is allowed here, 'selat keys show "
         "NAME' one of them. NAME is a process, such as coordinate or control-point.lumut."),
      cli::CommandLine::Reads::settings);
  std::string what;
  std::string name;
  std::filesystem::path given;
  bool is_forced = false;
  line.argument(tr("WHAT"), what, tr("make, list or show."));
  line.argument(tr("NAME"), name, tr("The process that owns the key."), false);
  line.option(
      "--keys", tr("DIR"), given,
      tr("The directory of the keys (default: bus.keys of the settings, else keys/ in the data directory)."));
  line.flag(
      "--force", is_forced,
      tr("Replace an existing pair; machines that have only the old public key can no longer connect."));
  line.examples({"selat keys make coordinate", "selat keys make control-point.lumut --keys /etc/selat/keys"});
  if (const auto status = line.parse(argc, argv)) {
    return *status;
  }
  const std::filesystem::path directory = directory_of(given, line.settings());
  if (what == "make" && !name.empty()) {
    std::cout << line_of(bus::make_key_files(directory, name,
                                             is_forced ? bus::Existing::replace : bus::Existing::keep),
                         name)
              << std::flush;
    return runtime::kSuccess;
  }
  if ((what == "list" && name.empty()) || (what == "show" && !name.empty())) {
    if (!show(directory, name) && what == "show") {
      throw runtime::Failure(LocalizedMessage(tr("no key of {name} in {directory}"),
                                              {{"name", name}, {"directory", directory.string()}}));
    }
    return runtime::kSuccess;
  }
  throw runtime::UsageError(tr("say 'selat keys make NAME', 'selat keys list' or 'selat keys show NAME'"));
}

}  // namespace selat::app
