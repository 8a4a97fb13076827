// What goes wrong in the little world, and what people change in it while the server is down.

#include <string>

#include "world.h"

namespace selat::coordinate::simulation {

void World::stop_server() {
  counts_ = counts();
  server_.reset();
  rises_.crashed();
  trace_.crashed();
  ++counts_.restarts;
}

Counts World::counts() const {
  Counts all = counts_;
  all.rises_missed = rises_.missed();
  if (server_) {
    const CoordinatorCounters& counters = server_->counters();
    all.handovers += counters.handovers;
    all.claims_adopted += counters.claims_adopted;
    all.terms_lost += counters.terms_lost;
  }
  return all;
}

void World::server_faults() {
  if (server_ && random_.chance(0.0010)) {
    stop_server();
    server_down_until_ =
        real_ + Span::seconds(random_.chance(0.2) ? random_.uniform(0, 150) : random_.uniform(0, 3));
    change_what_the_server_reads();
  }
  if (random_.chance(0.0006)) {
    disk_fails_until_ = real_ + Span::seconds(random_.uniform(0, 40));
    ++counts_.disk_failures;
  }
  if (random_.chance(0.0006)) {
    server_stalls_until_ = real_ + Span::seconds(random_.uniform(0, 100));
  }
  if (random_.chance(0.0003)) {
    restart_detector();
  }
}

// While the server is down somebody moves its database away, changes a setting, draws a sector anew.
void World::change_what_the_server_reads() {
  // What nobody can know: that a longer lease was promised, where the database is lost while such a one may
  // still run, and nobody is heard who was told.
  const bool may_lose = real_ >= longer_lease_until_;
  if (may_lose && random_.chance(0.15)) {
    disk_ = {};
    rises_.forget_all();
    trace_.lost();
    ++disk_number_;
    ++counts_.disks_lost;
    if (random_.chance(0.3)) {
      server_clock_.behind = Span::seconds(random_.uniform(0, 1'000'000));  // of another machine
    }
  } else if (random_.chance(0.15)) {
    constexpr std::array kLeases = {Span::seconds(20), Span::seconds(60), Span::seconds(180)};
    longer_lease_until_ = real_ + settings_.timing.lease * 1.1 + settings_.timing.skew_bound * 2.0;
    settings_.timing.lease = kLeases[random_.below(kLeases.size())];
    ++counts_.leases_changed;
  }
  if (random_.chance(0.1)) {
    model::Sector& sector = settings_.sectors[random_.below(settings_.sectors.size())];
    trace_.outline_changed(sector.id);
    std::string id(sector.id.view().substr(0, 3));
    if (random_.chance(0.5)) {
      id += "-" + std::to_string(counts_.outlines_changed);  // the same waters by another name
    }
    const double west_deg = sector.area.polygons().front().bounds().south_west.longitude_deg();
    sector = square(id, 1.0, west_deg, sector.permits, 1.0 + random_.uniform(0, 0.01));
    ++counts_.outlines_changed;
  }
}

std::size_t World::waters_of(const model::SectorId& sector) {
  return static_cast<std::size_t>(sector.view()[2] - '1');
}

// It comes back with a new term and what it still finds; what it no longer finds has ended.
void World::restart_detector() {
  hear_detector();
  ++detector_term_;
  ++counts_.detector_restarts;
  for (model::Anomaly& anomaly : anomalies_) {
    if (random_.chance(0.1)) {
      ++anomaly.revision;
      anomaly.phase = model::AnomalyPhase::ended;
    }
  }
  if (server_) {
    tell_snapshot();
  }
}

void World::tell_snapshot() {
  server_->begin_anomaly_snapshot();
  for (const model::Anomaly& anomaly : anomalies_) {
    Effects effects = server_->observe(anomaly, detector_term_, server_now());
    note_decided(effects, nullptr);
    merge(not_yet_durable_, std::move(effects));
  }
  settle(server_->end_anomaly_snapshot(detector_term_, server_now()));
}

void World::faults() {
  server_faults();
  for (std::size_t i = 0; i < current_.size(); ++i) {
    terminal_faults(i);
  }
}

void World::terminal_faults(std::size_t i) {
  Terminal& terminal = *current_[i];
  if (random_.chance(0.0008)) {
    cut_off_until_[i] = real_ + Span::seconds(random_.uniform(0, 100));
  }
  if (real_ >= terminal.paused_until && random_.chance(0.0008)) {
    const Span still = Span::seconds(random_.uniform(0, 100));
    terminal.paused_until = real_ + still;
    if (random_.chance(0.3)) {
      terminal.sleeps_until = terminal.paused_until;
      terminal.clock.slept = terminal.clock.slept + still * terminal.clock.rate;
      ++counts_.machines_slept;
    }
  }
  for (const auto& other : terminals_) {
    if (other->is_standby && other->name == terminal.name && !other->agent.is_over() &&
        random_.chance(0.001)) {
      perform(*other, other->agent.leave());
      trace_.ended(other->term);
    }
  }
  if (random_.chance(0.0003)) {
    start_terminal(i, false, true);  // beside the person's
    ++counts_.standbys;
  }
  if (random_.chance(0.0006)) {
    terminal.is_alive = false;  // kill -9
    trace_.ended(terminal.term);
    start_terminal(i, random_.chance(0.5));
    ++counts_.restarts;
  } else if (random_.chance(0.0003)) {
    start_terminal(i, true);  // the old one lives on until it hears of it
  } else if (terminal.is_alive && !terminal.agent.is_over() && random_.chance(0.0003)) {
    perform(terminal, terminal.agent.leave());
    trace_.ended(terminal.term);
    start_terminal(i, false);
    current_[i]->paused_until = real_ + Span::seconds(random_.uniform(0, 100));
  } else if (terminal.agent.is_over() && random_.chance(0.01)) {
    start_terminal(i, false);
  }
}

}  // namespace selat::coordinate::simulation
