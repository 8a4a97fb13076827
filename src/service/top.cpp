#include "service/top.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>

#include <boost/asio/io_context.hpp>
#include <unistd.h>

#include "bus/bus.h"
#include "runtime/machine_clock.h"
#include "runtime/process.h"
#include "runtime/tool_identity.h"
#include "service/listener.h"
#include "service/watch_view.h"

namespace selat::service {
namespace {

constexpr Span kCheckEvery = Span::milliseconds(50);
constexpr const char* kSupervisor = "up";

}  // namespace

struct Top::Impl {
  Impl(boost::asio::io_context& its_io, const config::Settings& settings, const Geography& geography)
      : io(its_io),
        bus(io, runtime::bus_options(settings, "top."), "top." + std::to_string(::getpid())),
        language(settings.language),
        identity(runtime::tool_identity(settings)),
        picture(geography.places),
        listener(bus, picture, geography.control_points),
        has_supervisor(listens(bus.endpoints_of(kSupervisor).publish)) {
    if (!identity.is_watch()) {
      picture.expect({"coordinate"});  // of the server its key may hear no other
    }
  }

  // Whether somebody does at an endpoint of this machine; of another machine that is not known.
  static bool listens(std::string_view endpoint) {
    constexpr std::string_view kIpc = "ipc://";
    std::error_code ignored;
    return endpoint.starts_with(kIpc) && std::filesystem::exists(endpoint.substr(kIpc.size()), ignored);
  }

  [[nodiscard]] bool is_complete() {
    listener.note_freshness();
    const auto& heard = picture.processes();
    return picture.missing(runtime::read_clocks().steady).empty() &&
           (!has_supervisor || heard.contains(kSupervisor)) &&
           (!heard.contains("coordinate") ||
            (picture.freshness(cop::Part::alerts).at && picture.freshness(cop::Part::sectors).at)) &&
           (!heard.contains("detect") || picture.freshness(cop::Part::tracks).at) &&
           (!heard.contains("ingest") || !picture.feeds().empty());
  }

  boost::asio::io_context& io;
  bus::Bus bus;
  Language language;
  runtime::ToolIdentity identity;
  cop::OperationalPicture picture;
  Listener listener;
  bool has_supervisor;  // it says which processes there are
};

Top::Top(boost::asio::io_context& io, const config::Settings& settings, const Geography& geography)
    : impl_(std::make_unique<Impl>(io, settings, geography)) {}
Top::~Top() = default;

bool Top::listen(Span patience) {
  const auto now = [] { return runtime::read_clocks().steady; };
  const SteadyTime latest = now() + patience;
  while (!impl_->io.stopped() && now() < latest && !impl_->is_complete()) {
    const Span wait = std::min(latest - now(), kCheckEvery);
    impl_->io.run_one_for(std::chrono::microseconds(wait.in_microseconds()));
  }
  return !impl_->picture.processes().empty();
}

const cop::OperationalPicture& Top::picture() const {
  return impl_->picture;
}

void Top::show() {
  const WatchView view(impl_->bus, impl_->picture, impl_->listener,
                       {.language = impl_->language, .read_only_for = impl_->identity.control_point},
                       [this] { impl_->io.stop(); });
  impl_->io.run();
}

}  // namespace selat::service
