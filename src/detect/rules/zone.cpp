// Rule 8: entry, exit, dwell and speed in zones of kind "watch". A stay is one anomaly: raised on entry
// (grade "entry"), raised in rank when it lasts (grade "dwell"), ended by the exit; a zone may want to be
// told of dwells only. Above the zone's own speed limit is another (grade "speed"). A zone may mean small
// craft only: a Class A vessel whose length is not known yet is taken for a ship, since small craft need not
// carry one. In: two fixes or 30 s inside. Out: two fixes or 30 s more than 50 m outside, so a
// vessel on the border is one event. The swept way between two fixes counts, so a fast boat cannot hop a
// zone.

#include <algorithm>
#include <array>

#include "detect/rules/rules.h"
#include "detect/rules/vessel_finding.h"
#include "detect/zone_context.h"
#include "geo/local_plane.h"

namespace selat::detect {

namespace {

constexpr std::array kThresholds = {
    Threshold{"hysteresis_m", 50, "m", 0, 5'000, "a vessel has left when so far outside"},
    Threshold{"fixes", 2, "", 1, 20, "fixes that confirm an entry or an exit"},
    Threshold{"confirm_s", 30, "s", 1, 3'600, "or the time that confirms them"},
    Threshold{"swept_m", 50, "m", 1, 5'000,
              "way inside, between two fixes outside, that counts as a passage"},
    Threshold{"swept_gap_s", 600, "s", 10, 3'600,
              "fixes farther apart in time say nothing of the way between"},
    Threshold{"dwell_s", 1'800, "s", 60, 604'800, "a stay so long is a dwell"},
    Threshold{"speed_margin_kn", 1, "kn", 0, 100, "SOG above the zone's limit that is too fast"},
    Threshold{"speed_s", 180, "s", 0, 3'600, "how long it must have been too fast"},
};

constexpr std::size_t kMostStays = 6;  // zones a vessel can be in at once; further ones wait for a place
constexpr std::uint16_t kFree = 0xffff;

enum class Phase : std::uint8_t { entering, inside, leaving };

struct Stay {
  std::uint16_t zone = kFree;
  Phase phase = Phase::entering;
  std::uint8_t fixes = 0;  // that speak for the change under way
  bool is_dwell = false;
  bool is_out = false;  // beyond the border since left_at, perhaps not far enough to have left
  Instant entered_at;   // interpolated on the way in
  Instant left_at;
  double swept_m = 0;                 // way made inside while entering
  std::uint64_t stay = 0, speed = 0;  // open anomalies
  Instant fast_since;
  bool is_fast = false;
  double top_speed_kn = 0;
};

struct State {
  std::array<Stay, kMostStays> stays;
};

// Where between two fixes, and the way inside.
struct Passage {
  Instant entered_at, left_at;
  double inside_m = 0;
};

Instant between(const track::Fix& from, const track::Fix& to, double fraction) {
  return from.at + (to.at - from.at) * fraction;
}

Passage passage(const geo::Area& area, const track::Fix& from, const track::Fix& to) {
  const auto crossings = area.crossings(from.position, to.position);
  const double way_m = geo::distance(from.position, to.position).in_metres();
  Passage result{from.at, to.at, 0};
  double inside = 0, entered = area.contains(from.position) ? 0.0 : -1.0;
  bool has_entered = false;
  for (const geo::Crossing& crossing : crossings) {
    if (crossing.is_entry) {
      if (!has_entered)
        result.entered_at = between(from, to, crossing.fraction);
      has_entered = true;
      entered = crossing.fraction;
    } else if (entered >= 0) {
      inside += crossing.fraction - entered;
      result.left_at = between(from, to, crossing.fraction);
      entered = -1;
    }
  }
  if (entered >= 0)
    inside += 1 - entered;
  result.inside_m = inside * way_m;
  return result;
}

class ZoneRule final : public VesselRuleWith<State> {
 public:
  ZoneRule(const ZoneContext& zones, const Thresholds& t)
      : zones_(zones),
        hysteresis_(Distance::metres(t["hysteresis_m"])),
        fixes_(static_cast<std::uint8_t>(t["fixes"])),
        confirm_after_(Span::seconds(t["confirm_s"])),
        swept_m_(t["swept_m"]),
        swept_gap_(Span::seconds(t["swept_gap_s"])),
        dwell_(Span::seconds(t["dwell_s"])),
        speed_margin_(Speed::knots(t["speed_margin_kn"])),
        speed_for_(Span::seconds(t["speed_s"])) {}

 protected:
  void fold(const VesselMoment& moment, State& state, Ledger& ledger) const override {
    if (!moment.fix.is_accepted || !is_vessel(moment.fix.transponder))
      return;
    // A new track, or one that is somewhere else now, has come no way that could be swept.
    const bool is_continued = moment.previous != nullptr && moment.outcome != track::Outcome::relocated &&
                              moment.fix.at - moment.previous->at <= swept_gap_;
    const track::Fix& from = is_continued ? *moment.previous : moment.fix;
    // Also those that this fix ends: the way out of a zone is no new passage.
    std::array<std::uint16_t, kMostStays> followed{};
    std::ranges::transform(state.stays, followed.begin(), &Stay::zone);
    for (Stay& stay : state.stays) {
      if (stay.zone != kFree)
        follow(moment, from, stay, ledger);
    }
    for (const std::uint16_t zone : zones_.watch_zones_near(from.position, moment.fix.position)) {
      if (is_meant(zones_.zones()[zone], moment.tracker.vessel()) &&
          std::ranges::find(followed, zone) == followed.end())
        look(moment, from, zone, state, ledger);
    }
  }

  void fold_silence(Silence, Instant, const track::Tracker& tracker, State& state,
                    Ledger& ledger) const override {
    for (Stay& stay : state.stays) {
      if (stay.zone != kFree && tracker.last() != nullptr)
        leave(stay, tracker.last()->at, tracker.last()->at, ledger);
    }
  }

 private:
  static bool is_vessel(model::Transponder transponder) {
    return transponder == model::Transponder::class_a || transponder == model::Transponder::class_b;
  }

  static bool is_meant(const model::Zone& zone, const model::Vessel& vessel) {
    if (!zone.longest_vessel)
      return true;
    return vessel.dimensions ? vessel.dimensions->length() <= *zone.longest_vessel
                             : vessel.transponder == model::Transponder::class_b;
  }

  // A zone the vessel was not in before this fix.
  void look(const VesselMoment& moment, const track::Fix& from, std::uint16_t zone, State& state,
            Ledger& ledger) const {
    const geo::Area& area = zones_.zones()[zone].area;
    const bool is_inside = area.contains(moment.fix.position);
    const bool has_way = from.at < moment.fix.at;
    if (!is_inside && !has_way)
      return;
    if (!is_inside && !may_touch(area, from.position, moment.fix.position))
      return;
    const Passage way = has_way ? passage(area, from, moment.fix) : Passage{moment.fix.at, moment.fix.at, 0};
    if (!is_inside && way.inside_m < swept_m_)
      return;
    const auto place = std::ranges::find(state.stays, kFree, &Stay::zone);
    if (place == state.stays.end())
      return;
    *place = Stay{};
    place->zone = zone;
    place->entered_at = way.entered_at;
    place->swept_m = way.inside_m;
    if (!is_inside) {
      confirm_entry(moment, *place, ledger);  // hopped between two fixes
      leave(*place, way.left_at, moment.fix.at, ledger);
      return;
    }
    place->fixes = 1;
    if (is_confirmed(*place, place->entered_at, moment.fix.at))
      confirm_entry(moment, *place, ledger);
  }

  void follow(const VesselMoment& moment, const track::Fix& from, Stay& stay, Ledger& ledger) const {
    const geo::Area& area = zones_.zones()[stay.zone].area;
    const bool is_inside = area.contains(moment.fix.position);
    const bool is_outside = !is_inside && area.distance_to_edge(moment.fix.position) > hysteresis_;
    if (is_inside) {
      stay.is_out = false;
    } else if (!stay.is_out) {
      stay.is_out = true;
      stay.left_at = passage(area, from, moment.fix).left_at;
    }
    switch (stay.phase) {
      case Phase::entering:
        follow_entering(moment, from, is_inside, is_outside, stay, ledger);
        break;
      case Phase::inside:
        if (is_outside)
          begin_leaving(moment, stay, ledger);
        break;
      case Phase::leaving:
        if (is_outside) {
          ++stay.fixes;
          if (is_confirmed(stay, stay.left_at, moment.fix.at))
            leave(stay, stay.left_at, moment.fix.at, ledger);
        } else {
          stay.phase = Phase::inside;
        }
        break;
    }
    if (stay.zone != kFree && stay.phase == Phase::inside)
      follow_inside(moment, is_inside, stay, ledger);
  }

  void follow_entering(const VesselMoment& moment, const track::Fix& from, bool is_inside, bool is_outside,
                       Stay& stay, Ledger& ledger) const {
    const Passage way = passage(zones_.zones()[stay.zone].area, from, moment.fix);
    stay.swept_m += way.inside_m;
    if (is_inside) {
      ++stay.fixes;
      if (is_confirmed(stay, stay.entered_at, moment.fix.at))
        confirm_entry(moment, stay, ledger);
    } else if (is_outside) {
      // One fix inside, then out again: a passage when the way inside is long enough.
      if (stay.swept_m >= swept_m_) {
        confirm_entry(moment, stay, ledger);
        leave(stay, stay.left_at, moment.fix.at, ledger);
      } else {
        stay.zone = kFree;
      }
    }
  }

  void begin_leaving(const VesselMoment& moment, Stay& stay, Ledger& ledger) const {
    stay.phase = Phase::leaving;
    stay.fixes = 1;
    if (is_confirmed(stay, stay.left_at, moment.fix.at))
      leave(stay, stay.left_at, moment.fix.at, ledger);
  }

  [[nodiscard]] bool is_confirmed(const Stay& stay, Instant since, Instant now) const {
    return stay.fixes >= fixes_ || now - since >= confirm_after_;
  }

  void confirm_entry(const VesselMoment& moment, Stay& stay, Ledger& ledger) const {
    stay.phase = Phase::inside;
    if (zones_.zones()[stay.zone].stay_watch == model::StayWatch::from_entry)
      raise_stay(moment, stay, ledger);
  }

  void raise_stay(const VesselMoment& moment, Stay& stay, Ledger& ledger) const {
    model::Anomaly finding = zone_finding(moment, stay);
    finding.grade = "entry";
    finding.severity = model::Severity::caution;
    finding.started_at = stay.entered_at;
    finding.evidence = {{model::Quantity::duration_s, (moment.fix.at - stay.entered_at).in_seconds(), {}}};
    add_depth(moment, stay, finding);
    if (const auto sog = moment.fix.sog()) {
      finding.evidence.push_back({model::Quantity::speed_kn, sog->in_knots(), {}});
    }
    if (stay.is_dwell)
      make_dwell(moment, stay, finding);
    stay.stay = ledger.raise(std::move(finding), "stay", moment.fix.at);
  }

  void make_dwell(const VesselMoment& moment, const Stay& stay, model::Anomaly& finding) const {
    finding.grade = "dwell";
    finding.severity = model::Severity::warning;
    finding.place = moment.fix.position;
    finding.evidence.front() = {model::Quantity::duration_s, (moment.fix.at - stay.entered_at).in_seconds(),
                                dwell_.in_seconds()};
  }

  void add_depth(const VesselMoment& moment, const Stay& stay, model::Anomaly& finding) const {
    const geo::Area& area = zones_.zones()[stay.zone].area;
    if (!area.contains(moment.fix.position))
      return;
    finding.evidence.push_back(
        {model::Quantity::depth_inside_m, area.distance_to_edge(moment.fix.position).in_metres(), 0.0});
  }

  void follow_inside(const VesselMoment& moment, bool is_inside, Stay& stay, Ledger& ledger) const {
    if (!stay.is_dwell && moment.fix.at - stay.entered_at >= dwell_) {
      stay.is_dwell = true;
      if (model::Anomaly* open = ledger.find(stay.stay)) {
        make_dwell(moment, stay, *open);
        open->reports.push_back(reference_to(moment.tracker.vessel().mmsi, moment.fix, moment.sources));
        ledger.touch(stay.stay, moment.fix.at);
      } else if (stay.stay == 0) {
        raise_stay(moment, stay, ledger);
      }
    }
    if (is_inside)
      follow_speed(moment, stay, ledger);
  }

  void follow_speed(const VesselMoment& moment, Stay& stay, Ledger& ledger) const {
    const auto sog = moment.fix.sog();
    const auto limit = zones_.zones()[stay.zone].speed_limit;
    if (!sog || !limit)
      return;
    if (*sog < *limit) {
      end_speed(stay, moment.fix.at, ledger);
    } else if (*sog > *limit + speed_margin_) {
      if (!stay.is_fast)
        stay.fast_since = moment.fix.at;
      stay.is_fast = true;
      stay.top_speed_kn = std::max(stay.top_speed_kn, sog->in_knots());
      if (stay.speed == 0 && moment.fix.at - stay.fast_since >= speed_for_)
        raise_speed(moment, *limit, stay, ledger);
    }
  }

  void raise_speed(const VesselMoment& moment, Speed limit, Stay& stay, Ledger& ledger) const {
    model::Anomaly finding = zone_finding(moment, stay);
    finding.grade = "speed";
    finding.severity = model::Severity::caution;
    finding.started_at = stay.fast_since;
    finding.evidence = {{model::Quantity::speed_kn, stay.top_speed_kn, limit.in_knots()},
                        {model::Quantity::duration_s, (moment.fix.at - stay.fast_since).in_seconds(),
                         speed_for_.in_seconds()}};
    stay.speed = ledger.raise(std::move(finding), "speed", moment.fix.at);
  }

  static void end_speed(Stay& stay, Instant at, Ledger& ledger) {
    if (stay.speed != 0)
      ledger.end(stay.speed, at, at);
    stay.speed = 0;
    stay.is_fast = false;
    stay.top_speed_kn = 0;
  }

  static void leave(Stay& stay, Instant left_at, Instant now, Ledger& ledger) {
    end_speed(stay, left_at, ledger);
    if (stay.stay != 0)
      ledger.end(stay.stay, std::max(left_at, stay.entered_at), now);
    stay = Stay{};
  }

  [[nodiscard]] model::Anomaly zone_finding(const VesselMoment& moment, const Stay& stay) const {
    model::Anomaly finding = vessel_finding(kZone, moment);
    finding.subject = std::string(zones_.zones()[stay.zone].id.view());
    if (moment.previous != nullptr) {
      finding.reports.insert(finding.reports.begin(),
                             reference_to(moment.tracker.vessel().mmsi, *moment.previous, moment.sources));
    }
    return finding;
  }

  static bool may_touch(const geo::Area& area, geo::Position a, geo::Position b) {
    const auto [south, north] = std::minmax({a.latitude_e7(), b.latitude_e7()});
    const auto [west, east] = std::minmax({a.longitude_e7(), b.longitude_e7()});
    return area.bounds().overlaps({geo::Position::e7(south, west), geo::Position::e7(north, east)});
  }

  const ZoneContext& zones_;
  Distance hysteresis_;
  std::uint8_t fixes_;
  Span confirm_after_;
  double swept_m_;
  Span swept_gap_;
  Span dwell_;
  Speed speed_margin_;
  Span speed_for_;
};

std::unique_ptr<VesselRule> make(const RuleContext& context, const Thresholds& thresholds) {
  return std::make_unique<ZoneRule>(context.zones, thresholds);
}

}  // namespace

constinit const RuleDescription kZone = {
    .id = "zone",
    .version = 1,
    .meaning = "a vessel enters, stays in, speeds in or leaves a watched zone",
    .thresholds = kThresholds,
    .make_vessel_rule = make,
};

}  // namespace selat::detect
