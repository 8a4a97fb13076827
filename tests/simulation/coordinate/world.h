#pragma once
// A little world for the coordination protocol: one server with a disk, four control points, a network that
// loses, delays, doubles and reorders, clocks that run apart, people who answer or do not. One seed is one
// history. The world checks the invariants at every step and remembers what was broken.

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/random.h"
#include "coordinate/control_point_agent.h"
#include "coordinate/coordinator.h"
#include "coordinate/inbox.h"
#include "coordinate/outbox.h"

namespace selat::coordinate::simulation {

// A clock that started somewhere and runs a little fast or slow.
struct Clock {
  Span ahead;
  double rate = 1.0;
  [[nodiscard]] Now at(Instant real) const {
    const Span since_boot = Span::hours(1) + ahead + (real - Instant()) * rate;
    return {SteadyTime() + since_boot, Instant() + since_boot + Span::hours(24 * 365 * 50)};
  }
};

struct Terminal {
  model::ControlPointId name;
  std::uint64_t term = 0;
  Clock clock;
  ControlPointAgent agent;
  std::uint64_t next_request = 1;
  std::map<std::uint64_t, SteadyTime> asked_at;  // by request, own clock
  std::map<std::uint64_t, model::Request> questions;
  std::map<std::uint64_t, std::uint64_t> uids;  // by request
  Instant paused_until;
  bool is_standby = false;  // no person sits at it
  bool was_connected = false;
  bool is_alive = true;
};

// What the terminals of a control point keep on their disk.
struct Desk {
  Outbox outbox;
  Inbox inbox;
};

struct Disk {
  std::uint32_t term = 0;
  std::map<model::SectorId, SectorRecord> records;
  std::map<std::uint64_t, model::Alert> alerts;
  std::map<std::pair<model::SectorId, model::ControlPointId>, model::Exclusion> exclusions;
  std::map<model::ControlPointId, SpeakerRecord> speakers;
  std::map<std::pair<model::ControlPointId, std::uint64_t>, std::uint32_t> words;  // by uid: how often logged
  std::vector<model::LogEntry> log;
  std::set<std::uint64_t> acknowledged;  // alerts that somebody acknowledged, as the log says
};

class World {
 public:
  explicit World(std::uint64_t seed);

  void run(Span for_how_long, bool with_faults);

  [[nodiscard]] const std::vector<std::string>& broken() const { return broken_; }
  // After the calm: what a person at a terminal was not told, or what he wrote and did not arrive.
  [[nodiscard]] std::vector<std::string> untold() const;
  [[nodiscard]] std::vector<std::string> lost_words() const;
  [[nodiscard]] std::uint64_t notices_seen() const { return notices_seen_; }
  [[nodiscard]] std::uint64_t words_written() const { return words_written_; }
  // Sectors that nobody answers for although somebody could.
  [[nodiscard]] std::vector<std::string> neglected() const;
  [[nodiscard]] std::uint64_t grants_seen() const { return grants_seen_; }
  [[nodiscard]] std::uint64_t restarts() const { return restarts_; }
  [[nodiscard]] std::uint64_t handovers() const { return handovers_; }

 private:
  struct Parcel {
    Instant arrives_at;
    std::optional<model::ReceivedRequest> to_server;
    std::optional<model::AddressedOrder> to_terminal;
  };

  void start_server();
  void start_terminal(std::size_t control_point, bool take_over, bool is_standby = false);
  void server_faults();
  void check_rank(const Terminal& ended);
  void step(bool with_faults);
  void faults();
  void people(Terminal& terminal);
  void write(Terminal& terminal);
  void detector();
  void take_notice(Terminal& terminal, const model::Notice& notice);
  void send(Terminal& terminal, model::Request body, std::uint64_t uid);
  [[nodiscard]] std::size_t index_of(const model::ControlPointId& name) const;
  void deliver(bool with_faults);
  void serve(const model::ReceivedRequest& request);
  void settle(Effects effects);
  void perform(Terminal& terminal, AgentActions actions);
  void post(Parcel parcel, bool with_faults);
  void check();
  void check_durable(const model::AddressedOrder& order);
  void complain(const std::string& what);
  [[nodiscard]] Now server_now() const { return server_clock_.at(real_); }

  Random random_;
  bool faulty_ = false;
  Instant real_;
  CoordinatorSettings settings_;
  Clock server_clock_;
  std::unique_ptr<Coordinator> server_;
  Effects not_yet_durable_;
  Instant disk_fails_until_, server_down_until_, server_stalls_until_, next_server_tick_;
  Disk disk_;
  std::array<std::size_t, 4> current_{};  // index of each control point's newest terminal
  std::vector<std::unique_ptr<Terminal>> terminals_;
  std::uint64_t next_term_ = 100;
  std::vector<Parcel> network_;
  std::array<Instant, 4> cut_off_until_{};
  std::map<model::SectorId, std::pair<model::ControlPointId, std::uint64_t>> last_effective_;
  std::vector<model::Anomaly> anomalies_;
  std::array<Desk, 4> desks_;
  std::uint64_t next_uid_ = 1, words_written_ = 0, notices_seen_ = 0;
  std::uint64_t grants_seen_ = 0, restarts_ = 0, handovers_ = 0;
  std::vector<std::string> broken_;
};

}  // namespace selat::coordinate::simulation
