#include "service/server_remarks.h"

#include "service/no_answer.h"
#include "terminal/server_clock.h"
#include "text/measure.h"

namespace selat::service {
namespace {

using Tone = terminal::ControlPointScreen::Tone;

// A server that does not answer for so long after the start is said to be absent.
constexpr Span kAbsentAfter = Span::seconds(3);

Span size_of(Span span) {
  return span < Span() ? -span : span;
}

}  // namespace

void ServerRemarks::welcomed(const model::Welcome& welcome) {
  has_answered_ = true;
  if (welcome.asks_for_claims) {
    here_.screen.print(
        tr("The server has no record of who holds which sector: it asks, and offers none until every lease "
           "that may still run has ended, about {span}."),
        {{"span", text::duration(welcome.lease_for + welcome.skew_bound + welcome.skew_bound,
                                 here_.screen.language())}});
  }
}

void ServerRemarks::tick(SteadyTime now, bool is_heard) {
  if (!has_answered_ && now - began_at_ >= kAbsentAfter) {
    has_answered_ = true;  // said once
    here_.screen.print(absent_server(here_.endpoints, here_.settings, here_.control_point, is_heard),
                       Tone::urgent);
  }
  tell_of_its_clock();
}

void ServerRemarks::tell_of_its_clock() {
  const std::optional<Span> ahead = here_.heard.clock_ahead();
  const bool is_news = ahead.has_value() != told_ahead_.has_value() ||
                       (ahead && size_of(*ahead - *told_ahead_) >= cop::ClockDifference::kWorthSaying);
  if (!is_news) {
    return;
  }
  told_ahead_ = ahead;
  if (ahead) {
    here_.screen.print(terminal::clock_difference(*ahead, here_.screen.language()), Tone::urgent);
  } else {
    here_.screen.print(tr("The clocks of this machine and of the server agree again."));
  }
}

}  // namespace selat::service
