#include "play.h"

#include <algorithm>
#include <cmath>

#include "../../unit/detect/scene.h"
#include "geo/local_plane.h"
#include "track/expected_interval.h"

namespace selat::scenario {

namespace {

namespace scene = detect::scene;

constexpr Span kStaticEvery = Span::minutes(6);  // M.1371-5, annex 1 §4.2.1

double scene_second(Instant at) {
  return (at - scene::kNoon).in_seconds();
}

// All that one vessel transmits.
class Voyage {
 public:
  Voyage(const Drawing& drawing, char letter) : drawing_(drawing), ship_(drawing.ships.at(letter)) {
    for (const Event& event : drawing.timeline) {
      if (event.ship == letter) {
        events_.push_back(&event);
      }
    }
  }

  std::vector<model::Report> reports() {
    sail();
    speak();
    std::erase_if(reports_, [&](const model::Report& report) {
      return during(Deed::silent, model::header_of(report).observed_at) != nullptr;
    });
    for (model::Report& report : reports_) {
      delay(report);
      std::visit([&](auto& any) { any.source = std::string_view(ship_.station); }, report);
    }
    return std::move(reports_);
  }

 private:
  // From each place of the timeline straight to the next, at the pace the times give.
  void sail() {
    const Event* from = nullptr;
    for (const Event* to : events_) {
      if (to->deed != Deed::at && to->deed != Deed::jumps) {
        continue;
      }
      if (from != nullptr && to->from < from->from) {
        throw Problem{to->place, "this vessel's places are not in the order of time"};
      }
      if (from != nullptr && to->deed == Deed::at) {
        sail_leg(*from, *to);
      }
      from = to;
    }
    if (from != nullptr) {
      reports_.emplace_back(position(from->from, from->position, 0, 0));
    }
  }

  void sail_leg(const Event& from, const Event& to) {
    const Span span = to.from - from.from;
    const auto way = geo::step(from.position, to.position);
    const double sog_kn =
        span > Span() ? geo::distance(from.position, to.position).in_metres() / 1852 / span.in_hours() : 0;
    const Bearing cog = geo::bearing(from.position, to.position);
    for (Instant at = from.from; at < to.from; at = at + interval(at, sog_kn)) {
      const auto here = geo::LocalPlane(from.position).to_position(way * ((at - from.from) / span));
      if (is_land(drawing_, here)) {
        throw Problem{to.place, "this way leads over land"};
      }
      reports_.emplace_back(position(at, here, sog_kn, cog.in_degrees()));
    }
  }

  // What is not its course: single positions, texts, static data.
  void speak() {
    for (const Event* event : events_) {
      if (event->deed == Deed::heard) {
        reports_.emplace_back(position(event->from + Span::seconds(1), event->position, 0, 0));
      }
      if (event->deed == Deed::says) {
        reports_.emplace_back(scene::safety(ship_.mmsi, scene_second(event->from), event->text.c_str()));
      }
    }
    for (const Event* event : events_) {
      if (event->deed == Deed::invents || event->deed == Deed::brings) {
        tell_many(*event);
      }
    }
    if (ship_.name.empty() || events_.empty()) {
      return;
    }
    for (Instant at = events_.front()->from; at < last_at(); at = at + kStaticEvery) {
      reports_.emplace_back(particulars(at + Span::milliseconds(500)));
    }
  }

  // Vessels that its station tells near the place, each four times. Those that it invents lie still; those
  // that it brings go north.
  void tell_many(const Event& event) {
    constexpr double kSpeed_kn = 9;
    const double sog_kn = event.deed == Deed::brings ? kSpeed_kn : 0;
    const geo::LocalPlane plane(event.position);
    for (int i = 0; i < event.vessels; ++i) {
      const Instant from = event.from + (event.to - event.from) * (i / static_cast<double>(event.vessels));
      for (int repeat = 0; repeat < 4; ++repeat) {
        auto report = position(from + Span::seconds(10 * repeat), {}, sog_kn, 0);
        report.mmsi = model::Mmsi(400'000'000 + 100'000 * static_cast<std::uint32_t>(event.ship % 100) +
                                  static_cast<std::uint32_t>(i));
        report.fingerprint += report.mmsi.number();
        const double angle = i * 2.4, distance_m = drawing_.cell_m * 0.45 * i / event.vessels;
        const double way_m = sog_kn * 1852 / 360 * repeat;
        report.position =
            plane.to_position({distance_m * std::sin(angle), distance_m * std::cos(angle) + way_m});
        reports_.emplace_back(report);
      }
    }
  }

