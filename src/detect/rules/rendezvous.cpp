// Rule 4: rendezvous. Two vessels stay within 250 m, hull to hull, for 15 minutes, both at 3 kn or less and
// at most 1 kn relative to each other. They were at least a kilometre apart within the hour before, and are
// not in an area where ships lie side by side (berth, anchorage, pilot boarding, bunkering). Grades:
// "building" after 5 minutes; "small_craft" after 5 minutes when one of them is small; "ship_to_ship" after
// 2 hours when both are large and lie alongside.
//
// Where several others have lain still for long, it is a quay that no chart knows: an arrival there is one
// piece of information, about the neighbour nearest to the one that came. Ships that wait abeam of each
// other, making way on one course, do not meet. Found with less confidence, which is a caution: a meeting
// with one that was not heard before and may have switched on its AIS there; of vessels that send no speed,
// by their positions; of two small craft, which often lie together.

#include <algorithm>
#include <array>
#include <cmath>

#include "detect/meeting.h"
#include "detect/rules/rules.h"
#include "detect/zone_context.h"
#include "geo/local_plane.h"

namespace selat::detect {

namespace {

constexpr std::array kThresholds = {
    Threshold{"distance_m", 250, "m", 10, 2'000, tr("hull to hull")},
    Threshold{"leave_distance_m", 300, "m", 10, 3'000, tr("hull to hull, beyond which they have parted")},
    Threshold{"speed_kn", 3, "kn", 0.1, 10, tr("the most either makes")},
    Threshold{"leave_speed_kn", 4, "kn", 0.1, 20, tr("speed of either above which they have parted")},
    Threshold{"relative_kn", 1, "kn", 0.1, 10, tr("the most they move against one another")},
    Threshold{"building_s", 300, "s", 60, 86'400, tr("information from here on; small craft: decided")},
    Threshold{"duration_s", 900, "s", 60, 86'400, tr("how long it must last")},
    Threshold{"apart_m", 1'000, "m", 0, 50'000, tr("how far apart they were within the hour before")},
    Threshold{"parted_s", 60, "s", 5, 3'600, tr("how long they must be apart for it to have ended")},
    Threshold{"silent_s", 600, "s", 60, 3'600, tr("how long one may be unheard before it has ended")},
    Threshold{"ship_m", 80, "m", 10, 400, tr("ship to ship: length of both")},
    Threshold{"ship_distance_m", 50, "m", 1, 1'000, tr("ship to ship: hull to hull")},
    Threshold{"ship_duration_s", 7'200, "s", 60, 86'400, tr("ship to ship: how long")},
    Threshold{"small_m", 30, "m", 1, 100,
              tr("small craft: length of one, the other being larger or unknown")},
    Threshold{"abeam_m", 100, "m", 0, 2'000,
              tr("farther apart, making way on one course, they wait abeam of each other")},
    Threshold{"quay_vessels", 3, "", 1, 100, tr("others that have lain still for long: it is a quay")},
    Threshold{"quay_m", 750, "m", 10, 5'000, tr("how near these lie")},
    Threshold{"update_s", 600, "s", 10, 86'400, tr("how often an open one is told again")},
};

constexpr std::array kAscending = {
    Ascending{"distance_m", "leave_distance_m"}, Ascending{"speed_kn", "leave_speed_kn"},
    Ascending{"ship_distance_m", "distance_m"},  Ascending{"building_s", "duration_s"},
    Ascending{"duration_s", "ship_duration_s"},  Ascending{"small_m", "ship_m"},
    Ascending{"leave_distance_m", "apart_m"},
};

constexpr Span kHourBefore = Span::hours(1);
constexpr Span kMinute = Span::minutes(1);

constexpr double kMakesWay_kn = 0.5;
constexpr double kOneCourse_deg = 30;
// A vessel that lies again within this of where it lay has come back to its berth: at anchor it swings
// farther.
constexpr double kSameBerth_m = 60;
constexpr Span kKnownBefore = Span::minutes(70);
constexpr int kLayMinutes = 5;  // a shorter visit was told to nobody, and makes no berth
// One that was heard for so long before it met one that was not.
constexpr int kHeardMinutes = 20;

enum class Grade : std::uint8_t { none, quay, own_berth, building, small_craft, rendezvous, ship_to_ship };
constexpr std::array<std::string_view, 7> kGrades = {
    "", "quay", "own_berth", "building", "small_craft", "rendezvous", "ship_to_ship"};
constexpr std::array kSeverities = {model::Severity::information, model::Severity::information,
                                    model::Severity::information, model::Severity::information,
                                    model::Severity::caution,     model::Severity::warning,
                                    model::Severity::warning};

struct State {
  bool is_active = false;
  Instant started_at, together_at;        // together_at: the last tick at which they were together
  double apart_m = -1;                    // largest distance in the hour before; −1: not known
  bool is_one_unheard = false;            // in the hour before; apart_m is how far away the other was
  double moved_m = 0, other_moved_m = 0;  // how far each was from here in the hour before
  bool is_quay = false;
  bool has_come_back = false;  // both lay where they are now, before they were apart
  Span abeam;                  // how long they only waited abeam of each other
  double nearest_m = 0;
  bool is_alongside = false;
  Instant alongside_since;
  Grade grade = Grade::none;
  std::uint64_t id = 0;
  Instant updated_at;
  bool has_ended = false;
  Instant ended_at;  // of the previous meeting
};

class RendezvousRule final : public PairRule {
 public:
  explicit RendezvousRule(const Thresholds& t)
      : distance_m_(t["distance_m"]),
        leave_distance_m_(std::max(t["leave_distance_m"], distance_m_)),
        speed_kn_(t["speed_kn"]),
        leave_speed_kn_(std::max(t["leave_speed_kn"], speed_kn_)),
        relative_kn_(t["relative_kn"]),
        building_(Span::seconds(t["building_s"])),
        duration_(Span::seconds(t["duration_s"])),
        apart_m_(t["apart_m"]),
        parted_(Span::seconds(t["parted_s"])),
        silent_(Span::seconds(t["silent_s"])),
        ship_m_(t["ship_m"]),
        ship_distance_m_(t["ship_distance_m"]),
        ship_duration_(Span::seconds(t["ship_duration_s"])),
        small_m_(t["small_m"]),
        abeam_m_(t["abeam_m"]),
        quay_vessels_(static_cast<int>(t["quay_vessels"])),
        quay_radius_(Distance::metres(t["quay_m"])),
        update_every_(Span::seconds(t["update_s"])) {}

  // Antenna to antenna: two of the largest ships end to end, and the limit between their hulls.
  [[nodiscard]] Distance reach() const override { return Distance::metres(distance_m_ + 2 * 500); }

  [[nodiscard]] bool may_take_part(const Sample& vessel, const Context& context) const override {
    const bool is_vessel = vessel.fix.transponder == model::Transponder::class_a ||
                           vessel.fix.transponder == model::Transponder::class_b;
    const auto sog = vessel.fix.sog();
    return is_vessel && !vessel.mmsi().is_distress_device() && (!sog || sog->in_knots() <= speed_kn_) &&
           !context.zones().expects_meetings(vessel.position);
  }

  // Two that have both lain where they are for the hour before were never apart: berthed ships, by thousands.
  [[nodiscard]] bool looks_for_others(const Sample& vessel) const override { return !vessel.fix.is_settled; }

  [[nodiscard]] bool is_worth_following(const Sample& a, const Sample& b) const override {
    const auto sog_kn = [](const Sample& vessel) {
      return vessel.fix.sog() ? vessel.fix.sog()->in_knots() : 0;
    };
    return is_near(measured(a, sog_kn(a), b, sog_kn(b)));
  }

  [[nodiscard]] std::size_t memory_bytes() const override { return sizeof(State); }
  void begin(std::byte* memory) const override { ::new (memory) State{}; }
  // Vessels that have been together for the whole hour are evaluated each minute only: in ports there are
  // thousands of such pairs.
  [[nodiscard]] bool is_idle(const std::byte* memory) const override {
    return !state_of(memory).is_active || state_of(memory).apart_m < apart_m_;
  }
  [[nodiscard]] bool can_be_dropped(const std::byte* memory, Instant tick) const override {
    const State& state = state_of(memory);
    return !state.is_active && (!state.has_ended || state.ended_at + kHourBefore + kMinute * 2 < tick);
  }

  void step(const PairMoment& moment, std::byte* memory, FindingLog& findings) const override {
    State& state = *std::launder(reinterpret_cast<State*>(memory));
    if (!state.is_active) {
      if (moment.tick.in_unix_seconds() % 60 == 0 && is_close(moment, moment.tick)) {
        start(moment, state);
      }
      if (!state.is_active) {
        return;
      }
    }
    follow(moment, state, findings);
  }

 private:
  static const State& state_of(const std::byte* memory) {
    return *std::launder(reinterpret_cast<const State*>(memory));
  }

  [[nodiscard]] bool is_close(const PairMoment& moment, Instant tick) const {
    const auto both = moment.history.at(tick);
    if (!both || !may_take_part(both->first, moment.context) ||
        !may_take_part(both->second, moment.context)) {
      return false;
    }
    const auto meeting = measure(*both, moment.history, tick);
    return meeting && meeting->speed_kn <= speed_kn_ && meeting->other_speed_kn <= speed_kn_ &&
           is_near(*meeting);
  }

  [[nodiscard]] bool is_near(const Meeting& meeting) const {
    return meeting.distance_m <= distance_m_ && meeting.relative_kn <= relative_kn_;
  }

  // They make way on about one course, and are not alongside.
  [[nodiscard]] bool waits_abeam(const std::pair<Sample, Sample>& both, const Meeting& meeting) const {
    const auto course = [](const track::Fix& fix) { return fix.heading() ? fix.heading() : fix.cog(); };
    const auto a = course(both.first.fix), b = course(both.second.fix);
    return meeting.distance_m >= abeam_m_ &&
           std::min(meeting.speed_kn, meeting.other_speed_kn) > kMakesWay_kn && a && b &&
           std::abs((*a - *b).in_degrees()) <= kOneCourse_deg;
  }

  // Pairs are found once a minute; from there the start is searched for tick by tick.
  void start(const PairMoment& moment, State& state) const {
    const Instant tick = moment.tick;
    const PairHistory& history = moment.history;
    Instant began = tick;
    while (tick - began < kMinute - kPairTick && is_close(moment, began - kPairTick)) {
      began = began - kPairTick;
    }
    const State before = state;
    state = State{};
    state.has_ended = before.has_ended;
    state.ended_at = before.ended_at;
    state.is_active = true;
    state.started_at = began;
    state.together_at = tick;
    state.nearest_m = leave_distance_m_;
    if (const auto here = history.at(tick)) {
      look_back(began, *here, history, state);
    }
  }

  [[nodiscard]] static bool is_same_berth(geo::Position then, const Sample& now) {
    return geo::distance(then, now.position).in_metres() <= kSameBerth_m;
  }

  static void note_moved(const std::optional<geo::Position>& then, const Sample& now, double& moved_m) {
    if (then) {
      moved_m = std::max(moved_m, geo::distance(*then, now.position).in_metres());
    }
  }

  // How far they were apart in the hour before, or since the previous meeting: vessels that part by a ship's
  // length and meet again have had one meeting. Where one of them was not heard while the other was, but for
  // the last minutes and then here: how far away the other was.
  void look_back(Instant began, const std::pair<Sample, Sample>& here, const PairHistory& history,
                 State& state) const {
    Instant from = began - kHourBefore;
    if (state.has_ended) {
      from = std::max(from, state.ended_at);
    }
    int lay_here = 0;  // minutes in which both lay where they are now, before they were apart
    int alone = 0;     // minutes in which only one was heard; negative: the other
    double away_m = 0;
    Instant minute = Instant::unix_seconds(began.in_unix_seconds() / 60 * 60);
    for (; minute >= began - kKnownBefore; minute = minute - kMinute) {
      const auto [one, other] = history.places(minute);
      if (one && other && state.apart_m >= apart_m_) {
        lay_here += is_same_berth(*one, here.first) && is_same_berth(*other, here.second) ? 1 : 0;
      }
      if (minute < from) {
        continue;
      }
      note_moved(one, here.first, state.moved_m);
      note_moved(other, here.second, state.other_moved_m);
      if (one && other) {
        state.apart_m = std::max(state.apart_m, geo::distance(*one, *other).in_metres());
      } else if (one || other) {
        alone += one ? 1 : -1;
        const auto& place = one ? here.first.position : here.second.position;
        away_m = std::max(away_m, geo::distance(one ? *one : *other, place).in_metres());
      }
    }
    state.has_come_back = lay_here >= kLayMinutes;
    if (std::abs(alone) >= kHeardMinutes && state.apart_m < apart_m_ && away_m >= apart_m_) {
      state.is_one_unheard = true;
      state.apart_m = away_m;
    }
  }

  void follow(const PairMoment& moment, State& state, FindingLog& findings) const {
    const Instant tick = moment.tick;
    const auto both = moment.history.at(tick);
    const auto meeting = both ? measure(*both, moment.history, tick) : std::nullopt;
    if (!both || !meeting) {
      if (tick - state.together_at >= silent_) {
        finish(tick, state, findings);
      }
      return;
    }
    const bool is_together =
        meeting->distance_m <= leave_distance_m_ && meeting->speed_kn <= leave_speed_kn_ &&
        meeting->other_speed_kn <= leave_speed_kn_ && meeting->relative_kn <= 2 * relative_kn_;
    if (!is_together) {
      if (tick - state.together_at >= parted_) {
        finish(tick, state, findings);
      }
      return;
    }
    state.together_at = tick;
    state.nearest_m = std::min(state.nearest_m, meeting->distance_m);
    follow_alongside(tick, *meeting, state);
    if (state.apart_m < apart_m_) {
      return;  // they have been together for the whole hour
    }
    if (waits_abeam(*both, *meeting)) {
      state.abeam = state.abeam + kPairTick;
    }
    const Grade grade = std::max(state.grade, grade_here(moment, *both, state));
    if (grade == Grade::none) {
      return;
    }
    if (grade == state.grade && tick - state.updated_at < update_every_) {
      return;
    }
    raise_or_update(moment, grade, *both, *meeting, state, findings);
  }

  void follow_alongside(Instant tick, const Meeting& meeting, State& state) const {
    const bool is_alongside = meeting.distance_m <= ship_distance_m_ * (state.is_alongside ? 1.5 : 1.0);
    if (is_alongside && !state.is_alongside) {
      state.alongside_since = tick;
    }
    state.is_alongside = is_alongside;
  }

  // By what lies around: asked only when something is to be told.
  [[nodiscard]] Grade grade_here(const PairMoment& moment, const std::pair<Sample, Sample>& both,
                                 State& state) const {
    const Grade grade = grade_at(moment.tick, both, state);
    if (grade <= state.grade || grade == Grade::ship_to_ship) {
      return grade;
    }
    const geo::Position place = both.first.position;
    state.is_quay =
        state.is_quay || moment.history.resting_near(place, quay_radius_, moment.tick) >= quay_vessels_;
    if (!state.is_quay) {
      return state.has_come_back ? Grade::own_berth : grade;
    }
    const Distance between = geo::distance(both.first.position, both.second.position);
    const Sample& arrival = state.moved_m >= state.other_moved_m ? both.first : both.second;
    const bool is_nearest = moment.history.resting_near(arrival.position, between, moment.tick) == 0;
    return is_nearest ? Grade::quay : Grade::none;
  }

  [[nodiscard]] Grade grade_at(Instant tick, const std::pair<Sample, Sample>& both,
                               const State& state) const {
    const track::Hull& a = both.first.hull;
    const track::Hull& b = both.second.hull;
    const bool are_ships = a.length_m() >= ship_m_ && b.length_m() >= ship_m_;
    if (are_ships && state.is_alongside && tick - state.alongside_since >= ship_duration_) {
      return Grade::ship_to_ship;
    }
    const Span duration = tick - state.started_at - state.abeam;
    if (duration >= duration_) {
      return Grade::rendezvous;
    }
    if (duration < building_) {
      return Grade::none;
    }
    return is_small(a) || is_small(b) ? Grade::small_craft : Grade::building;
  }

  [[nodiscard]] bool is_small(const track::Hull& hull) const {
    return hull.is_known() && hull.length_m() <= small_m_;
  }

  void raise_or_update(const PairMoment& moment, Grade grade, const std::pair<Sample, Sample>& both,
                       const Meeting& meeting, State& state, FindingLog& findings) const {
    const Instant tick = moment.tick;
    model::Anomaly latest = make_anomaly(moment, grade, both, meeting, state);
    state.grade = grade;
    state.updated_at = tick;
    if (state.id == 0) {
      state.id = findings.raise(std::move(latest), "", tick);
      return;
    }
    model::Anomaly* open = findings.find(state.id);
    // The reports of the first decision, and the latest of both.
    open->reports.resize(2);
    open->reports.insert(open->reports.end(), latest.reports.begin(), latest.reports.end());
    latest.reports = std::move(open->reports);
    latest.id = state.id;
    latest.revision = open->revision;
    if (latest.grade == open->grade) {
      latest.decided_at = open->decided_at;
    }
    *open = std::move(latest);
    findings.mark_changed(state.id, tick);
  }

  [[nodiscard]] model::Anomaly make_anomaly(const PairMoment& moment, Grade grade,
                                            const std::pair<Sample, Sample>& both, const Meeting& meeting,
                                            const State& state) const {
    const Instant tick = moment.tick;
    model::Anomaly anomaly;
    anomaly.rule = kRendezvous.id;
    anomaly.rule_version = kRendezvous.version;
    anomaly.context_version = moment.context.version();
    anomaly.grade = grade_name(grade, meeting, state);
    anomaly.severity = kSeverities[static_cast<std::size_t>(grade)];
    anomaly.confidence = both.first.hull.is_known() && both.second.hull.is_known() ? 0.9 : 0.7;
    const bool are_small = is_small(both.first.hull) && is_small(both.second.hull);
    if (state.is_one_unheard || !meeting.is_speed_sent || are_small) {
      anomaly.confidence = 0.5;
      anomaly.severity = std::min(anomaly.severity, model::Severity::caution);
    }
    anomaly.vessels = {{both.first.mmsi(), {}}, {both.second.mmsi(), {}}};
    const geo::LocalPlane plane(both.first.position);
    anomaly.place = plane.to_position(plane.to_plane(both.second.position) * 0.5);
    anomaly.started_at = state.started_at;
    anomaly.decided_at = tick;
    const bool is_ships = grade == Grade::ship_to_ship;
    const Span needed = is_ships ? ship_duration_ : grade == Grade::rendezvous ? duration_ : building_;
    anomaly.evidence = {
        {model::Quantity::distance_m, state.nearest_m, is_ships ? ship_distance_m_ : distance_m_},
        {model::Quantity::duration_s, (tick - state.started_at).in_seconds(), needed.in_seconds()},
        {model::Quantity::speed_kn, meeting.speed_kn, speed_kn_},
        {model::Quantity::other_speed_kn, meeting.other_speed_kn, speed_kn_},
        {model::Quantity::relative_speed_kn, meeting.relative_kn, relative_kn_},
        {model::Quantity::apart_before_m, state.apart_m, apart_m_},
    };
    anomaly.reports = {reference_to(both.first.mmsi(), both.first.fix, moment.sources),
                       reference_to(both.second.mmsi(), both.second.fix, moment.sources)};
    return anomaly;
  }

  // With what makes it less sure.
  [[nodiscard]] static std::string_view grade_name(Grade grade, const Meeting& meeting, const State& state) {
    const bool is_decided = grade == Grade::small_craft || grade == Grade::rendezvous;
    if (is_decided && state.is_one_unheard) {
      return "unheard_before";
    }
    return is_decided && !meeting.is_speed_sent ? "no_speed" : kGrades[static_cast<std::size_t>(grade)];
  }

  static void finish(Instant tick, State& state, FindingLog& findings) {
    if (state.id != 0) {
      findings.end(state.id, state.together_at, tick);
    }
    const Instant ended_at = state.together_at;
    state = State{};
    state.has_ended = true;
    state.ended_at = ended_at;
  }

  double distance_m_, leave_distance_m_, speed_kn_, leave_speed_kn_, relative_kn_;
  Span building_, duration_;
  double apart_m_;
  Span parted_, silent_;
  double ship_m_, ship_distance_m_;
  Span ship_duration_;
  double small_m_, abeam_m_;
  int quay_vessels_;
  Distance quay_radius_;
  Span update_every_;
};

MessageId sentence(const model::Anomaly& anomaly) {
  if (anomaly.grade == "building") {
    return tr(
        "{vessel} and {other} are {distance} apart and nearly still for {duration}: a meeting may be "
        "building.");
  }
  if (anomaly.grade == "quay") {
    return tr(
        "{vessel} and {other} lie {distance} apart where several others have lain for long: probably one of "
        "them has arrived at a quay.");
  }
  if (anomaly.grade == "own_berth") {
    return tr(
        "{vessel} and {other} lie {distance} apart where both lay before; meanwhile they were {apart} apart: "
        "probably one of them has come back to its berth.");
  }
  if (anomaly.grade == "unheard_before") {
    return tr(
        "{vessel} and {other} have lain {distance} apart, nearly still, for {duration}. One came from "
        "{apart} "
        "away; the other was not heard before and may have switched on its AIS here.");
  }
  if (anomaly.grade == "no_speed") {
    return tr(
        "{vessel} and {other} have lain {distance} apart for {duration}, nearly still by their positions, "
        "since "
        "a speed is not sent; within the hour before they were {apart} apart.");
  }
  if (anomaly.grade == "ship_to_ship") {
    return tr(
        "The ships {vessel} and {other} have lain side by side ({distance}) for {duration}: cargo may change "
        "hands.");
  }
  if (anomaly.grade == "small_craft") {
    return tr("A small craft has lain {distance} from another vessel for {duration}: {vessel} and {other}.");
  }
  return tr(
      "{vessel} and {other} have lain {distance} apart, nearly still, for {duration}; within the hour before "
      "they were {apart} apart.");
}

std::unique_ptr<PairRule> make(const Thresholds& thresholds) {
  return std::make_unique<RendezvousRule>(thresholds);
}

}  // namespace

constinit const RuleDescription kRendezvous = {
    .id = "rendezvous",
    .version = 4,
    .name = tr("rendezvous"),
    .meaning = tr("Two vessels meet at sea."),
    .sentence = sentence,
    .thresholds = kThresholds,
    .ascending = kAscending,
    .make_pair_rule = make,
};

}  // namespace selat::detect
