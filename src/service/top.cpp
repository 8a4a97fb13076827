#include "service/top.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <unistd.h>

#include "bus/bus.h"
#include "bus/running_names.h"
#include "runtime/machine_clock.h"
#include "runtime/process.h"
#include "runtime/tool_identity.h"
#include "service/listener.h"
#include "service/watch_view.h"

namespace selat::service {
namespace {

constexpr Span kCheckEvery = Span::milliseconds(50);
// When all others have answered: what takes longer than several of them together will not come.
constexpr Span kLeastForLast = Span::seconds(1);
constexpr double kTimesOthers = 3;
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
        directory(runtime::bus_options(settings, "top.").directory) {
    for (const auto& [process, endpoints] : settings.bus.remote) {
      remote.insert(process);
    }
    if (!identity.is_watch()) {
      picture.expect({"coordinate"});  // of the server its key may hear no other
    }
  }

  // Those of this machine that run, answering or not, and those of other machines, of which that is not
  // known.
  [[nodiscard]] bool may_run(const std::string& process) const {
    return remote.contains(process) || std::ranges::binary_search(running, process);
  }

  // All has been told by whoever has been heard.
  [[nodiscard]] bool has_all_of_heard() {
    listener.note_freshness();
    const auto& heard = picture.processes();
    return !heard.empty() &&
           (!heard.contains("coordinate") ||
            (picture.freshness(cop::Part::alerts).at && picture.freshness(cop::Part::sectors).at)) &&
           (!heard.contains("detect") || picture.freshness(cop::Part::tracks).at) &&
           (!heard.contains("ingest") || !picture.feeds().empty());
  }

  // Nobody is there who could be heard.
  [[nodiscard]] bool is_nobody_there() const { return remote.empty() && running.empty(); }

  // Somebody who is expected and may yet answer has not been heard.
  [[nodiscard]] bool is_somebody_late() const {
    return (may_run(kSupervisor) && !picture.processes().contains(kSupervisor)) ||
           std::ranges::any_of(picture.missing(runtime::read_clocks().steady),
                               [this](const std::string& process) { return may_run(process); });
  }

  boost::asio::io_context& io;
  bus::Bus bus;
  Language language;
  runtime::ToolIdentity identity;
  cop::OperationalPicture picture;
  Listener listener;
  std::filesystem::path directory;
  std::set<std::string> remote;      // processes of other machines
  std::vector<std::string> running;  // when it was last looked
};

Top::Top(boost::asio::io_context& io, const config::Settings& settings, const Geography& geography)
    : impl_(std::make_unique<Impl>(io, settings, geography)) {}
Top::~Top() = default;

bool Top::listen(Span patience) {
  const auto now = [] { return runtime::read_clocks().steady; };
  const SteadyTime start = now();
  SteadyTime latest = start + patience;
  bool is_for_last = false;
  while (!impl_->io.stopped() && now() < latest) {
    impl_->running = bus::running_names(impl_->directory);
    if (impl_->is_nobody_there()) {
      break;
    }
    if (impl_->has_all_of_heard()) {
      if (!impl_->is_somebody_late()) {
        break;
      }
      if (!std::exchange(is_for_last, true)) {
        latest = std::min(latest, start + std::max(kLeastForLast, (now() - start) * kTimesOthers));
      }
    }
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
