// Rule 8: entry, exit, dwell and speed in zones of kind "watch". A stay is one anomaly: raised on entry
// (grade "entry"), upgraded when it lasts (grade "dwell"), ended by the exit; of some zones only dwells are
// reported, of others no stays at all. A speed above the zone's limit is another anomaly (grade "speed").
// What lay inside when a zone came into force has not entered it; its stay counts from then. A zone may apply
// to small craft only: a Class A vessel whose length is not known yet counts as a ship, since small craft
// need not carry Class A.
//
// A vessel is inside after two fixes or 30 s inside, and outside after two fixes or 30 s more than 50 m
// outside, so a vessel on the border is one event. The straight way between two fixes counts too: a fast boat
// cannot pass through a zone unseen between them.

#include <algorithm>
#include <array>

#include "detect/rules/rules.h"
#include "detect/rules/vessel_anomaly.h"
#include "detect/zone_context.h"
#include "geo/local_plane.h"

namespace selat::detect {

namespace {

constexpr std::array kThresholds = {
    Threshold{"hysteresis_m", 50, "m", 0, 5'000, tr("a vessel has left when so far outside")},
    Threshold{"fixes", 2, "", 1, 20, tr("fixes that confirm an entry or an exit")},
    Threshold{"confirm_s", 30, "s", 1, 3'600, tr("or the time that confirms them")},
    Threshold{"swept_m", 50, "m", 1, 5'000,
              tr("way inside, between two fixes outside, that counts as a passage")},
    Threshold{"swept_gap_s", 600, "s", 10, 3'600,
              tr("fixes farther apart in time say nothing of the way between")},
    Threshold{"dwell_s", 1'800, "s", 60, 604'800, tr("a stay so long is a dwell")},
    Threshold{"speed_margin_kn", 1, "kn", 0, 100, tr("SOG above the zone's limit that is too fast")},
    Threshold{"speed_s", 180, "s", 0, 3'600, tr("how long it must have been too fast")},
};

constexpr std::array kAscending = {Ascending{"confirm_s", "dwell_s"}};

constexpr std::size_t kMaxStays =
    6;  // zones a vessel can be in at once; further ones are entered when one is free
constexpr std::uint16_t kFree = 0xffff;

enum class Phase : std::uint8_t { entering, inside, leaving };

struct Stay {
  std::uint16_t zone = kFree;
  Phase phase = Phase::entering;
  std::uint8_t fixes = 0;  // that confirm the change of phase so far
  bool is_dwell = false;
  bool is_out = false;  // outside since left_at, perhaps not far enough to have left
  bool is_fast = false;
  Instant entered_at;  // interpolated on the way in
  Instant left_at;
  double swept_m = 0;                 // way inside, while entering
  std::uint64_t stay = 0, speed = 0;  // open anomalies
  Instant fast_since;
  double top_speed_kn = 0;
};

struct State {
  std::array<Stay, kMaxStays> stays;
};

// The part of the way between two fixes that lies inside an area.
struct WayInside {
  Instant entered_at, left_at;
  double inside_m = 0;
};

Instant between(const track::Fix& from, const track::Fix& to, double fraction) {
  return from.at() + (to.at() - from.at()) * fraction;
}

WayInside way_inside(const geo::Area& area, const track::Fix& from, const track::Fix& to) {
  const auto crossings = area.crossings(from.position, to.position);
  const double way_m = geo::distance(from.position, to.position).in_metres();
  WayInside result{from.at(), to.at(), 0};
  double inside = 0, entered = area.contains(from.position) ? 0.0 : -1.0;
  bool has_entered = false;
  for (const geo::Crossing& crossing : crossings) {
    if (crossing.is_entry) {
      if (!has_entered) {
        result.entered_at = between(from, to, crossing.fraction);
      }
      has_entered = true;
      entered = crossing.fraction;
    } else if (entered >= 0) {
      inside += crossing.fraction - entered;
      result.left_at = between(from, to, crossing.fraction);
      entered = -1;
    }
  }
  if (entered >= 0) {
    inside += 1 - entered;
  }
  result.inside_m = inside * way_m;
  return result;
}

class ZoneRule final : public VesselRuleWith<State> {
 public:
  explicit ZoneRule(const Thresholds& t)
      : hysteresis_(Distance::metres(t["hysteresis_m"])),
        fixes_(static_cast<std::uint8_t>(t["fixes"])),
        confirm_after_(Span::seconds(t["confirm_s"])),
        swept_m_(t["swept_m"]),
        swept_gap_(Span::seconds(t["swept_gap_s"])),
        dwell_(Span::seconds(t["dwell_s"])),
        speed_margin_(Speed::knots(t["speed_margin_kn"])),
        speed_for_(Span::seconds(t["speed_s"])) {}

 protected:
  void fold(const VesselUpdate& update, State& state, FindingLog& findings) const override {
    if (!update.fix.is_accepted || !is_vessel(update.fix.transponder)) {
      return;
    }
    // A new track, or one that was relocated, has no way from the fix before.
    const bool is_continued = update.previous != nullptr && update.outcome != track::Outcome::relocated &&
                              update.fix.at() - update.previous->at() <= swept_gap_;
    const track::Fix& from = is_continued ? *update.previous : update.fix;
    // Including those that this fix ends: the way out of a zone is no new passage.
    std::array<std::uint16_t, kMaxStays> followed{};
    std::ranges::transform(state.stays, followed.begin(), &Stay::zone);
    for (Stay& stay : state.stays) {
      if (stay.zone != kFree) {
        follow(update, from, stay, findings);
      }
    }
    for (const std::uint16_t zone :
         update.context.zones().watch_zones_near(from.position, update.fix.position)) {
      if (applies_to(update.context.zones().zones()[zone], update.tracker.vessel()) &&
          std::ranges::find(followed, zone) == followed.end()) {
        check_entry(update, from, zone, state, findings);
      }
    }
  }

  void fold_silence(Silence, const VesselMoment& moment, State& state, FindingLog& findings) const override {
    const track::Fix* last = moment.tracker.last();
    for (Stay& stay : state.stays) {
      if (stay.zone != kFree && last != nullptr) {
        leave(stay, last->at(), moment.at, findings);
      }
    }
  }

  // A stay goes on in the zone of the same id; where there is none any more, it ends. Whoever is inside a new
  // zone was there before it.
  void fold_context(const Context& before, const VesselMoment& moment, State& state,
                    FindingLog& findings) const override {
    const auto zones = moment.context.zones().zones();
    for (Stay& stay : state.stays) {
      if (stay.zone == kFree) {
        continue;
      }
      const model::ZoneId id = before.zones().zones()[stay.zone].id;
      const auto same = std::ranges::find(zones, id, &model::Zone::id);
      if (same == zones.end() || same->kind != model::ZoneKind::watch) {
        leave(stay, moment.at, moment.at, findings);
      } else {
        stay.zone = static_cast<std::uint16_t>(same - zones.begin());
      }
    }
    const track::Fix* const last = moment.tracker.last();
    if (last == nullptr || !is_vessel(last->transponder)) {
      return;
    }
    for (const std::uint16_t zone : moment.context.zones().watch_zones_near(last->position, last->position)) {
      const auto place = std::ranges::find(state.stays, kFree, &Stay::zone);
      if (place != state.stays.end() && moment.context.zone_since(zone) == moment.at &&
          applies_to(zones[zone], moment.tracker.vessel()) && zones[zone].area.contains(last->position)) {
        *place = found_inside(zone, moment.at);
      }
    }
  }

 private:
  // It was there when the zone came into force: nobody is told that, but its stay counts from then.
  static Stay found_inside(std::uint16_t zone, Instant zone_since) {
    Stay stay;
    stay.zone = zone;
    stay.phase = Phase::inside;
    stay.entered_at = zone_since;
    return stay;
  }

  static bool is_vessel(model::Transponder transponder) {
    return transponder == model::Transponder::class_a || transponder == model::Transponder::class_b;
  }

  static bool applies_to(const model::Zone& zone, const model::Vessel& vessel) {
    if (!zone.longest_vessel) {
      return true;
    }
    return vessel.dimensions ? vessel.dimensions->length() <= *zone.longest_vessel
                             : vessel.transponder == model::Transponder::class_b;
  }

  // For a zone that the vessel was not in before this fix.
  void check_entry(const VesselUpdate& update, const track::Fix& from, std::uint16_t zone, State& state,
                   FindingLog& findings) const {
    const geo::Area& area = update.context.zones().zones()[zone].area;
    const bool is_inside = area.contains(update.fix.position);
    const bool has_way = from.at() < update.fix.at();
    if (!is_inside && !has_way) {
      return;
    }
    if (!is_inside && !may_touch(area, from.position, update.fix.position)) {
      return;
    }
    const WayInside way =
        has_way ? way_inside(area, from, update.fix) : WayInside{update.fix.at(), update.fix.at(), 0};
    if (!is_inside && way.inside_m < swept_m_) {
      return;
    }
    const Instant zone_since = update.context.zone_since(zone);
    const bool was_there_before = way.entered_at < zone_since;
    const auto place = std::ranges::find(state.stays, kFree, &Stay::zone);
    if (place == state.stays.end() || (was_there_before && !is_inside)) {
      return;
    }
    if (was_there_before) {
      *place = found_inside(zone, zone_since);
      return;
    }
    *place = Stay{};
    place->zone = zone;
    place->entered_at = way.entered_at;
    place->swept_m = way.inside_m;
    if (!is_inside) {
      confirm_entry(update, *place, findings);  // passed through between two fixes
      leave(*place, way.left_at, update.fix.at(), findings);
      return;
    }
    place->fixes = 1;
    if (is_confirmed(*place, place->entered_at, update.fix.at())) {
      confirm_entry(update, *place, findings);
    }
  }

  void follow(const VesselUpdate& update, const track::Fix& from, Stay& stay, FindingLog& findings) const {
    const geo::Area& area = update.context.zones().zones()[stay.zone].area;
    const bool is_inside = area.contains(update.fix.position);
    const bool is_outside = !is_inside && area.distance_to_edge(update.fix.position) > hysteresis_;
    if (is_inside) {
      stay.is_out = false;
    } else if (!stay.is_out) {
      stay.is_out = true;
      stay.left_at = way_inside(area, from, update.fix).left_at;
    }
    switch (stay.phase) {
      case Phase::entering:
        follow_entering(update, from, is_inside, is_outside, stay, findings);
        break;
      case Phase::inside:
        if (is_outside) {
          begin_leaving(update, stay, findings);
        }
        break;
      case Phase::leaving:
        follow_leaving(update, is_outside, stay, findings);
        break;
    }
    if (stay.zone != kFree && stay.phase == Phase::inside) {
      follow_inside(update, is_inside, stay, findings);
    }
  }

  void follow_entering(const VesselUpdate& update, const track::Fix& from, bool is_inside, bool is_outside,
                       Stay& stay, FindingLog& findings) const {
    const WayInside way = way_inside(update.context.zones().zones()[stay.zone].area, from, update.fix);
    stay.swept_m += way.inside_m;
    if (is_inside) {
      ++stay.fixes;
      if (is_confirmed(stay, stay.entered_at, update.fix.at())) {
        confirm_entry(update, stay, findings);
      }
    } else if (is_outside) {
      // One fix inside, then out again: a passage when the way inside is long enough.
      if (stay.swept_m >= swept_m_) {
        confirm_entry(update, stay, findings);
        leave(stay, stay.left_at, update.fix.at(), findings);
      } else {
        stay.zone = kFree;
      }
    }
  }

  void follow_leaving(const VesselUpdate& update, bool is_outside, Stay& stay, FindingLog& findings) const {
    if (!is_outside) {
      stay.phase = Phase::inside;
      return;
    }
    ++stay.fixes;
    if (is_confirmed(stay, stay.left_at, update.fix.at())) {
      leave(stay, stay.left_at, update.fix.at(), findings);
    }
  }

  void begin_leaving(const VesselUpdate& update, Stay& stay, FindingLog& findings) const {
    stay.phase = Phase::leaving;
    stay.fixes = 1;
    if (is_confirmed(stay, stay.left_at, update.fix.at())) {
      leave(stay, stay.left_at, update.fix.at(), findings);
    }
  }

  [[nodiscard]] bool is_confirmed(const Stay& stay, Instant since, Instant now) const {
    return stay.fixes >= fixes_ || now - since >= confirm_after_;
  }

  void confirm_entry(const VesselUpdate& update, Stay& stay, FindingLog& findings) const {
    stay.phase = Phase::inside;
    if (update.context.zones().zones()[stay.zone].stay_watch == model::StayWatch::from_entry) {
      raise_stay(update, stay, findings);
    }
  }

  void raise_stay(const VesselUpdate& update, Stay& stay, FindingLog& findings) const {
    model::Anomaly anomaly = zone_anomaly(update, stay);
    anomaly.grade = "entry";
    anomaly.severity = model::Severity::caution;
    anomaly.started_at = stay.entered_at;
    anomaly.evidence = {{model::Quantity::duration_s, (update.fix.at() - stay.entered_at).in_seconds(), {}}};
    add_depth(update, stay, anomaly);
    if (const auto sog = update.fix.sog()) {
      anomaly.evidence.push_back({model::Quantity::speed_kn, sog->in_knots(), {}});
    }
    if (stay.is_dwell) {
      make_dwell(update, stay, anomaly);
    }
    stay.stay = findings.raise(std::move(anomaly), "stay", update.fix.at());
  }

  void make_dwell(const VesselUpdate& update, const Stay& stay, model::Anomaly& anomaly) const {
    anomaly.grade = "dwell";
    anomaly.severity = model::Severity::warning;
    anomaly.place = update.fix.position;
    anomaly.evidence.front() = {model::Quantity::duration_s, (update.fix.at() - stay.entered_at).in_seconds(),
                                dwell_.in_seconds()};
  }

  void add_depth(const VesselUpdate& update, const Stay& stay, model::Anomaly& anomaly) const {
    const geo::Area& area = update.context.zones().zones()[stay.zone].area;
    if (!area.contains(update.fix.position)) {
      return;
    }
    anomaly.evidence.push_back(
        {model::Quantity::depth_inside_m, area.distance_to_edge(update.fix.position).in_metres(), 0.0});
  }

  void follow_inside(const VesselUpdate& update, bool is_inside, Stay& stay, FindingLog& findings) const {
    const bool is_watched = update.context.zones().zones()[stay.zone].stay_watch != model::StayWatch::never;
    if (is_watched && !stay.is_dwell && update.fix.at() - stay.entered_at >= dwell_) {
      stay.is_dwell = true;
      if (model::Anomaly* open = findings.find(stay.stay)) {
        make_dwell(update, stay, *open);
        open->reports.push_back(reference_to(update.tracker.vessel().mmsi, update.fix, update.sources));
        findings.mark_changed(stay.stay, update.fix.at());
      } else if (stay.stay == 0) {
        raise_stay(update, stay, findings);
      }
    }
    if (is_inside) {
      follow_speed(update, stay, findings);
    }
  }

  void follow_speed(const VesselUpdate& update, Stay& stay, FindingLog& findings) const {
    const auto sog = update.fix.sog();
    const auto limit = update.context.zones().zones()[stay.zone].speed_limit;
    if (!sog || !limit) {
      return;
    }
    if (*sog < *limit) {
      end_speed(stay, update.fix.at(), update.fix.at(), findings);
    } else if (*sog > *limit + speed_margin_) {
      if (!stay.is_fast) {
        stay.fast_since = update.fix.at();
      }
      stay.is_fast = true;
      stay.top_speed_kn = std::max(stay.top_speed_kn, sog->in_knots());
      if (stay.speed == 0 && update.fix.at() - stay.fast_since >= speed_for_) {
        raise_speed(update, *limit, stay, findings);
      }
    }
  }

  void raise_speed(const VesselUpdate& update, Speed limit, Stay& stay, FindingLog& findings) const {
    model::Anomaly anomaly = zone_anomaly(update, stay);
    anomaly.grade = "speed";
    anomaly.severity = model::Severity::caution;
    anomaly.started_at = stay.fast_since;
    anomaly.evidence = {{model::Quantity::speed_kn, stay.top_speed_kn, limit.in_knots()},
                        {model::Quantity::duration_s, (update.fix.at() - stay.fast_since).in_seconds(),
                         speed_for_.in_seconds()}};
    stay.speed = findings.raise(std::move(anomaly), "speed", update.fix.at());
  }

  static void end_speed(Stay& stay, Instant ended_at, Instant now, FindingLog& findings) {
    if (stay.speed != 0) {
      findings.end(stay.speed, ended_at, now);
    }
    stay.speed = 0;
    stay.is_fast = false;
    stay.top_speed_kn = 0;
  }

  static void leave(Stay& stay, Instant left_at, Instant now, FindingLog& findings) {
    end_speed(stay, left_at, now, findings);
    if (stay.stay != 0) {
      findings.end(stay.stay, std::max(left_at, stay.entered_at), now);
    }
    stay = Stay{};
  }

  [[nodiscard]] model::Anomaly zone_anomaly(const VesselUpdate& update, const Stay& stay) const {
    model::Anomaly anomaly = vessel_anomaly(kZone, update);
    anomaly.subject = std::string(update.context.zones().zones()[stay.zone].id.view());
    if (update.previous != nullptr) {
      anomaly.reports.insert(anomaly.reports.begin(),
                             reference_to(update.tracker.vessel().mmsi, *update.previous, update.sources));
    }
    return anomaly;
  }

  static bool may_touch(const geo::Area& area, geo::Position a, geo::Position b) {
    const auto [south, north] = std::minmax({a.latitude_e7(), b.latitude_e7()});
    const auto [west, east] = std::minmax({a.longitude_e7(), b.longitude_e7()});
    return area.bounds().overlaps({geo::Position::e7(south, west), geo::Position::e7(north, east)});
  }

  Distance hysteresis_;
  std::uint8_t fixes_;
  Span confirm_after_;
  double swept_m_;
  Span swept_gap_;
  Span dwell_;
  Speed speed_margin_;
  Span speed_for_;
};

MessageId sentence(const model::Anomaly& anomaly) {
  if (anomaly.grade == "dwell") {
    return tr("{vessel} has stayed in {subject} for {duration}.");
  }
  if (anomaly.grade == "speed") {
    return tr("{vessel} makes {speed} in {subject}, where {speed_limit} is the limit.");
  }
  if (anomaly.grade == "exit") {
    return tr("{vessel} left {subject}.");
  }
  return tr("{vessel} entered {subject}.");
}

std::unique_ptr<VesselRule> make(const Thresholds& thresholds) {
  return std::make_unique<ZoneRule>(thresholds);
}

}  // namespace

constinit const RuleDescription kZone = {
    .id = "zone",
    .version = 2,
    .name = tr("zone"),
    .meaning = tr("A vessel enters a watched zone, stays in it, or is too fast there."),
    .sentence = sentence,
    .thresholds = kThresholds,
    .ascending = kAscending,
    .make_vessel_rule = make,
};

}  // namespace selat::detect
