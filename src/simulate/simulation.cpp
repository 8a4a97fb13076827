#include "simulate/simulation.h"

#include <algorithm>
#include <queue>
#include <tuple>
#include <utility>
#include <variant>

#include "ais/encode.h"
#include "base/fingerprint.h"
#include "base/random.h"
#include "geo/local_plane.h"
#include "simulate/fleet.h"
#include "simulate/injects.h"
#include "simulate/reporting.h"
#include "simulate/transmitter.h"

namespace selat::simulate {
namespace {

constexpr double kSlotLoss = 0.015;           // a message lost in its slot, even at short range
constexpr double kSecondStationShare = 0.35;  // how often a second station forwards what it received too
// Transmitters choose slots around the nominal time (M.1371-5 annex 2).
constexpr double kIntervalJitter = 0.04;
constexpr Span kOutlierExpiresAfter = Span::minutes(1);  // for a run that begins after it
constexpr Span kSecondStationDelay = Span::milliseconds(180);

enum class Kind : std::uint8_t { statics, position };

struct Due {
  Instant at;
  std::size_t vessel = 0;
  Kind kind = Kind::position;
  std::uint32_t count = 0;  // how many of this kind the vessel has sent
  friend bool operator>(const Due& a, const Due& b) {
    return std::tie(a.at, a.vessel, a.kind) > std::tie(b.at, b.vessel, b.kind);
  }
};

bool is_weak(Device device) {
  return device == Device::class_b_cs || device == Device::class_b_so || device == Device::ais_sart;
}

}  // namespace

struct Simulation::Impl {
  Impl(Environment given, const SimulationOptions& given_options)
      : environment(std::move(given)),
        options(given_options),
        registry(join(options.seed, 0x4E616D65)),
        begin(options.live_at - options.history),
        fleet(make_fleet(environment, registry, options.seed, options.vessels, options.live_at)),
        inject_plan(environment, fleet, registry, options.seed, options.live_at) {
    for (std::size_t i = 0; i < vessels.size(); ++i) {
      switch_on(i);
    }
    inject_until(begin);
  }

  // Puts the vessel's first transmissions into the queue.
  void switch_on(std::size_t index) {
    const SimulatedVessel& vessel = vessels[index];
    Random random(join(join(options.seed, vessel.identity.mmsi.number()), 0x0F));
    const Instant from = std::max(vessel.from.value_or(begin), begin);
    const Span interval = position_interval(vessel.identity.device, vessel.reported_at(from));
    if (vessel.from && *vessel.from >= begin) {
      // Switched on now: position and static data follow within seconds.
      queue.push({from + Span::milliseconds(300), index, Kind::position, 0});
      queue.push({from + Span::milliseconds(800), index, Kind::statics, 0});
    } else {
      queue.push({from + kStaticInterval * random.uniform(), index, Kind::statics, 0});
      queue.push({from + interval * random.uniform(), index, Kind::position, 0});
    }
  }

  // A round is added well before its vessels first transmit.
  void inject_until(Instant now) {
    while (inject_plan.next_begins() - kLeadTime - kRoundLength <= now) {
      Round round = inject_plan.next();
      for (JumpInject& jump : round.jumps) {
        vessels[jump.vessel].jumps.push_back(jump.jump);
      }
      for (OutlierInject& outlier : round.outliers) {
        vessels[outlier.vessel].outlier = outlier.outlier;
      }
      for (SimulatedVessel& vessel : round.vessels) {
        vessels.push_back(std::move(vessel));
        switch_on(vessels.size() - 1);
      }
      for (Inject& inject : round.injects) {
        injects.push_back(std::move(inject));
      }
    }
  }

  void run_until(Instant until, const std::function<void(const Reception&)>& on_reception) {
    while (!queue.empty() && queue.top().at < until) {
      const Due due = queue.top();
      queue.pop();
      inject_until(due.at);
      SimulatedVessel& vessel = vessels[due.vessel];
      if (vessel.until && due.at >= *vessel.until) {
        continue;
      }
      transmit(vessel, due, on_reception);
      queue.push(next_after(due, vessel));
    }
  }

  [[nodiscard]] std::uint64_t noise_seed_of(const SimulatedVessel& vessel, const Due& due) const {
    const std::uint64_t who = join(options.seed, vessel.identity.mmsi.number());
    return join(join(who, static_cast<std::uint64_t>(due.at.in_unix_microseconds())),
                static_cast<std::uint64_t>(due.kind));
  }

