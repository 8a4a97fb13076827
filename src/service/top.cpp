#include "service/top.h"

#include <algorithm>
#include <chrono>
#include <string>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <unistd.h>

#include "bus/bus.h"
#include "runtime/machine_clock.h"
#include "runtime/process.h"
#include "service/listener.h"
#include "terminal/screen.h"
#include "terminal/terminal_view.h"

namespace selat::service {
namespace {

constexpr Span kCheckEvery = Span::milliseconds(50);
constexpr auto kDrawEvery = std::chrono::seconds(1);
constexpr std::size_t kEventsShown = 10;

}  // namespace

struct Top::Impl {
  Impl(boost::asio::io_context& its_io, const config::Settings& settings, const Geography& geography)
      : io(its_io),
        bus(io, runtime::bus_options(settings, "top."), "top." + std::to_string(::getpid())),
        language(settings.language),
        picture(geography.places),
        listener(bus, picture, geography.control_points),
        redraw(io) {}

  [[nodiscard]] bool is_complete() const {
    const auto& heard = picture.processes();
    return picture.missing(runtime::read_clocks().steady).empty() &&
           (!heard.contains("coordinate") || picture.has_heard_coordinator()) &&
           (!heard.contains("ingest") || !picture.feeds().empty());
  }

  void draw_on(terminal::TerminalView& view) {
    terminal::ScreenStyle style = view.style();
    style.events = kEventsShown;
    view.show(terminal::draw(picture, language, style, runtime::read_clocks()));
    redraw.expires_after(kDrawEvery);
    redraw.async_wait([this, &view](boost::system::error_code failed) {
      if (!failed) {
        draw_on(view);
      }
    });
  }

  boost::asio::io_context& io;
  bus::Bus bus;
  Language language;
  cop::OperationalPicture picture;
  Listener listener;
  boost::asio::steady_timer redraw;
};

Top::Top(boost::asio::io_context& io, const config::Settings& settings, const Geography& geography)
    : impl_(std::make_unique<Impl>(io, settings, geography)) {}
Top::~Top() = default;

bool Top::listen(Patience patience) {
  const auto now = [] { return runtime::read_clocks().steady; };
  const SteadyTime begin = now();
  const SteadyTime latest = begin + patience.at_most;
  while (!impl_->io.stopped() && now() < latest) {
    const Span wait = std::min(latest - now(), kCheckEvery);
    impl_->io.run_one_for(std::chrono::microseconds(wait.in_microseconds()));
    if (now() >= begin + patience.at_least && impl_->is_complete()) {
      break;
    }
  }
  return !impl_->picture.processes().empty();
}

const cop::OperationalPicture& Top::picture() const {
  return impl_->picture;
}

void Top::show() {
  terminal::TerminalView view(impl_->io, [this](char key) {
    if (key == 'q') {
      impl_->io.stop();
    }
  });
  impl_->draw_on(view);
  impl_->io.run();
  impl_->redraw.cancel();
}

}  // namespace selat::service
