#include "service/demo.h"

#include <iostream>
#include <optional>
#include <string>
#include <utility>

#include "cop/operational_picture.h"
#include "runtime/exit_status.h"
#include "runtime/machine_clock.h"
#include "runtime/process.h"
#include "service/listener.h"
#include "terminal/picture_text.h"
#include "terminal/screen.h"
#include "terminal/terminal_view.h"
#include "text/measure.h"
#include "text/translate.h"

namespace selat::service {
namespace {}  // namespace

struct Demo::Impl {
  Impl(const config::Settings& its_settings, const Geography& geography)
      : settings(its_settings),
        picture(geography.places),
        system(settings),
        listener(system.process().bus(), picture, geography.control_points) {
    system.on_child([this](const runtime::ChildEvent& event) { on_child(event); });
  }

  int run(std::vector<runtime::ChildSpec> children, double seconds) {
    runtime::Process& process = system.process();
    if (seconds > 0) {
      process.every(Span::seconds(seconds), [&process] { process.stop(runtime::kSuccess); });
    }
    if (terminal::is_terminal()) {
      show_on_terminal();
    } else {
      picture.on_event([this](const cop::Event& event) {
        std::cout << text::time_of_day(event.at) << "  "
                  << terminal::PictureText(picture, settings.language).line_of(event) << std::endl;
      });
      process.every(Span::seconds(10), [this] { std::cout << summary() << std::endl; });
    }
    // Events while the system ends are no news: every sector loses its holder.
    std::string summary_at_end;
    process.on_stop([this, &summary_at_end] {
      summary_at_end = summary();
      picture.on_event({});
    });
    system.start(std::move(children));
    const int status = system.run();
    view.reset();
    if (system.refusal().empty()) {
      std::cout << summary_at_end << std::endl;
    } else {
      std::cerr << system.refusal() << '\n';
    }
    return status;
  }

  void on_child(const runtime::ChildEvent& event) {
    if (event.kind == runtime::ChildEventKind::died) {
      picture.add_event({runtime::read_clocks().wall, cop::ChildRestarted{event.child, event.how}});
    }
  }

  void show_on_terminal() {
    runtime::Process& process = system.process();
    view.emplace(process.io(), [&process](char key) {
      if (key == 'q') {
        process.stop(runtime::kSuccess);
      }
    });
    redraw();
    process.every(Span::seconds(1), [this] { redraw(); });
  }

  void redraw() {
    if (!view) {
      return;
    }
    terminal::ScreenStyle style = view->style();
    style.events = 10;
    view->show(terminal::draw(picture, settings.language, style, runtime::read_clocks()));
  }

  [[nodiscard]] std::string summary() const {
    return text::time_of_day(runtime::read_clocks().wall) + "  " +
           text::translate({tr("{reports} reports, {tracks} tracks, {alerts} open alerts, {held} of "
                               "{sectors} sectors held"),
                            {{"reports", std::to_string(picture.reports_published())},
                             {"tracks", std::to_string(picture.live_tracks())},
                             {"alerts", std::to_string(picture.open_alerts().size())},
                             {"held", std::to_string(picture.sectors_held())},
                             {"sectors", std::to_string(picture.sectors().size())}}},
                           settings.language);
  }

  const config::Settings& settings;
  cop::OperationalPicture picture;
  WholeSystem system;
  Listener listener;
  std::optional<terminal::TerminalView> view;
};

Demo::Demo(const config::Settings& settings, const Geography& geography)
    : impl_(std::make_unique<Impl>(settings, geography)) {}
Demo::~Demo() = default;

int Demo::run(std::vector<runtime::ChildSpec> children, double seconds) {
  return impl_->run(std::move(children), seconds);
}

}  // namespace selat::service