  [[nodiscard]] Due next_after(const Due& due, const SimulatedVessel& vessel) const {
    Due next = due;
    ++next.count;
    Random random(join(noise_seed_of(vessel, due), 0x17));
    const double jitter = 1.0 + random.uniform(-kIntervalJitter, kIntervalJitter);
    const bool is_sart = vessel.identity.device == Device::ais_sart;
    if (is_sart && due.kind == Kind::position) {
      const bool ends_burst = next.count % kReportsInBurst == 0;
      next.at =
          due.at + (ends_burst ? kBurstInterval - kBurstSpacing * (kReportsInBurst - 1) : kBurstSpacing);
    } else if (is_sart) {
      next.at = due.at + kBurstInterval * 4;
    } else if (due.kind == Kind::statics) {
      next.at = due.at + kStaticInterval * jitter;
    } else {
      next.at = due.at + position_interval(vessel.identity.device, vessel.reported_at(due.at)) * jitter;
    }
    return next;
  }

  void transmit(SimulatedVessel& vessel, const Due& due,
                const std::function<void(const Reception&)>& on_reception) {
    const std::uint64_t noise_seed = noise_seed_of(vessel, due);
    std::vector<ais::Message> messages;
    geo::Position from = vessel.reported_at(due.at).position;
    if (due.kind == Kind::statics) {
      messages = static_messages(vessel.identity, due.at);
    } else {
      messages.push_back(position_message(vessel, due.at, noise_seed));
      apply_outlier(vessel, due.at, messages.back());
    }
    if (!messages.empty()) {
      receive(messages, vessel.identity.device, from, due.at, noise_seed, on_reception);
    }
  }

  static void apply_outlier(SimulatedVessel& vessel, Instant at, ais::Message& message) {
    if (!vessel.outlier || at < vessel.outlier->at) {
      return;
    }
    const bool is_due = at - vessel.outlier->at < kOutlierExpiresAfter;
    if (auto* position = std::get_if<ais::PositionA>(&message); is_due && position && position->position) {
      position->position = geo::destination(*position->position, vessel.outlier->towards, vessel.outlier->by);
    }
    vessel.outlier.reset();
  }

  // Received by the nearest station in range, and sometimes by the second nearest.
  void receive(const std::vector<ais::Message>& messages, Device device, geo::Position from, Instant at,
               std::uint64_t noise_seed, const std::function<void(const Reception&)>& on_reception) {
    Random random(join(noise_seed, 0x2A));
    const char channel = random.chance(0.5) ? 'A' : 'B';
    struct InRange {
      double share_of_range;
      const ShoreStation* station;
    };
    std::vector<InRange> in_range;
    for (const ShoreStation& station : environment.stations) {
      const Distance range = station.class_a_range * (is_weak(device) ? kWeakRange : 1.0);
      const double share = geo::distance(station.position, from) / range;
      if (share < 1) {
        in_range.push_back({share, &station});
      }
    }
    std::sort(in_range.begin(), in_range.end(),
              [](const InRange& a, const InRange& b) { return a.share_of_range < b.share_of_range; });
    // More is lost near the limit of the range: a quarter at the limit.
    const auto is_received = [&](double share) {
      const double far = std::max(0.0, share - 0.8) / 0.2;
      return !random.chance(kSlotLoss + 0.25 * far * far);
    };
    if (!in_range.empty() && is_received(in_range[0].share_of_range)) {
      forward(messages, *in_range[0].station, at, channel, on_reception);
    }
    if (in_range.size() > 1 && random.chance(kSecondStationShare) &&
        is_received(in_range[1].share_of_range)) {
      forward(messages, *in_range[1].station, at + kSecondStationDelay, channel, on_reception);
    }
  }

  void forward(const std::vector<ais::Message>& messages, const ShoreStation& station, Instant at,
               char channel, const std::function<void(const Reception&)>& on_reception) {
    ais::EncodeOptions encode;
    encode.channel = channel;
    encode.tag_source = station.source;
    encode.tag_time = at;
    lines.clear();
    std::uint32_t sentences = 0;
    for (const ais::Message& message : messages) {
      encode.sequence_id = static_cast<std::uint8_t>(sequence++ % 10);
      for (const std::string& sentence : ais::encode(message, encode)) {
        lines += sentence;
        lines += "\r\n";
        ++sentences;
      }
    }
    on_reception({at, lines, sentences});
  }

  Environment environment;
  SimulationOptions options;
  Registry registry;
  Instant begin;
  Fleet fleet;
  std::vector<SimulatedVessel>& vessels = fleet.vessels;
  InjectPlan inject_plan;
  std::vector<Inject> injects;
  std::priority_queue<Due, std::vector<Due>, std::greater<>> queue;
  std::string lines;
  std::uint64_t sequence = 0;
};

Simulation::Simulation(Environment environment, const SimulationOptions& options)
    : impl_(std::make_unique<Impl>(std::move(environment), options)) {}
Simulation::~Simulation() = default;

void Simulation::run_until(Instant until, const std::function<void(const Reception&)>& on_reception) {
  impl_->run_until(until, on_reception);
}

const std::vector<Inject>& Simulation::injects() const {
  return impl_->injects;
}
const std::vector<SimulatedVessel>& Simulation::vessels() const {
  return impl_->vessels;
}

}  // namespace selat::simulate
