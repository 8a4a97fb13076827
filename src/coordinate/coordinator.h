#pragma once
// The decisions of the coordination server: which control point answers for which sector, and which anomalies
// are alerts. Pure and deterministic: an event and the time go in, effects come out as values. The caller
// must write effects to disk before it sends or publishes any of them. While the disk fails it keeps them
// (merge()) and tries again; control points then see a slow server, and no sector is given to anybody without
// a record on disk.
//
// Not thread-safe. No content of a request or an anomaly can break a contract.

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "coordinate/alert_desk.h"
#include "coordinate/applied_words.h"
#include "coordinate/effects.h"
#include "coordinate/exclusions.h"
#include "coordinate/sector_leases.h"
#include "coordinate/sector_map.h"
#include "coordinate/sighting_register.h"
#include "coordinate/speaking_terminals.h"
#include "coordinate/timing.h"
#include "model/order.h"
#include "model/request.h"
#include "model/sector_table.h"
#include "plan/sector_allocation.h"
#include "plan/travel_table.h"
#include "units/clock.h"

namespace selat::coordinate {

struct CoordinatorSettings {
  Timing timing;
  plan::AllocationWeights weights;
  AlertLimits alert_limits;
  std::vector<model::Sector> sectors;
  std::vector<model::ControlPoint> control_points;
  std::vector<model::PlaceName> zones;  // their names are sent to the control points
  plan::TravelTable travel;             // by the indices of `sectors` and `control_points`
  std::vector<model::Asset> assets;
  std::uint64_t run = 0;  // the number of this start of the server, unlike all others
};

struct CoordinatorCounters {
  std::uint64_t requests = 0;
  std::uint64_t plans = 0;
  std::uint64_t offers = 0;  // without repetitions
  std::uint64_t offers_unanswered = 0;
  std::uint64_t grants = 0;
  std::uint64_t declines = 0;
  std::uint64_t leases_ended = 0;  // because the holder was silent
  std::uint64_t handovers = 0;     // started
  std::uint64_t terms_lost = 0;    // a control point had heard of a later server than this one
  std::uint64_t terms_not_believed = 0;
  std::uint64_t claims_adopted = 0;
  std::uint64_t sightings = 0;
  std::uint64_t sightings_refused = 0;
  EnumCounts<model::RefusalCode> refusals;
};

class Coordinator {
 public:
  Coordinator(CoordinatorSettings settings, PersistedState persisted, Now now);

  // Whether the disk takes writing, as far as the caller knows: while it does not, no other terminal speaks.
  void note_storing(bool can_store) { terminals_.note_storing(can_store); }
  [[nodiscard]] Effects receive(const model::ReceivedRequest& request, Now now);
  // An order to this control point could not be sent: it is not told what it holds, so it counts as silent
  // and keeps nothing.
  [[nodiscard]] Effects could_not_tell(const model::ControlPointId& name, Now now);
  [[nodiscard]] Effects observe(const model::Anomaly& anomaly, std::uint64_t detector_term, Now now);
  void observe(const model::Track& track) { alerts_.observe(track); }
  // The anomalies observed between the two calls are the whole state of the detector (alert_registry.h).
  void begin_anomaly_snapshot() { alerts_.begin_snapshot(); }
  [[nodiscard]] Effects end_anomaly_snapshot(std::uint64_t detector_term, Now now);
  // To be called at least each second: time-outs, offers to send again, plans that were postponed.
  [[nodiscard]] Effects tick(Now now);

  [[nodiscard]] std::vector<model::Assignment> assignments(Now now) const;
  // `vessels`: the number in each sector; sectors beyond its end have none.
  [[nodiscard]] model::SectorTable sector_table(const std::vector<std::uint32_t>& vessels, Now now) const;
  [[nodiscard]] const std::vector<ControlPointPresence>& presences() const { return terminals_.presences(); }
  [[nodiscard]] std::uint32_t sectors_held(std::size_t control_point) const;
  [[nodiscard]] const AlertDesk& alerts() const { return alerts_; }
  [[nodiscard]] const ContextRegister& context() const { return context_; }
  [[nodiscard]] const SightingRegister& sightings() const { return sightings_; }
  [[nodiscard]] const CoordinatorSettings& settings() const { return settings_; }
  [[nodiscard]] std::uint32_t term() const { return term_; }
  // It does not know who holds what, and asks.
  [[nodiscard]] bool is_asking_for_claims() const { return leases_.is_asking(); }
  [[nodiscard]] std::uint64_t plan_version() const { return plan_version_; }
  [[nodiscard]] const CoordinatorCounters& counters() const { return counters_; }

 private:
  struct Question;  // the request that is being answered
  void answer(Question& question, const model::Join& join);
  void answer(Question& question, const model::Renew& renew);
  void answer(Question& question, const model::Accept& accept);
  void answer(Question& question, const model::Decline& decline);
  void answer(Question& question, const model::Release& release);
  void answer(Question& question, const model::PatrolReport& report);
  void answer(Question& question, const model::AcknowledgeAlert& acknowledge);
  void answer(Question& question, const model::Resume& resume);
  void answer(Question& question, const model::NoticeReceipt& receipt);
  void answer(Question& question, const model::CommentAlert& comment);
  void answer(Question& question, const model::CloseAlert& close);
  void answer(Question& question, const model::WriteLog& entry);
  void answer(Question& question, const model::AddContextEntry& add);
  void answer(Question& question, const model::EndContextEntry& end);
  void answer(Question& question, const model::ReportSighting& report);
  void answer(Question& question, const model::Leave& leave);
  void reply(Question& question, model::Order body);
  void refuse(Question& question, model::RefusalCode code, const model::SectorId& sector = {},
              std::uint64_t current_epoch = 0);
  [[nodiscard]] std::string known_control_points() const;
  [[nodiscard]] std::string known_sectors() const;
  void log(Question& question, model::LogKind kind, model::LogEntry entry);
  void log_about(Question& question, model::LogKind kind, std::uint64_t alert, model::LogEntry entry);

