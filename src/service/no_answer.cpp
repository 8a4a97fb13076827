#include "service/no_answer.h"

#include "runtime/process.h"

namespace selat::service {

LocalizedMessage absent_server(const bus::Endpoints& endpoints, const config::Settings& settings,
                               std::string_view control_point) {
  const std::string& where = endpoints.orders.empty() ? endpoints.request : endpoints.orders;
  if (where.starts_with("ipc:")) {
    return {tr("No coordination server answers in the run directory {directory}; does 'selat up' or "
               "'selat coordinate' run there? --run-directory names another one. Waiting for it."),
            {{"directory", runtime::bus_options(settings, "coordinate").directory.string()}}};
  }
  return {tr("No coordination server answers at {endpoint}: it does not run, the way there is cut, or "
             "the keys in {keys} are not the right ones: the server must know {public_key}, and "
             "coordinate.public here must be the server's. Waiting for it."),
          {{"endpoint", where},
           {"keys", settings.bus.keys.string()},
           {"public_key", "control-point." + std::string(control_point) + ".public"}}};
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

}  // namespace selat::service
