#pragma once
// To whom an alert is due, and what a control point must be told of it now.
//
// An open alert is due to the control point that holds its sector. Where nobody holds it, or the holder is
// not heard, it is due to the nearest control point that is heard, and stays with it; where its place is not
// known, to all that are heard if it is an alarm or distress, otherwise to the first. What nobody
// acknowledges in time goes to the next nearest as well, one more each time (escalations.h), first to those
// where a person sits. Who was told and is concerned no longer is told that, once.
//
// Who entered a sighting is told of it whoever answers for it, also when it has ended before its terminal was
// heard again: it tells the reporter how it ended. It counts as told already where more are to be told.
//
// After a restart of the server those that spoke before it may be heard any moment: for some seconds they
// count as if they were heard, so that an alert stays where it was. Distress does not wait for them: until
// one to whom it is due is heard, it is due to the nearest that is heard, too. Nor does it rest where nobody
// sits: while a person is at any terminal, it is due to the nearest of those. Who stands in like that keeps
// it until somebody holds the place. Who is heard first after a start need not be the right one: for a lease
// the server gathers who is there, and distress without a holder is due to each that is better than those
// before, too, a person before a standby, then the nearer one.
//
// Pure functions of values; not thread-safe.

#include <cstdint>
#include <optional>
#include <vector>

#include "model/alert.h"
#include "model/order.h"
#include "units/instant.h"

namespace selat::coordinate {

// What routing needs to know of the control points.
struct RoutingView {
  struct ControlPoint {
    model::ControlPointId id;
    bool is_heard = true;    // false: it may be heard any moment
    bool has_person = true;  // at the terminal that speaks
  };
  std::optional<ControlPoint> holder;  // of the alert's sector; empty: none, or silent
  std::vector<ControlPoint> nearest;   // the nearest to the alert first; see needs_nearest()
  std::uint32_t escalations = 0;       // how many more are to be told, since nobody acknowledged
  bool is_gathering = false;           // the server has begun, and may yet hear of better ones
  bool took_report = false;            // who entered the sighting is a control point, and to be told
};

// That control point's, made where it has none: it is not due to it then.
[[nodiscard]] model::AlertRecipient& recipient_of(model::Alert& alert, const model::ControlPointId& id);
// Whether routing looks at view.nearest.
[[nodiscard]] bool needs_nearest(const model::Alert& alert, const RoutingView& view);

// Sets `due` of the alert's recipients. True if one of them changed; that is a change of the alert.
bool update_recipients(model::Alert& alert, const RoutingView& view, Instant wall);

// To be called after each change, for each terminal that is to be told of the alert: `told` is what it has
// stored (nullptr: nothing), `risen_to` the rise that it is to be told of beyond that. A rise is told, even
// if the alert has fallen again by the time it is, or before the server heard of it. A fall of an alert that
// nobody acknowledged is not told, but the rise after it is: what was told counts as no more severe than the
// alert has become.
void note_severity(const model::Alert& alert, model::Telling* told, std::optional<model::Severity>& risen_to);

// What the terminal with this fence must be told of the alert now; empty: it knows all there is to know.
[[nodiscard]] std::optional<model::NoticeCause> notice_due(const model::Alert& alert,
                                                           const model::AlertRecipient& recipient,
                                                           std::uint64_t fence);

// The rise that this terminal must be told of: what is told to nobody yet, and what was told to another
// terminal where no person saw it.
[[nodiscard]] std::optional<model::Severity> rise_due(const model::AlertRecipient& recipient,
                                                      std::uint64_t fence);

// What the terminal knows once it has stored the alert as it is now, before a person there has seen it. What
// a person has seen at an earlier terminal stays seen.
[[nodiscard]] model::Telling telling(const model::Alert& alert, const model::AlertRecipient& recipient,
                                     std::uint64_t fence);

// A person has seen all of it that is no graver than this. True if that is news.
bool note_seen(model::Telling& told, model::Severity severity, Instant wall);

}  // namespace selat::coordinate
