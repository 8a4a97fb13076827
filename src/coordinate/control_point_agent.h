#pragma once
// The control point's side of the coordination protocol: which sectors it answers for at this moment. It
// stops one skew bound before its lease ends, ignores orders with an older epoch than it knows, and repeats
// requests that are not answered. Offers are decided by a person, or accepted at once with
// `is_auto_accepting`. What a person gives back is said with its code and remark as often as the server has
// not heard it.
//
// It remembers the highest term of a coordination server (to be kept on disk, memory()) and obeys none of a
// lower one: such a server has lost its past, or is a former one. What it is told of that, the server takes a
// higher term. Only where nothing else is heard for longer than any lease, a lower term counts again.
//
// Pure; not thread-safe. `asked_at`: the steady time at which the request was sent that the order answers.
// Leases count from then, so a slow answer cannot make a lease longer here than at the server.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "coordinate/coordinator_memory.h"
#include "coordinate/standstill.h"
#include "coordinate/timing.h"
#include "model/order.h"
#include "model/request.h"
#include "units/clock.h"

namespace selat::coordinate {

// What the person at the control point is told, in order.
struct AgentEvent {
  enum class Kind : std::uint8_t {
    connected,       // the server knows us
    offered,         // answer within `left`
    offer_passed,    // the offer ended: nobody answered, or the server withdrew it
    too_late,        // accepted, but the offer had ended at the server
    held,            // we answer for the sector from now on
    lost,            // not ours any more: handed over, or given to another while we were silent
    lapsed,          // no answer from the server within the lease: give no more orders in the sector
    regained,        // the server confirmed a lapsed sector
    refused,         // `code` says why
    already_served,  // another running terminal has our name
    superseded,      // another terminal took over; this one must end
    unknown_here,    // the server knows no control point of our name
    earlier_server,  // a server without its past answers; it is not obeyed until it knows what it lost
    past_lost,       // the server has lost its past: what it told before, it may not know
    cannot_store,    // the server answers, but its disk takes nothing: it admits nobody until it does
    clock_jumped,    // the machine stood still or its clock was set: held sectors must be confirmed
  } kind;
  model::SectorId sector;
  Span left;
  std::optional<model::RefusalCode> code;
};

struct AgentActions {
  std::vector<model::Request> requests;  // to be sent in this order
  std::vector<AgentEvent> events;
};

struct OwnSector {
  enum class State : std::uint8_t {
    offered,    // waits for our answer
    accepting,  // we accepted; the server has not confirmed yet
    held,
    lapsed,  // our lease has ended by our own clock; we still ask the server to confirm the sector
  } state = State::offered;
  model::Assignment assignment;
  Span left;  // of the offer or the lease
};

enum class CommandProblem : std::uint8_t { no_such_offer, not_held };

class ControlPointAgent {
 public:
  struct Settings {
    Timing timing;
    bool is_auto_accepting = false;
    bool take_over = false;   // end another running terminal of this name
    bool is_standby = false;  // no person sits here
    CoordinatorMemory memory = {};
  };
  explicit ControlPointAgent(Settings settings)
      : settings_(settings), memory_(settings.memory), skew_bound_(settings.timing.skew_bound) {}

  [[nodiscard]] AgentActions receive(const model::ReceivedOrder& order, std::optional<SteadyTime> asked_at,
                                     Now now);
  // To be called a few times a second: sends signs of life, notices time-outs.
  [[nodiscard]] AgentActions tick(Now now);

  // Whether a person sits here now; the server is told with the next sign of life.
  void set_standby(bool is_standby, Now now);

  // Commands of the person at the control point.
  [[nodiscard]] std::optional<CommandProblem> accept(const model::SectorId& sector, Now now,
                                                     AgentActions& actions);
  [[nodiscard]] std::optional<CommandProblem> decline(const model::SectorId& sector, model::DeclineCode code,
                                                      std::string remark, AgentActions& actions);
  [[nodiscard]] std::optional<CommandProblem> release(const model::SectorId& sector, model::DeclineCode code,
                                                      std::string remark, AgentActions& actions);
  // A report is always accepted, whoever holds the sector by now.
  [[nodiscard]] model::PatrolReport report(const model::SectorId& sector, std::string text,
                                           std::optional<geo::Position> place) const;
  // A sector that an earlier process of this control point gave back; the server may not know it yet.
  void remember(const model::Decline& decline);
  void remember(const model::Release& release);
  // Gives back all sectors and ends: from then on no sector is held and every order is ignored.
  [[nodiscard]] AgentActions leave();

