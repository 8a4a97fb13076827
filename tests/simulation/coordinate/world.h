#pragma once
// A little world for the coordination protocol: one server with a disk that fails or is lost, whose settings
// and sectors change over its restarts; four control points with terminals, standbys and people who answer or
// do not; a network that loses, delays, doubles and reorders; clocks that run apart, and machines that stand
// still; a detector that restarts. One seed is one history. The world checks the invariants at every step and
// remembers what was broken.

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/random.h"
#include "coordinate/control_point_agent.h"
#include "coordinate/coordinator.h"
#include "coordinate/inbox.h"
#include "coordinate/outbox.h"
#include "paper.h"
#include "rises.h"
#include "trace.h"

namespace selat::coordinate::simulation {

// A clock that started somewhere and runs a little fast or slow.
struct Clock {
  Span ahead;
  double rate = 1.0;
  Span slept = {};   // while the machine stood still its steady clock did, too
  Span behind = {};  // of the wall clock
  [[nodiscard]] Now at(Instant real) const {
    const Span since_boot = Span::hours(1) + ahead + (real - Instant()) * rate;
    return {SteadyTime() + (since_boot - slept),
            Instant() + (since_boot - behind) + Span::hours(24 * 365 * 57)};
  }
};

struct Asked {
  SteadyTime at;  // own clock
  model::Request body;
  std::uint64_t uid = 0;  // of words
};

struct Terminal {
  model::ControlPointId name;
  std::uint64_t term = 0;
  Clock clock;
  ControlPointAgent agent;
  std::uint64_t next_request = 1;
  std::map<std::uint64_t, Asked> asked;  // by request; the newest
  Inbox inbox;
  Instant paused_until, sleeps_until;
  std::set<std::uint64_t> confirmed;  // alerts that were named to this process by this server
  bool is_standby = false;            // no person sits at it
  bool was_connected = false;
  bool is_alive = true;
};

// What the terminals of a control point keep on their disk. Each has an inbox of its own in memory.
struct Desk {
  Outbox outbox;
  std::map<std::uint64_t, ToldAlert> told;  // by alert
  CoordinatorMemory memory;
};

struct Disk {
  std::uint32_t term = 0;
  bool has_past = false;
  Instant began_at;
  Promise promise;
  std::map<model::SectorId, SectorRecord> records;
  std::map<std::uint64_t, model::Alert> alerts;
  std::map<std::pair<model::SectorId, model::ControlPointId>, model::Exclusion> exclusions;
  std::map<model::ControlPointId, SpeakerRecord> speakers;
  std::vector<model::LogEntry> log;
};

// What was on a disk once, though it may be lost by now.
struct Archive {
  std::map<std::uint64_t, std::set<std::uint64_t>> words;  // by uid: on which disks it was logged
  std::set<std::uint64_t> logged_twice;                    // uids that one disk has twice
  std::set<std::uint64_t> acknowledged;                    // alerts that somebody acknowledged
  std::map<model::ControlPointId, std::vector<std::uint64_t>> speakers;  // terms of terminals, in order
};

// How often something rare happened in a history: a simulation that never gets there proves nothing.
struct Counts {
  std::uint64_t grants = 0, restarts = 0, handovers = 0, notices = 0, words = 0, prints = 0, rises_fallen = 0;
  std::uint64_t resumes = 0, rises_missed = 0;
  std::uint64_t disks_lost = 0, leases_changed = 0, outlines_changed = 0, machines_slept = 0;
  std::uint64_t detector_restarts = 0, claims_adopted = 0, terms_lost = 0, standbys = 0, disk_failures = 0;
};

inline constexpr auto kCounts = std::to_array<std::pair<std::string_view, std::uint64_t Counts::*>>(
    {{"grants", &Counts::grants},
     {"restarts", &Counts::restarts},
     {"handovers", &Counts::handovers},
     {"notices", &Counts::notices},
     {"words", &Counts::words},
     {"prints", &Counts::prints},
     {"rises that had fallen when they were printed", &Counts::rises_fallen},
     {"rises that no server heard of", &Counts::rises_missed},
     {"resumes", &Counts::resumes},
     {"disks lost", &Counts::disks_lost},
     {"leases changed", &Counts::leases_changed},
     {"outlines changed", &Counts::outlines_changed},
     {"machines slept", &Counts::machines_slept},
     {"detector restarts", &Counts::detector_restarts},
     {"claims adopted", &Counts::claims_adopted},
     {"terms lost", &Counts::terms_lost},
     {"standbys", &Counts::standbys},
     {"disk failures", &Counts::disk_failures}});

class World {
 public:
  // `trace`: where to write what happens (trace.h), or nowhere. `has_paper`: what is printed for people is
  // printed indeed, and read.
  explicit World(std::uint64_t seed, std::ostream* trace = nullptr, bool has_paper = false);

  void run(Span for_how_long, bool with_faults);

  [[nodiscard]] const std::vector<std::string>& broken() const { return broken_; }
  // After the calm: what a person at a terminal was not told, or what he wrote and did not arrive.
  [[nodiscard]] std::vector<std::string> untold() const;
  [[nodiscard]] std::vector<std::string> lost_words() const;
  // Sectors that nobody answers for although somebody could.
  [[nodiscard]] std::vector<std::string> neglected() const;
  [[nodiscard]] Counts counts() const;

