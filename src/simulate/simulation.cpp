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
#include "simulate/reporting.h"
#include "simulate/speaker.h"
#include "simulate/staging.h"

namespace selat::simulate {
namespace {

constexpr double kSlotLoss = 0.015;           // a garbled slot, even close by
constexpr double kSecondStationShare = 0.35;  // how often a second station passes on what it too has heard
constexpr double kIntervalJitter =
    0.04;  // stations choose slots about the nominal instant (M.1371-5 annex 2)
constexpr Span kGlitchIsOver = Span::minutes(1);  // for a run that begins after it
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
  Impl(Scenery given, const SimulationOptions& given_options)
      : scenery(std::move(given)),
        options(given_options),
        registry(join(options.seed, 0x4E616D65)),
        begin(options.live_at - options.history),
        fleet(make_fleet(scenery, registry, options.seed, options.vessels, options.live_at)),
        staging(scenery, fleet, registry, options.seed, options.live_at) {
    for (std::size_t i = 0; i < vessels.size(); ++i) {
      switch_on(i);
    }
    stage_until(begin);
  }

  // Puts the vessel's first transmissions into the queue.
  void switch_on(std::size_t index) {
    const Vessel& vessel = vessels[index];
    Random random(join(join(options.seed, vessel.identity.mmsi.number()), 0x0F));
    const Instant from = std::max(vessel.from.value_or(begin), begin);
    const Span interval = position_interval(vessel.identity.device, vessel.said_at(from));
    if (vessel.from && *vessel.from >= begin) {
      // Just switched on: where she is, and who, within seconds.
      queue.push({from + Span::milliseconds(300), index, Kind::position, 0});
      queue.push({from + Span::milliseconds(800), index, Kind::statics, 0});
    } else {
      queue.push({from + kStaticInterval * random.uniform(), index, Kind::statics, 0});
      queue.push({from + interval * random.uniform(), index, Kind::position, 0});
    }
  }

  // Rounds are staged well before their vessels are first heard.
  void stage_until(Instant now) {
    while (staging.next_begins() - kRehearsal - kRound <= now) {
      Round round = staging.next();
      for (LeapOf& leap : round.leaps) {
        vessels[leap.vessel].leaps.push_back(leap.leap);
      }
      for (GlitchOf& glitch : round.glitches) {
        vessels[glitch.vessel].glitch = glitch.glitch;
      }
      for (Vessel& vessel : round.vessels) {
        vessels.push_back(std::move(vessel));
        switch_on(vessels.size() - 1);
      }
      for (StagedEvent& event : round.events) {
        staged.push_back(std::move(event));
      }
    }
  }

  void run_until(Instant until, const std::function<void(const Heard&)>& hear) {
    while (!queue.empty() && queue.top().at < until) {
      const Due due = queue.top();
      queue.pop();
      stage_until(due.at);
      Vessel& vessel = vessels[due.vessel];
      if (vessel.until && due.at >= *vessel.until) {
        continue;
      }
      speak(vessel, due, hear);
      queue.push(next_after(due, vessel));
    }
  }

  [[nodiscard]] std::uint64_t roll_of(const Vessel& vessel, const Due& due) const {
    const std::uint64_t who = join(options.seed, vessel.identity.mmsi.number());
    return join(join(who, static_cast<std::uint64_t>(due.at.in_unix_microseconds())),
                static_cast<std::uint64_t>(due.kind));
  }

  [[nodiscard]] Due next_after(const Due& due, const Vessel& vessel) const {
    Due next = due;
    ++next.count;
    Random random(join(roll_of(vessel, due), 0x17));
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
      next.at = due.at + position_interval(vessel.identity.device, vessel.said_at(due.at)) * jitter;
    }
    return next;
  }

  void speak(Vessel& vessel, const Due& due, const std::function<void(const Heard&)>& hear) {
    const std::uint64_t roll = roll_of(vessel, due);
    std::vector<ais::Message> messages;
    geo::Position from = vessel.said_at(due.at).position;
    if (due.kind == Kind::statics) {
      messages = static_messages(vessel.identity, due.at);
    } else {
      messages.push_back(position_message(vessel, due.at, roll));
      glitch(vessel, due.at, messages.back());
    }
    if (!messages.empty()) {
      receive(messages, vessel.identity.device, from, due.at, roll, hear);
    }
  }

  static void glitch(Vessel& vessel, Instant at, ais::Message& message) {
    if (!vessel.glitch || at < vessel.glitch->at) {
      return;
    }
    const bool is_due = at - vessel.glitch->at < kGlitchIsOver;
    if (auto* position = std::get_if<ais::PositionA>(&message); is_due && position && position->position) {
      position->position = geo::destination(*position->position, vessel.glitch->towards, vessel.glitch->by);
    }
    vessel.glitch.reset();
  }

  // Which stations hear it: the nearest, and sometimes the one after.
  void receive(const std::vector<ais::Message>& messages, Device device, geo::Position from, Instant at,
               std::uint64_t roll, const std::function<void(const Heard&)>& hear) {
    Random random(join(roll, 0x2A));
    const char channel = random.chance(0.5) ? 'A' : 'B';
    struct InReach {
      double share_of_range;
      const Station* station;
    };
    std::vector<InReach> in_reach;
    for (const Station& station : scenery.stations) {
      const Distance range = station.class_a_range * (is_weak(device) ? kWeakRange : 1.0);
      const double share = geo::distance(station.position, from) / range;
      if (share < 1) {
        in_reach.push_back({share, &station});
      }
    }
    std::sort(in_reach.begin(), in_reach.end(),
              [](const InReach& a, const InReach& b) { return a.share_of_range < b.share_of_range; });
    // Near the edge of the range more is lost: a quarter at the very edge.
    const auto is_heard = [&](double share) {
      const double far = std::max(0.0, share - 0.8) / 0.2;
      return !random.chance(kSlotLoss + 0.25 * far * far);
    };
    if (!in_reach.empty() && is_heard(in_reach[0].share_of_range)) {
      pass_on(messages, *in_reach[0].station, at, channel, hear);
    }
    if (in_reach.size() > 1 && random.chance(kSecondStationShare) && is_heard(in_reach[1].share_of_range)) {
      pass_on(messages, *in_reach[1].station, at + kSecondStationDelay, channel, hear);
    }
  }

  void pass_on(const std::vector<ais::Message>& messages, const Station& station, Instant at, char channel,
               const std::function<void(const Heard&)>& hear) {
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
    hear({at, lines, sentences});
  }

  Scenery scenery;
  SimulationOptions options;
  Registry registry;
  Instant begin;
  Fleet fleet;
  std::vector<Vessel>& vessels = fleet.vessels;
  Staging staging;
  std::vector<StagedEvent> staged;
  std::priority_queue<Due, std::vector<Due>, std::greater<>> queue;
  std::string lines;
  std::uint64_t sequence = 0;
};

Simulation::Simulation(Scenery scenery, const SimulationOptions& options)
    : impl_(std::make_unique<Impl>(std::move(scenery), options)) {}
Simulation::~Simulation() = default;

void Simulation::run_until(Instant until, const std::function<void(const Heard&)>& hear) {
  impl_->run_until(until, hear);
}

const std::vector<StagedEvent>& Simulation::staged() const {
  return impl_->staged;
}
const std::vector<Vessel>& Simulation::vessels() const {
  return impl_->vessels;
}

}  // namespace selat::simulate
