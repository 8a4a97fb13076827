#include "bus/context_end.h"

#include <cerrno>
#include <exception>
#include <future>
#include <memory>
#include <system_error>
#include <thread>
#include <utility>

#include <zmq.h>

namespace selat::bus {
namespace {

// Messages to peers linger for up to a second.
constexpr std::chrono::milliseconds kPatience{1'100};

void terminate(void* context) {
  while (zmq_ctx_term(context) != 0 && zmq_errno() == EINTR) {
  }
}

}  // namespace

bool ends_within(std::chrono::milliseconds patience, std::function<void()> end) {
  const auto done = std::make_shared<std::promise<void>>();
  try {
    std::thread([done, end] {
      end();
      done->set_value();
    }).detach();
  } catch (const std::system_error&) {  // no thread to be had
    end();
    return true;
  }
  return done->get_future().wait_for(patience) == std::future_status::ready;
}

void ContextEnd::operator()(void* context) const {
  if (looks_up_names) {
    // A tool that has failed has waited already, and its user with it.
    const bool is_failing = std::uncaught_exceptions() > 0;
    static_cast<void>(
        ends_within(is_failing ? std::chrono::milliseconds() : kPatience, [context] { terminate(context); }));
  } else {
    terminate(context);
  }
}

}  // namespace selat::bus