  model::PositionReport position(Instant at, geo::Position here, double sog_kn, double cog_deg) const {
    scene::ReportValues values;
    values.sog_kn = sog_kn;
    values.cog_deg = cog_deg;
    values.status = status(at);
    values.transponder = ship_.transponder;
    auto report = scene::position(ship_.mmsi, scene_second(at), values);
    report.position = here;
    return report;
  }

  model::StaticReport particulars(Instant at) const {
    const Event* renamed = latest(Deed::renamed, at);
    const std::string& name = renamed != nullptr ? renamed->text : ship_.name;
    auto report = scene::particulars(ship_.mmsi, scene_second(at), name.c_str(), ship_.length_m);
    report.transponder = ship_.transponder;
    report.ship_type = ship_.ship_type;
    if (!ship_.call_sign.empty()) {
      report.call_sign = std::string_view(ship_.call_sign);
    }
    if (ship_.length_m <= 0) {
      report.dimensions.reset();
    }
    return report;
  }

  void delay(model::Report& report) const {
    std::visit(
        [&](auto& any) {
          if (const Event* late = during(Deed::late, any.observed_at)) {
            any.received_at = any.observed_at + late->delay;
          }
        },
        report);
  }

  [[nodiscard]] Instant last_at() const { return (*std::ranges::max_element(events_, {}, &Event::to))->to; }

  [[nodiscard]] Span interval(Instant at, double sog_kn) const {
    return track::expected_interval(ship_.transponder, Speed::knots(sog_kn), status(at));
  }

  [[nodiscard]] model::NavigationStatus status(Instant at) const {
    const Event* change = latest(Deed::status, at);
    return change != nullptr ? change->status : model::NavigationStatus::under_way_using_engine;
  }

  [[nodiscard]] const Event* latest(Deed deed, Instant at) const {
    const Event* found = nullptr;
    for (const Event* event : events_) {
      if (event->deed == deed && event->from <= at) {
        found = event;
      }
    }
    return found;
  }

  [[nodiscard]] const Event* during(Deed deed, Instant at) const {
    const Event* found = latest(deed, at);
    return found != nullptr && at < found->to ? found : nullptr;
  }

  const Drawing& drawing_;
  const Ship& ship_;
  std::vector<const Event*> events_;
  std::vector<model::Report> reports_;
};

}  // namespace

std::vector<model::Report> reports_of(const Drawing& drawing) {
  std::vector<model::Report> all;
  for (const auto& [letter, ship] : drawing.ships) {
    std::ranges::move(Voyage(drawing, letter).reports(), std::back_inserter(all));
  }
  if (all.empty()) {
    throw Problem{{}, "nobody transmits anything"};
  }
  std::ranges::stable_sort(all, {}, [](const auto& report) {
    const auto& header = model::header_of(report);
    return std::pair(header.received_at, header.observed_at);
  });
  return all;
}

std::vector<model::Anomaly> play(const Drawing& drawing) {
  detect::EngineOptions options;
  options.watch_list = drawing.wanted;
  for (const auto& [sign, zone] : drawing.zones) {
    options.zones.push_back(zone);
  }
  detect::Engine engine(std::move(options));
  std::map<std::uint64_t, model::Anomaly> last;
  for (model::Anomaly& anomaly : scene::run(engine, reports_of(drawing))) {
    last[anomaly.id] = std::move(anomaly);
  }
  std::vector<model::Anomaly> standing;
  for (auto& [id, anomaly] : last) {
    if (anomaly.phase != model::AnomalyPhase::retracted) {
      standing.push_back(std::move(anomaly));
    }
  }
  std::ranges::stable_sort(standing, {}, &model::Anomaly::decided_at);
  return standing;
}

}  // namespace selat::scenario
