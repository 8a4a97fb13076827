// selat keys make [NAME …] · selat keys show NAME · selat keys list: CURVE keys for processes on other
// machines.

#include "bus/keys.h"

#include <iostream>
#include <string>
#include <vector>

#include "cli/command_line.h"
#include "service/whole_system.h"
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

// The keys that are allowed: all, or that of the name.
void show(const std::filesystem::path& directory, const std::vector<std::string>& names) {
  bool is_any = false;
  for (const auto& [key, owner] : bus::read_allowed_keys(directory)) {
    if (names.empty() || owner == names.front()) {
      std::cout << line_of(key, owner);
      is_any = true;
    }
  }
  if (!is_any) {
    throw runtime::Failure(
        names.empty() ? LocalizedMessage(tr("no key in {directory}"), {{"directory", directory.string()}})
                      : LocalizedMessage(tr("no key of {name} in {directory}"),
                                         {{"name", names.front()}, {"directory", directory.string()}}));
  }
  std::cout << std::flush;
}

struct Making {
  std::filesystem::path directory;
  bool is_forced = false;
};

// Without names: those of this machine that are not there yet.
void make(const Making& making, const std::vector<std::string>& names) {
  const bool are_named = !names.empty();
  for (const std::string& name : are_named ? names : service::key_owners()) {
    const bool is_kept = !are_named && !making.is_forced && bus::has_key_pair(making.directory, name);
    std::cout << line_of(is_kept ? bus::read_key_pair(making.directory, name).public_key
                                 : bus::make_key_files(
                                       making.directory, name,
                                       making.is_forced ? bus::Existing::replace : bus::Existing::keep),
                         name)
              << std::flush;
  }
}

}  // namespace

int run_keys(int argc, char** argv) {
  cli::CommandLine line(
      "keys",
      tr("Makes and shows CURVE keys. 'selat keys make NAME …' writes NAME.secret, for this machine alone, "
         "and NAME.public, to be copied to every machine whose processes may talk to that one; it prints the "
         "public keys. Without a name it makes those of all processes of 'selat up' and of what shows them, "
         "and keeps those that are there. 'selat keys list' shows who is allowed here, 'selat keys show "
         "NAME' one of them. NAME is a process, such as coordinate or control-point.lumut."),
      cli::CommandLine::Reads::settings);
  std::string what;
  std::vector<std::string> names;
  Making making;
  line.argument(tr("WHAT"), what, tr("make, list or show."));
  line.arguments(tr("NAME"), names, tr("The process that owns the key."));
  line.option(
      "--keys", tr("DIR"), making.directory,
      tr("The directory of the keys (default: bus.keys of the settings, else keys/ in the data directory)."));
  line.flag(
      "--force", making.is_forced,
      tr("Replace an existing pair; machines that have only the old public key can no longer connect."));
  line.examples({"selat keys make --keys /etc/selat/keys",
                 "selat keys make control-point.lumut --keys /etc/selat/keys"});
  if (const auto status = line.parse(argc, argv)) {
    return *status;
  }
  making.directory = directory_of(making.directory, line.settings());
  if (what == "make") {
    make(making, names);
    return runtime::kSuccess;
  }
  if ((what == "list" && names.empty()) || (what == "show" && names.size() == 1)) {
    show(making.directory, names);
    return runtime::kSuccess;
  }
  throw runtime::UsageError(
      tr("say 'selat keys make [NAME …]', 'selat keys list' or 'selat keys show NAME'"));
}

}  // namespace selat::app