  [[nodiscard]] bool admit(Question& question);
  bool refuse_terminal(Question& question, model::RefusalCode code);
  [[nodiscard]] bool may_answer(Question& question, const model::Alert& alert);
  [[nodiscard]] bool is_repeated(Question& question);
  void answer_watch(Question& question);
  void tell_places(Question& question);
  void expire_context(Now now, Effects& effects);
  [[nodiscard]] std::optional<std::size_t> control_point_index(const model::ControlPointId& id) const;
  [[nodiscard]] std::optional<std::size_t> sector_index(const model::SectorId& id) const;
  [[nodiscard]] std::vector<model::Assignment> held_assignments(std::size_t control_point, Now now) const;
  void give_back(Question& question, std::size_t sector, std::optional<model::DeclineCode> code,
                 const std::string& remark);
  [[nodiscard]] bool is_excluded(std::size_t sector, std::size_t control_point, Span rest, Now now) const;
  [[nodiscard]] std::vector<bool> allowed(std::size_t sector, Now now) const;
  [[nodiscard]] bool may_hold(std::size_t sector, std::size_t control_point) const;
  [[nodiscard]] bool may_be_offered(std::size_t sector) const;
  [[nodiscard]] model::Assignment assignment(std::size_t sector, Now now) const;
  [[nodiscard]] model::UncoveredCause uncovered_cause(std::size_t sector, Now now) const;

  void hear_of_server(std::uint32_t heard, Now now);
  void hear_claims(Question& question, const model::Renew& renew);
  void tell_of_another_holder(Question& question, std::size_t sector, std::uint64_t epoch);
  void hear_past(Question& question, const model::Join& join);
  void forget_earlier_promises(Now now, Effects& effects);
  void note_past_lost();
  void tell_past_lost(Now now, Effects& effects);
  void pass_time(Now now);
  [[nodiscard]] AlertStanding alert_standing(Now now) const;
  void replan(Now now);
  [[nodiscard]] plan::AllocationInput plan_input(Now now) const;
  [[nodiscard]] std::vector<std::uint32_t> places_taken() const;
  void carry_out(const std::vector<plan::AllocatedSector>& planned, Now now);
  // The steps that end the handling of each event: expiries, plan, offers, revocations, records.
  void conclude(Now now, Effects& effects);
  void send_offers(Now now, Effects& effects);
  void send_revocations(Now now, Effects& effects);
  void send_waiting_grants(Now now, Effects& effects);
  void recount_priorities();

  CoordinatorSettings settings_;
  std::vector<model::ControlPointId> names_;
  std::vector<model::PlaceName> places_;  // sectors and zones
  SectorMap map_;
  std::uint32_t term_;
  bool has_term_changed_;
  bool has_past_;
  Instant past_since_;
  bool was_past_lost_told_ = false;
  std::optional<std::uint32_t> first_number_after_loss_;  // to be told
  bool is_promise_own_ = false;
  std::set<std::size_t> knows_no_server_;  // control points that have never heard of one
  SectorLeases leases_;
  AlertDesk alerts_;
  SpeakingTerminals terminals_;
  AppliedWords applied_words_;
  ContextRegister context_;
  SightingRegister sightings_;
  Exclusions exclusions_;
  std::map<std::pair<model::SectorId, model::ControlPointId>, SteadyTime> unanswered_;  // offer ended at
  std::vector<double> priorities_;
  std::vector<std::uint32_t> open_alerts_;
  struct WaitingAccept {
    std::size_t to = 0;  // control point
    std::uint64_t term = 0, request = 0, epoch = 0;
    SteadyTime revoke_next_at;
  };
  std::map<std::size_t, WaitingAccept> waiting_;  // by sector: acceptances that wait for the former holder
  SteadyTime started_at_, planned_at_, passed_at_;
  bool needs_plan_ = true;
  bool has_table_changed_ = true;
  plan::AllocationInput planned_for_;  // of the last plan, which stands while this is the same
  std::vector<plan::AllocatedSector> planned_;
  std::uint64_t plan_version_ = 0;
  std::uint64_t own_entries_ = 0;  // of the log, in this term
  CoordinatorCounters counters_;
};

// A term that begins is no lower than this where the clock is right: so that those of a database that was
// lost, or of which an older copy was put back with all that belongs to it, are not given again, even if
// nobody can tell.
[[nodiscard]] std::uint32_t term_by_clock(Instant wall);
// What is known of each sector at the start, in their order; the first term above all that is recorded.
[[nodiscard]] std::vector<SectorLeases::Start> starts_of(const std::vector<model::Sector>& sectors,
                                                         const PersistedState& persisted);
[[nodiscard]] std::uint32_t first_term_of(const PersistedState& persisted);

}  // namespace selat::coordinate
