#pragma once
// The alerts of the coordination server and who is told of them: puts the registry of alerts, the places of
// vessels, the routing and the escalations together, and sends notices until the terminals have stored them.
//
// An alert follows its vessel: its sector is that in which the vessel was heard last. Each terminal has at
// most kMostUnanswered notices that wait for its receipt; the most severe are sent first, then the newest.
//
// Pure; not thread-safe. `effects` takes what is to be written, sent and published.

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "coordinate/alert_registry.h"
#include "coordinate/alert_routing.h"
#include "coordinate/effects.h"
#include "coordinate/escalations.h"
#include "coordinate/sector_map.h"
#include "coordinate/vessel_fixes.h"

namespace selat::coordinate {

// What the desk must know of the rest of the server. By the indices of control points and sectors.
// A control point without a craft is taken to answer from where it lies, at this speed.
inline constexpr Speed kWithoutCraft = Speed::knots(15);

struct AlertStanding {
  struct ControlPoint {
    bool is_heard = false;
    std::uint64_t term = 0, fence = 0;  // of the terminal that speaks
    bool is_expected = false;           // it spoke before the server began, and may be heard any moment
    bool has_person = true;             // at that terminal
    friend bool operator==(const ControlPoint&, const ControlPoint&) = default;
  };
  std::vector<ControlPoint> control_points;
  std::vector<model::ControlPointId> holders;  // empty: nobody, or silent
  bool is_gathering = false;                   // RoutingView::is_gathering
  friend bool operator==(const AlertStanding&, const AlertStanding&) = default;
};

class AlertDesk {
 public:
  static constexpr std::size_t kMostUnanswered = 32;

  struct Settings {
    AlertLimits limits;
    Timing timing;
    std::vector<model::ControlPoint> control_points;
    std::vector<model::Asset> assets;
    std::vector<model::SectorId> sectors;  // in the order of the map
    // What each nation may do there, by sector; empty: everything.
    std::vector<std::array<model::Permit, model::kNationCount>> permits = {};
  };
  AlertDesk(Settings settings, SectorMap map, std::vector<model::Alert> persisted,
            std::uint32_t last_number = 0);

  void observe(const model::Track& track) { fixes_.observe(track); }
  // True if an alert changed.
  bool apply(const model::Anomaly& anomaly, std::uint64_t detector_term, Now now);
  void begin_snapshot() { registry_.begin_snapshot(); }
  bool end_snapshot(std::uint64_t detector_term, Now now);
  // A sighting becomes an alert; the place of a sighting is fixed.
  const model::Alert& raise(const model::Sighting& sighting, Now now);

  // What persons do; true if it changed something.
  bool acknowledge(const model::AcknowledgeAlert& request, const model::ControlPointId& by, Now now);
  bool comment(const model::CommentAlert& request, const model::ControlPointId& by, Now now);
  bool close(const model::CloseAlert& request, const model::ControlPointId& by, Now now);
  // The terminal with this fence has stored a notice. Returns the alert if it was the first word of an alarm
  // or distress that it stored, for the log; otherwise nullptr.
  const model::Alert* take_receipt(std::size_t control_point, std::uint64_t fence,
                                   const model::NoticeReceipt& receipt, Now now);

  // To be called after each event: decides who is to be told, and sends what can be sent now.
  void settle(AlertStanding standing, Now now, Effects& effects);
  // A person sits at a terminal of this term that cannot be welcomed, since nothing can be stored: it listens
  // (alert_listening.cpp). `turn` is another number each time.
  void tell_listener(std::size_t control_point, std::uint64_t terminal, std::uint64_t turn,
                     Effects& effects) const;
  // What its terminal was told while nothing could be stored, perhaps by a server that has lost that: where
  // it concerns it no longer, or is over, it is to hear so.
  void note_heard(std::size_t control_point, const std::vector<std::uint64_t>& alerts);
  // To be called some times a second: escalations, vessels that moved, alerts to forget. True if an alert
  // changed.
  bool pass_time(Now now, Effects& effects);

  [[nodiscard]] const AlertRegistry& registry() const { return registry_; }
  // As it is published: with the places of its vessels and, while it is open, the nearest craft.
  [[nodiscard]] model::Alert shown(const model::Alert& alert) const;

 private:
  struct Unanswered {
    model::Telling telling;
    SteadyTime sent_at;
    std::optional<model::Severity> risen_to = {};  // since it was sent: to be told after that
  };
  bool note_change(model::Alert* alert);
  void note_seen_by(const model::ControlPointId& by, model::Alert& alert, model::Severity severity, Now now);
  void take(AlertStanding standing, Now now);
  [[nodiscard]] bool route(model::Alert& alert, Now now);
  [[nodiscard]] RoutingView view_of(const model::Alert& alert, Now now) const;
  [[nodiscard]] std::vector<RoutingView::ControlPoint> by_nearness(const model::Alert& alert) const;
  void note_recipients(model::Alert& alert);
  [[nodiscard]] bool is_for_listener(const model::Alert& alert, std::size_t control_point) const;
  [[nodiscard]] std::vector<std::uint64_t> for_listener(std::size_t control_point, std::uint64_t turn) const;
  [[nodiscard]] const model::VesselFix* fix_of(const model::Alert& alert, model::Mmsi mmsi) const;
  [[nodiscard]] std::optional<geo::Position> place_of(const model::Alert& alert) const;
  // Of its nearest craft.
  [[nodiscard]] Span time_to(std::size_t control_point, geo::Position to) const;
  [[nodiscard]] std::optional<model::NearestCraft> nearest_craft(std::size_t control_point,
                                                                 geo::Position to) const;
  // Of this control point, with whether its nation may act in the sector of the alert.
  [[nodiscard]] std::optional<model::NearestCraft> craft_for(const model::Alert& alert,
                                                             std::size_t control_point) const;
  void add_nearest_craft(model::Alert& shown) const;
  [[nodiscard]] bool may_act(model::Nation nation, const model::SectorId& sector) const;
  [[nodiscard]] std::vector<std::uint64_t> most_urgent(std::size_t control_point, std::size_t most);
  void send_notices(std::size_t control_point, Now now, Effects& effects);
  void send_notice(std::size_t control_point, model::Alert& alert, Now now, Effects& effects);
  void each_second(Now now, Effects& effects);
  void forget_old(Now now, Effects& effects);
  void follow_vessels(Effects& effects);
  static void log_escalations(const model::Alert& alert, Now now, Effects& effects);
  [[nodiscard]] std::size_t index_of(const model::ControlPointId& id) const;
  [[nodiscard]] bool is_control_point(const model::ControlPointId& id) const {
    return std::ranges::count(settings_.control_points, id, &model::ControlPoint::id) > 0;
  }
  [[nodiscard]] model::SectorId sector_at(geo::Position place) const;  // empty outside all

  Settings settings_;
  SectorMap map_;
  AlertRegistry registry_;
  VesselFixes fixes_;
  Escalations escalations_;
  AlertStanding standing_;
  std::set<std::uint64_t> changed_;                              // alerts to route, write and publish
  std::vector<std::set<std::uint64_t>> untold_;                  // by control point: alerts to look at
  std::vector<std::map<std::uint64_t, Unanswered>> unanswered_;  // by control point and alert
  std::map<std::uint64_t, model::SectorId>
      seen_in_;                                // where a vessel was at the last look, if not the alert's
  std::map<std::uint64_t, Instant> shown_at_;  // time of the fix with which an alert was published
  SteadyTime next_second_, next_look_, next_sweep_;
  std::optional<Now> passed_at_;  // when time passed last
};

}  // namespace selat::coordinate
