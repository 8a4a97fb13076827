#include "simulate/radar_traffic.h"

#include <algorithm>
#include <utility>

#include "base/fingerprint.h"
#include "geo/local_plane.h"
#include "nmea/tag_block.h"
#include "radar/asterix/encode.h"
#include "radar/encode_sentence.h"
#include "simulate/arpa.h"
#include "simulate/radar_scanner.h"
#include "simulate/silent_boats.h"

namespace selat::simulate {
namespace {

constexpr std::size_t kReportsOfADatagram = 40;  // so that it stays whole on its way
const Distance kBuoy = Distance::metres(5);

bool echoes(const SimulatedVessel& vessel) {
  return vessel.identity.device != Device::base_station && vessel.identity.device != Device::ais_sart;
}

Distance length_of(const SimulatedVessel& vessel) {
  const Distance length = vessel.identity.dimensions.to_bow + vessel.identity.dimensions.to_stern;
  return length > kBuoy ? length : kBuoy;
}

bool follows_targets(model::RadarFormat format) {
  return format == model::RadarFormat::ttm || format == model::RadarFormat::asterix_062;
}

}  // namespace

struct RadarTraffic::Impl {
  struct Station {
    RadarScanner scanner;
    Arpa arpa;
    std::int64_t next_turn;
  };

  Impl(const Environment& environment, const RadarTrafficOptions& given)
      : options(given), boats(environment, {.seed = options.seed, .crosses_by_day = options.crosses_by_day}) {
    for (const SimulatedRadar& radar : shore_radars()) {
      RadarScanner scanner(radar, environment.coast, options.seed, options.sea_state);
      const std::int64_t turn = scanner.turn_at(options.from) + 1;
      stations.push_back({std::move(scanner), Arpa(join(options.seed, fingerprint(radar.id))), turn});
    }
  }

  void run_until(Instant until, const std::vector<SimulatedVessel>& vessels,
                 const std::function<void(const RadarTurn&)>& on_turn) {
    const auto ends_at = [](const Station& station) {
      return station.scanner.north_at(station.next_turn + 1);
    };
    while (true) {
      Station& next = *std::ranges::min_element(stations, {}, ends_at);
      if (ends_at(next) >= until) {
        return;
      }
      turn(next, vessels, on_turn);
      ++next.next_turn;
    }
  }

  void turn(Station& station, const std::vector<SimulatedVessel>& vessels,
            const std::function<void(const RadarTurn&)>& on_turn) {
    const RadarScanner& scanner = station.scanner;
    const Instant north_at = scanner.north_at(station.next_turn);
    const auto plots = scanner.scan(station.next_turn, targets_at(north_at, vessels));
    auto reports =
        follows_targets(options.format) ? station.arpa.follow(station.next_turn, plots) : as_reports(plots);
    for (model::RadarReport& report : reports) {
      report.format = options.format;
      report.source =
          options.format == model::RadarFormat::ttm ? scanner.radar().id : scanner.radar().sac_sic;
      report.position = geo::destination(scanner.radar().position, *report.bearing, *report.range);
      report.is_position_computed = true;
    }
    on_turn({&scanner.radar(), north_at, scanner.north_at(station.next_turn + 1), reports});
  }

  static std::vector<model::RadarReport> as_reports(const std::vector<Plot>& plots) {
    std::vector<model::RadarReport> reports;
    for (const Plot& plot : plots) {
      model::RadarReport& report = reports.emplace_back();
      report.detection = model::RadarDetection::primary;
      report.observed_at = plot.at;
      report.range = plot.range;
      report.bearing = plot.bearing;
    }
    return reports;
  }

  std::vector<Target> targets_at(Instant when, const std::vector<SimulatedVessel>& vessels) {
    std::vector<Target> targets;
    for (const SimulatedVessel& vessel : vessels) {
      if (echoes(vessel) && vessel.is_on(when)) {
        targets.push_back({.object = vessel.identity.mmsi.number(),
                           .length = length_of(vessel),
                           .behaviour = vessel.behaviour.get(),
                           .has_ais = true});
      }
    }
    for (const SilentBoat& boat : boats.until(when)) {
      if (boat.is_at_sea(when)) {
        targets.push_back({.object = boat.object,
                           .length = boat.length,
                           .behaviour = boat.behaviour.get(),
                           .has_ais = false});
      }
    }
    return targets;
  }

  RadarTrafficOptions options;
  SilentBoats boats;
  std::vector<Station> stations;
};

RadarTraffic::RadarTraffic(const Environment& environment, const RadarTrafficOptions& options)
    : impl_(std::make_unique<Impl>(environment, options)) {}
RadarTraffic::~RadarTraffic() = default;

void RadarTraffic::run_until(Instant until, const std::vector<SimulatedVessel>& vessels,
                             const std::function<void(const RadarTurn&)>& on_turn) {
  impl_->run_until(until, vessels, on_turn);
}

std::vector<TrueObject> RadarTraffic::truth(Instant when, const std::vector<SimulatedVessel>& vessels) {
  std::vector<TrueObject> all;
  const auto add = [&](TrueObject object) {
    const bool is_in_range = std::ranges::any_of(shore_radars(), [&](const SimulatedRadar& radar) {
      return geo::distance(radar.position, object.movement.position) < radar.max_range;
    });
    if (is_in_range) {
      all.push_back(std::move(object));
    }
  };
  for (const SimulatedVessel& vessel : vessels) {
    if (echoes(vessel) && vessel.is_on(when)) {
      add({.object = vessel.identity.mmsi.number(),
           .corridor = {},
           .mmsi = vessel.identity.mmsi,
           .length = length_of(vessel),
           .movement = vessel.behaviour->at(when)});
    }
  }
  for (const SilentBoat& boat : impl_->boats.until(when)) {
    if (boat.is_at_sea(when)) {
      add({.object = boat.object,
           .corridor = boat.corridor,
           .mmsi = std::nullopt,
           .length = boat.length,
           .movement = boat.behaviour->at(when)});
    }
  }
  return all;
}

std::string lines_of(const RadarTurn& turn) {
  std::string lines;
  for (const model::RadarReport& report : turn.reports) {
    lines += nmea::write_tag_block(turn.radar->id, report.observed_at);
    lines += radar::encode_sentence(report);
    lines += "\r\n";
  }
  return lines;
}

std::vector<radar::AsterixBytes> datagrams_of(const RadarTurn& turn) {
  model::RadarStatus north;
  north.event = model::RadarEvent::north_marker;
  north.source = turn.radar->sac_sic;
  north.observed_at = turn.north_at;
  north.turn = turn.radar->scan_period;
  north.position = turn.radar->position;
  std::vector<radar::AsterixBytes> datagrams = {radar::encode_block(north)};
  for (auto left = turn.reports; !left.empty();) {
    const auto some = left.first(std::min(left.size(), kReportsOfADatagram));
    datagrams.push_back(radar::encode_block(some));
    left = left.subspan(some.size());
  }
  return datagrams;
}

}  // namespace selat::simulate