  static model::Sector square(std::string_view id, double south_deg, double west_deg,
                              const std::array<model::Permit, 4>& permits, double side_deg);

 private:
  // Who acts in the same waters at this moment.
  struct Acting {
    std::vector<model::ControlPointId> names;
    std::uint64_t epoch = 0;
    model::ControlPointId last_holder;
    std::uint64_t last_epoch = 0;
  };
  struct Parcel {
    std::optional<model::ReceivedRequest> to_server;
    std::optional<model::AddressedOrder> to_terminal;
  };

  void start_server();
  void start_terminal(std::size_t control_point, bool take_over, bool is_standby = false);
  void stop_server();
  void server_faults();
  void terminal_faults(std::size_t control_point);
  void change_what_the_server_reads();
  void restart_detector();
  void tell_snapshot();
  // Of S01 and all its later names, 0.
  [[nodiscard]] static std::size_t waters_of(const model::SectorId& sector);
  void check_permit(const Terminal& terminal, const model::SectorId& held);
  void check_rank(const Terminal& ended);
  [[nodiscard]] Span left_to_sleep(const Terminal& terminal) const;
  void wake(Terminal& terminal);
  void bury();
  void step(bool with_faults);
  void faults();
  void people(Terminal& terminal);
  void resume(const Terminal& terminal, AgentActions& actions);
  void acknowledge(const Terminal& terminal, AgentActions& actions);
  void write(Terminal& terminal);
  void detector();
  void hear_detector();
  void take_notice(Terminal& terminal, const model::Notice& notice, std::uint64_t run);
  void take_news(Terminal& terminal, const model::Notice& notice, std::uint64_t run);
  void print_earlier(Terminal& terminal);
  void load_told(Terminal& terminal);
  void catch_up(Terminal& terminal);
  void print(const Terminal& terminal, const model::Notice& notice, const std::optional<ToldAlert>& before);
  [[nodiscard]] bool is_of_lost_disk(const model::Alert& alert) const;
  [[nodiscard]] bool is_told_of(std::size_t control_point, std::uint64_t alert) const;
  void check_rises();
  // Words that are neither in the log nor on their way, or are shown as neither.
  [[nodiscard]] std::vector<std::string> unaccounted_words() const;
  [[nodiscard]] const Terminal* speaker(std::size_t control_point) const;
  void send(Terminal& terminal, model::Request body, std::uint64_t uid);
  [[nodiscard]] std::size_t index_of(const model::ControlPointId& name) const;
  void deliver(bool with_faults);
  void serve(const model::ReceivedRequest& request);
  void note_decided(const Effects& effects, const model::ReceivedRequest* request);
  void settle(Effects effects, const model::ReceivedRequest* request = nullptr);
  void perform(Terminal& terminal, AgentActions actions);
  void post(Parcel parcel, bool with_faults);
  void check();
  void check(Acting& here);
  void check_durable(const model::AddressedOrder& order);
  void complain(const std::string& what);
  [[nodiscard]] Now server_now() const { return server_clock_.at(real_); }

  Trace trace_;
  Random random_;
  bool faulty_ = false;
  Instant real_;
  CoordinatorSettings settings_;
  Clock server_clock_;
  std::unique_ptr<Coordinator> server_;
  Effects not_yet_durable_;
  Instant disk_fails_until_, server_down_until_, server_stalls_until_, next_server_tick_, longer_lease_until_,
      people_act_at_, detector_acts_at_;
  Disk disk_;
  std::array<Terminal*, 4> current_{};  // each control point's newest terminal of a person
  std::set<std::uint64_t> standbys_;    // terms of terminals
  std::vector<std::unique_ptr<Terminal>> terminals_;
  std::uint64_t next_term_ = 100;
  // When it arrives stands beside it: each is looked at in every step.
  struct Posted {
    Instant arrives_at;
    std::unique_ptr<Parcel> parcel;
  };
  std::vector<Posted> network_;
  std::array<Instant, 4> cut_off_until_{};
  std::array<Acting, 7> acting_;
  Rises rises_{
      [this](const model::ControlPointId& id) { return index_of(id); },
      [this](std::size_t control_point, std::uint64_t alert) { return is_told_of(control_point, alert); }};
  Instant next_check_of_rises_;
  struct Speaking {
    std::uint64_t term = 0;  // of a person's terminal; 0: none speaks
    Instant since;
  };
  std::array<Speaking, 4> speaking_{};  // at each control point
  std::optional<Paper> paper_;
  std::vector<model::Anomaly> anomalies_;
  std::vector<model::Anomaly> unheard_;  // told by the detector, and not read by the server yet
  std::array<Desk, 4> desks_;
  Archive archive_;
  Counts counts_;
  std::uint64_t next_uid_ = 1, next_anomaly_ = 1, disk_number_ = 1, detector_term_ = 1;
  std::vector<std::string> broken_;
};

}  // namespace selat::coordinate::simulation
