// selat keys make [NAME …] · selat keys show NAME · selat keys list: CURVE keys for processes on other
// machines.

#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "cli/command_line.h"
#include "service/command_json.h"
#include "service/key_ring.h"
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

// A line for each.
void print(const std::vector<service::ListedKey>& keys, bool is_json) {
  if (is_json) {
    std::cout << service::as_json(keys) << std::endl;
    return;
  }
  for (const service::ListedKey& key : keys) {
    std::cout << key.public_key << "  " << text::for_terminal(key.name) << '\n';
  }
  std::cout << std::flush;
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
  service::KeyMaking making;
  line.argument(tr("WHAT"), what, tr("make, list or show."));
  line.arguments(tr("NAME"), names, tr("The process that owns the key."));
  line.option(
      "--keys", tr("DIR"), making.directory,
      tr("The directory of the keys (default: bus.keys of the settings, else keys/ in the data directory)."));
  line.flag(
      "--force", making.is_forced,
      tr("Replace an existing pair; machines that have only the old public key can no longer connect."));
  bool is_json = false;
  line.flag("--json", is_json, tr("The keys as JSON."));
  line.examples({"selat keys make --keys /etc/selat/keys",
                 "selat keys make control-point.lumut --keys /etc/selat/keys"});
  if (const auto status = line.parse(argc, argv)) {
    return *status;
  }
  making.directory = directory_of(making.directory, line.settings());
  if (what == "make") {
    std::vector<service::ListedKey> made;
    service::make_keys(making, names, [&](const service::ListedKey& key) {
      made.push_back(key);
      if (!is_json) {
        print({key}, false);
      }
    });
    if (is_json) {
      print(made, true);
    }
    return runtime::kSuccess;
  }
  if ((what == "list" && names.empty()) || (what == "show" && names.size() == 1)) {
    print(service::allowed_keys(making.directory, names), is_json);
    return runtime::kSuccess;
  }
  throw runtime::UsageError(
      tr("say 'selat keys make [NAME …]', 'selat keys list' or 'selat keys show NAME'"));
}

}  // namespace selat::app
