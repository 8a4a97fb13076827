#include "service/handover.h"

#include <tuple>

#include <boost/asio/io_context.hpp>

#include "runtime/tool_identity.h"
#include "service/top.h"
#include "service/watch_terminal.h"
#include "terminal/handover_text.h"

namespace selat::service {

std::string handover(const config::Settings& settings, const LogQuery& query, bool is_json,
                     const Clock& clock) {
  WatchTerminal watch(settings);
  const auto entries = selected(watch.log(), query, clock().wall);  // first: it says if no server answers
  const auto context = watch.context_if_permitted();
  boost::asio::io_context io;
  Top top(io, settings, geography_if_any(settings));
  std::ignore = top.listen();
  const terminal::Handover handover{.picture = top.picture(),
                                    .context = context,
                                    .entries = entries,
                                    .since = since_of(query, clock().wall),
                                    .control_point = runtime::tool_identity(settings).control_point};
  return is_json ? terminal::handover_as_json(handover, settings.language, clock())
                 : terminal::handover_as_text(handover, settings.language, clock());
}

}  // namespace selat::service
