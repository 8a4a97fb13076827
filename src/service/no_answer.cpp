#include "service/no_answer.h"

#include <algorithm>
#include <vector>

#include "bus/endpoint.h"
#include "bus/running_names.h"
#include "runtime/process.h"
#include "runtime/tool_identity.h"

namespace selat::service {
namespace {

// Where a process of another machine is looked for; empty: on this machine.
std::string remote_endpoint(std::string_view process, const config::Settings& settings) {
  const auto remote = settings.bus.remote.find(process);
  return remote == settings.bus.remote.end() ? std::string() : remote->second.publish;
}

std::string joined(const std::vector<std::string>& names) {
  std::string all;
  for (const std::string& name : names) {
    all.append(all.empty() ? "" : ", ").append(name);
  }
  return all;
}

// The parts of the system that run on this machine; tools and terminals are none.
std::vector<std::string> running_parts(const config::Settings& settings) {
  std::vector<std::string> running = bus::running_names(settings.bus.directory);
  std::erase_if(running, [](const std::string& name) {
    return name != "ingest" && name != "detect" && name != "coordinate";
  });
  return running;
}

// Empty where none holds its name in the run directory.
LocalizedMessage running_but_silent(const std::vector<std::string>& names, const config::Settings& settings) {
  if (names.empty()) {
    return {};
  }
  return {tr("in {directory} {names} {n:runs|run}, but {n:does|do} not answer: stopped (Ctrl-Z, kill -STOP; "
             "kill -CONT lets go on), or the machine is too busy"),
          {{"directory", settings.bus.directory.string()}, {"names", joined(names)}, {"n", names.size()}}};
}

// Of a process of another machine that is not heard at all.
LocalizedMessage unreachable(std::string_view process, const std::string& endpoint,
                             const config::Settings& settings) {
  return {tr("{process} is not heard at {endpoint}: it does not run, the way there is cut, or the keys in "
             "{keys} are not the right ones: the server must have {public_key} as it is here, and "
             "{process}.public here must be the server's"),
          {{"process", process},
           {"endpoint", endpoint},
           {"keys", settings.bus.keys.string()},
           {"public_key", runtime::tool_identity(settings).key + ".public"}}};
}

}  // namespace

LocalizedMessage absent_server(const bus::Endpoints& endpoints, const config::Settings& settings,
                               std::string_view control_point, bool is_heard) {
  const std::string& where = endpoints.orders.empty() ? endpoints.request : endpoints.orders;
  const std::string key = "control-point." + std::string(control_point);
  if (is_heard && bus::is_tcp(where)) {
    return {tr("The coordination server at {endpoint} is heard, and does not answer {holder}: the key {key} "
               "here is another's there, or may not speak in this name (orders_from of its [bus.peer] in the "
               "server's settings). Waiting for it."),
            {{"endpoint", where}, {"holder", control_point}, {"key", key}}};
  }
  if (where.starts_with("ipc:")) {
    return {tr("No coordination server answers in the run directory {directory}; does 'selat up' or "
               "'selat coordinate' run there? --run-directory names another one. Waiting for it."),
            {{"directory", runtime::bus_options(settings, "coordinate").directory.string()}}};
  }
  return {tr("No coordination server answers at {endpoint}: it does not run, the way there is cut, or "
             "the keys in {keys} are not the right ones: the server must know {public_key}, and "
             "coordinate.public here must be the server's. Waiting for it."),
          {{"endpoint", where}, {"keys", settings.bus.keys.string()}, {"public_key", key + ".public"}}};
}

LocalizedMessage not_taken(const model::ProcessHealth& server) {
  if (server.state == model::ProcessState::degraded && !server.missing.empty()) {
    return {tr("the coordination server runs and has NOT confirmed it, since {problem}; look whether it is "
               "there before you say it again"),
            {{"problem", server.missing.front()}}};
  }
  return tr(
      "the coordination server runs and has not answered; look whether it is there before you say it "
      "again");
}

LocalizedMessage not_taken(const model::ProcessHealth& server, const config::Settings& settings) {
  const bool is_remote = bus::is_tcp(remote_endpoint("coordinate", settings));
  if (!is_remote || server.state == model::ProcessState::degraded) {
    return not_taken(server);
  }
  const runtime::ToolIdentity identity = runtime::tool_identity(settings);
  return {tr("the coordination server runs and has not answered: look whether it is there before you say it "
             "again. If it never is, the key {key} here is another's there, or may not write in the name of "
             "{name} (orders_from of its [bus.peer] in the server's settings)"),
          {{"key", identity.key}, {"name", identity.name()}}};
}

Span patience_for(std::string_view process, const config::Settings& settings) {
  return remote_endpoint(process, settings).empty() ? Span::seconds(5) : Span::seconds(4);
}

LocalizedMessage nothing_heard(const config::Settings& settings) {
  if (LocalizedMessage silent = running_but_silent(running_parts(settings), settings); !silent.empty()) {
    return silent;
  }
  if (!settings.bus.remote.empty()) {
    const auto& [process, endpoints] = *settings.bus.remote.begin();
    return unreachable(process, endpoints.publish, settings);
  }
  return {tr("nothing runs in {directory}; start it with 'selat demo' or 'selat up', or name another "
             "--run-directory"),
          {{"directory", settings.bus.directory.string()}}};
}

LocalizedMessage not_heard(std::string_view process, const config::Settings& settings) {
  const std::vector<std::string> running = running_parts(settings);
  if (std::ranges::find(running, process) != running.end()) {
    return running_but_silent({std::string(process)}, settings);
  }
  if (const std::string endpoint = remote_endpoint(process, settings); !endpoint.empty()) {
    return unreachable(process, endpoint, settings);
  }
  if (!settings.bus.remote.empty() && running.empty()) {
    std::vector<std::string> known;
    known.reserve(settings.bus.remote.size());
    for (const auto& [other, endpoints] : settings.bus.remote) {
      known.push_back(other);
    }
    return {
        tr("the settings here name the way to {known} only: {process} runs on another machine; ask there, "
           "or write its address under [bus.remote.{process}]"),
        {{"known", joined(known)}, {"process", process}}};
  }
  if (running.empty()) {
    return nothing_heard(settings);
  }
  return {tr("{process} does not run in {directory}, only {names}: 'selat up' starts all of them, 'selat "
             "{process}' this one"),
          {{"process", process}, {"directory", settings.bus.directory.string()}, {"names", joined(running)}}};
}

LocalizedMessage topic_not_sent(std::string_view process, std::string_view topic,
                                const config::Settings& settings) {
  const std::string endpoint = remote_endpoint(process, settings);
  if (!bus::is_tcp(endpoint)) {
    return {tr("{process} runs, but has not sent its {topic} in time; try it once more"),
            {{"process", process}, {"topic", topic}}};
  }
  return {tr("{process} at {endpoint} is heard, but does not send '{topic}' here: the key {key} may not hear "
             "it (topics of [bus.peer.\"{key}\"] in the server's settings)"),
          {{"process", process},
           {"endpoint", endpoint},
           {"topic", topic},
           {"key", runtime::tool_identity(settings).key}}};
}

}  // namespace selat::service
