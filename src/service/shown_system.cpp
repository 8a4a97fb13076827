#include "service/shown_system.h"

#include <iostream>
#include <optional>
#include <utility>

#include "cop/operational_picture.h"
#include "model/request.h"
#include "runtime/exit_status.h"
#include "runtime/machine_clock.h"
#include "runtime/process.h"
#include "service/listener.h"
#include "service/watch_desk.h"
#include "service/watch_view.h"
#include "terminal/picture_text.h"
#include "terminal/terminal_view.h"
#include "text/measure.h"
#include "text/terminal.h"
#include "text/translate.h"

namespace selat::service {

namespace {

// Until then the server of a system that starts on a busy machine answers.
constexpr Span kServerStarts = Span::minutes(5);

}  // namespace

struct ShownSystem::Impl {
  Impl(const config::Settings& its_settings, const Geography& geography)
      : settings(its_settings),
        picture(geography.places),
        system(settings),
        listener(system.process().bus(), picture, geography.control_points) {
    system.on_child([this](const runtime::ChildEvent& event) { on_child(event); });
  }

  int run(std::vector<runtime::ChildSpec> children, Options options) {
    runtime::Process& process = system.process();
    if (options.seconds > 0) {
      process.every(Span::seconds(options.seconds), [&process] { process.stop(runtime::kSuccess); });
    }
    if (options.ends_with_terminal) {
      process.on_hangup([&process] { process.stop(runtime::kSuccess); });
    }
    const bool prints_summary = options.prints_summary;
    is_on_screen = terminal::is_terminal();
    if (is_on_screen) {
      view.emplace(process.bus(), picture, listener,
                   terminal::WatchScreen::Options{.language = settings.language,
                                                  .hints = std::move(options.hints),
                                                  .asks_before_end = options.asks_before_end},
                   [&process] { process.stop(runtime::kSuccess); });
    } else {
      print_events(options);
    }
    // Events while the system ends are no news: every sector loses its holder.
    std::string summary_at_end;
    process.on_stop([this, &summary_at_end] {
      summary_at_end = summary();
      picture.on_event({});
    });
    if (options.sighting) {
      desk.emplace(process.bus(), std::string(model::kWatchDesk));
      desk->send(model::ReportSighting{*std::move(options.sighting)}, kServerStarts, [](const auto&) {});
    }
    system.start(std::move(children));
    const int status = system.run();
    view.reset();
    if (!system.refusal().empty()) {
      std::cerr << system.refusal() << '\n';
    } else if (prints_summary) {
      std::cout << summary_at_end << std::endl;
    }
    return status;
  }

  void print_events(const Options& options) {
    for (const std::string& hint : options.hints) {
      std::cout << hint << '\n';
    }
    std::cout << std::flush;
    picture.on_event([this](const cop::Event& event) {
      print(event.at, terminal::PictureText(picture, settings.language).line_of(event));
    });
    if (options.prints_summary) {
      system.process().every(Span::seconds(10), [this] { std::cout << summary() << std::endl; });
    }
  }

  static void print(Instant at, const std::string& line) {
    std::cout << text::time_of_day(at) << "  " << line << std::endl;
  }

  void on_child(const runtime::ChildEvent& event) {
    const Instant now = runtime::read_clocks().wall;
    if (event.kind == runtime::ChildEventKind::died) {
      picture.add_event({now, cop::ChildRestarted{event.child, event.how, event.last_line}});
    } else if (event.kind == runtime::ChildEventKind::started && !is_on_screen) {
      print(now, text::translate({tr("{process} started"), {{"process", event.child}}}, settings.language));
    }
  }

  [[nodiscard]] std::string summary() const {
    return text::time_of_day(runtime::read_clocks().wall) + "  " +
           text::translate({tr("{reports} {reports:report|reports}, {tracks} {tracks:track|tracks}, {alerts} "
                               "open {alerts:alert|alerts}, {held} of "
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
  bool is_on_screen = false;
  std::optional<WatchView> view;
  std::optional<WatchDesk> desk;
};

void say_that_it_starts(Language language) {
  if (terminal::is_terminal()) {
    std::cout << text::translate(tr("Selat is starting …"), language) << std::endl;
  }
}

ShownSystem::ShownSystem(const config::Settings& settings, const Geography& geography)
    : impl_(std::make_unique<Impl>(settings, geography)) {}
ShownSystem::~ShownSystem() = default;

int ShownSystem::run(std::vector<runtime::ChildSpec> children, Options options) {
  return impl_->run(std::move(children), std::move(options));
}

}  // namespace selat::service