  // Whether this control point may give orders in the sector at this moment.
  [[nodiscard]] bool is_effective(const model::SectorId& sector, Now now) const;
  [[nodiscard]] std::vector<OwnSector> sectors(Now now) const;  // ordered by id
  // The sectors in which it may give orders at this moment.
  [[nodiscard]] std::vector<model::HeldSector> claims(Now now) const;
  [[nodiscard]] bool is_connected() const { return is_connected_; }
  [[nodiscard]] bool was_welcomed() const { return was_welcomed_; }
  // The server cannot welcome it, since it can store nothing, but tells it of alarms; none is to be answered.
  [[nodiscard]] bool is_listening() const { return was_told_that_it_cannot_store_; }
  // Whether a notice of this server counts. Before the welcome it may be of one whose past is not this
  // terminal's, and which tells it again; but that cannot be waited for while no welcome can come.
  [[nodiscard]] bool may_be_told(std::uint32_t coordinator_term) const {
    return (was_welcomed_ || is_listening()) && coordinator_term >= memory_.term;
  }
  // The number that the server gave to this terminal; 0 before it was welcomed.
  [[nodiscard]] std::uint64_t fence() const { return fence_; }
  [[nodiscard]] bool is_over() const { return is_over_; }  // left, superseded, or not known
  // To be on disk before any request that follows is sent; its term goes with each request.
  [[nodiscard]] const CoordinatorMemory& memory() const { return memory_; }

 private:
  struct Held {
    model::Assignment assignment;
    SteadyTime asked_at;  // when the request was sent whose answer last confirmed the sector
    SteadyTime leased_until;
    bool is_lapsed = false;
  };
  struct Offered {
    model::Assignment assignment;
    SteadyTime expires_at;
    bool is_accepted = false;
    SteadyTime next_accept_at;  // when to send the acceptance again
  };

  // What was given back, to be said again where the server did not hear it.
  struct GivenBack {
    std::uint64_t epoch = 0;  // and all before it; orders with them are ignored
    std::optional<model::DeclineCode> code;
    std::string remark;
  };

  void take(const model::Welcome& welcome, std::optional<SteadyTime> asked_at, Now now,
            AgentActions& actions);
  void take(const model::Renewed& renewed, std::optional<SteadyTime> asked_at, Now now,
            AgentActions& actions);
  void take(const model::Offer& offer, std::optional<SteadyTime> asked_at, Now now, AgentActions& actions);
  void take(const model::Grant& grant, std::optional<SteadyTime> asked_at, Now now, AgentActions& actions);
  void take(const model::Revoke& revoke, std::optional<SteadyTime> asked_at, Now now, AgentActions& actions);
  void take(const model::Places& places, std::optional<SteadyTime> asked_at, Now now, AgentActions& actions);
  void take(const model::Notice& notice, std::optional<SteadyTime> asked_at, Now now, AgentActions& actions);
  void take(const model::Receipt& receipt, std::optional<SteadyTime> asked_at, Now now,
            AgentActions& actions);
  void take(const model::Refusal& refusal, std::optional<SteadyTime> asked_at, Now now,
            AgentActions& actions);

  void hold(const model::Assignment& assignment, SteadyTime asked_at, Span lease_for, Now now,
            AgentActions& actions);
  void hold_all(const std::vector<model::Assignment>& holding, SteadyTime asked_at, Span lease_for, Now now,
                AgentActions& actions);
  void drop_unlisted(const std::vector<model::Assignment>& holding, SteadyTime asked_at,
                     AgentActions& actions);
  [[nodiscard]] bool obeys(const model::ReceivedOrder& order, std::optional<SteadyTime> asked_at, Now now,
                           AgentActions& actions);
  void note_promise(Span lease);
  void mind_the_clock(Now now, AgentActions& actions);
  void let_time_pass(Now now, AgentActions& actions);
  [[nodiscard]] SteadyTime effective_until(const Held& held) const { return held.leased_until - skew_bound_; }
  [[nodiscard]] bool is_effective(const Held& held, Now now) const;
  [[nodiscard]] std::uint64_t least_epoch(const model::SectorId& sector) const;
  void note_given_back(const model::SectorId& sector, GivenBack given);
  void let_go(const model::SectorId& sector, GivenBack given);

  Settings settings_;
  std::map<model::SectorId, Held> held_;
  std::map<model::SectorId, Offered> offered_;
  std::map<model::SectorId, GivenBack> given_back_;
  SteadyTime next_sign_at_;
  SteadyTime heard_at_;
  CoordinatorMemory memory_;
  std::optional<SteadyTime> only_earlier_since_;  // an earlier server answers, and no other
  Span skew_bound_;                               // the larger of the server's and our own
  SteadyTime believed_from_;                      // what was asked earlier promises nothing
  Standstill standstill_;
  std::uint64_t fence_ = 0;
  std::optional<Instant> past_since_;  // of the server
  std::uint32_t fence_term_ = 0;       // of the server that gave it
  std::uint64_t speaker_fence_ = 0;    // of the terminal that speaks, if it is another
  bool is_asked_for_claims_ = false;
  bool is_connected_ = false;
  bool has_asked_ = false;      // by Join
  bool must_say_rank_ = false;  // by Join, though it is connected
  bool was_told_that_it_cannot_store_ = false;
  bool was_welcomed_ = false;
  bool is_over_ = false;
};

}  // namespace selat::coordinate

namespace selat {
template <>
inline constexpr auto enum_names<coordinate::OwnSector::State> =
    std::to_array<std::string_view>({"offered", "accepting", "held", "lapsed"});
}  // namespace selat
