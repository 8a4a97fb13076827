#include "service/watch_view.h"

#include <span>
#include <utility>
#include <variant>

#include "bus/bus.h"
#include "bus/timer.h"
#include "cop/operational_picture.h"
#include "service/listener.h"
#include "service/no_answer.h"
#include "service/watch_desk.h"
#include "terminal/terminal_view.h"
#include "text/terminal.h"
#include "text/translate.h"

namespace selat::service {
namespace {

constexpr Span kDrawEvery = Span::seconds(1);
constexpr Span kAnswerWithin = Span::seconds(30);

}  // namespace

struct WatchView::Impl {
  Impl(bus::Bus& its_bus, cop::OperationalPicture& its_picture, Listener& its_listener,
       terminal::WatchScreen::Options options, std::function<void()> handler)
      : bus(its_bus),
        picture(its_picture),
        listener(its_listener),
        language(options.language),
        on_end(std::move(handler)),
        desk(bus, std::string(model::kWatchDesk)),
        screen(picture, std::move(options)),
        view(bus.io(), [this](std::span<const terminal::Key> keys) { press(keys); }),
        redraw(bus.io()) {
    picture.on_event([this](const cop::Event& event) { hear(event); });
    draw();
  }
  ~Impl() { picture.on_event({}); }

  void hear(const cop::Event& event) {
    const auto* const raised = std::get_if<cop::AlertRaised>(&event.what);
    must_ring |= raised != nullptr && raised->alert.anomaly.severity == model::Severity::distress;
  }

  void press(std::span<const terminal::Key> keys) {
    for (const auto& act : screen.press(keys, bus.now())) {
      desk.send(act.request, kAnswerWithin,
                [this, id = act.id](const WatchDesk::Answer& answer) { note(id, answer); });
    }
    if (screen.has_ended()) {
      on_end();
      return;
    }
    draw();
  }

  void note(std::uint64_t act, const WatchDesk::Answer& answer) {
    if (const auto* const refusal = std::get_if<model::Refusal>(&answer)) {
      screen.note_failed(act, text::for_terminal(refusal_text(*refusal, language)));
    } else if (std::holds_alternative<WatchDesk::NoAnswer>(answer)) {
      screen.note_failed(act, text::for_terminal(text::translate(why_unanswered(), language)));
    } else {
      screen.note_received(act);
    }
    draw();
  }

  [[nodiscard]] LocalizedMessage why_unanswered() const {
    const auto server = picture.processes().find("coordinate");
    const bool is_heard = server != picture.processes().end() && !server->second.is_silent(bus.now().steady);
    return is_heard ? not_taken(server->second.health) : tr("the coordination server does not answer");
  }

  void draw() {
    listener.note_freshness();
    view.show(screen.draw(view.style(), bus.now()));
    if (std::exchange(must_ring, false) && !screen.is_muted()) {
      view.ring_bell();
    }
    redraw.after(kDrawEvery, [this] { draw(); });
  }

  bus::Bus& bus;
  cop::OperationalPicture& picture;
  Listener& listener;
  Language language;
  std::function<void()> on_end;
  WatchDesk desk;
  terminal::WatchScreen screen;
  terminal::TerminalView view;
  bus::Timer redraw;
  bool must_ring = false;
};

WatchView::WatchView(bus::Bus& bus, cop::OperationalPicture& picture, Listener& listener,
                     terminal::WatchScreen::Options options, std::function<void()> on_end)
    : impl_(std::make_unique<Impl>(bus, picture, listener, std::move(options), std::move(on_end))) {}
WatchView::~WatchView() = default;

}  // namespace selat::service
