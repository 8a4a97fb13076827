#pragma once
// What happened in one history, as tests/model reads it: one event a line, "MILLISECONDS EVENT WORDS…", of
// real time. The model (leases_rules.pml) then says whether its rules allow each of them.
//
//   lost                                  the database is gone
//   start TERM LEASE SKEW                 a server begins, with these settings (ms); who speaks follows
//   stays-ending SECTOR                   given back before the server began
//   outline SECTOR                        was drawn anew while no server ran
//   crash                                 the server's memory is gone
//   term TERM                             the server took a higher one
//   speaks POINT TERMINAL                 acts for the control point from now on
//   accepts|releases TERMINAL SECTOR EPOCH  the server took it from the terminal that speaks
//   leaves TERMINAL
//   record SECTOR POINT|- EPOCH           the server's memory from now on
//   offer POINT SECTOR EPOCH              the server sends, as the next; repeated ones too
//   holds TERMINAL SECTOR EPOCH           a lease, or a longer one
//   saved                                 the disk knows by now what the server's memory knows
//   hears TERMINAL SECTOR EPOCH LEFT TERM what `holds` said comes, with LEFT ms of the lease
//   gives-back TERMINAL SECTOR EPOCH      said or declined by the terminal
//   over TERMINAL                         ended or was killed
//   effective TERMINAL SECTOR EPOCH       from now on, by its own clock
//
// An epoch is TERM:NUMBER.

#include <cstdint>
#include <iosfwd>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "coordinate/control_point_agent.h"
#include "coordinate/coordinator.h"
#include "units/instant.h"

namespace selat::coordinate::simulation {

class Trace {
 public:
  // Writes nothing without `out`, which must outlive it.
  explicit Trace(std::ostream* out) : out_(out) {}

  void set_time(Instant real) { real_ = real; }
  void lost();
  void started(const Coordinator& server, const Timing& timing, Now now);
  void outline_changed(const model::SectorId& sector);
  void crashed();
  // The server has handled the request, or none, with these effects; they are not durable yet.
  void decided(const Coordinator& server, const model::ReceivedRequest* request, const Effects& effects);
  void saved();
  void asked(const model::ReceivedRequest& request);  // by the terminal, just now
  void heard(const model::AddressedOrder& order);     // by the terminal to which it is addressed
  void ended(std::uint64_t terminal);
  void answers_for(std::uint64_t terminal, const std::vector<model::HeldSector>& sectors);  // now

 private:
  std::ostream& line(std::string_view event);
  void recorded(const Effects& effects);
  void request_taken(const Coordinator& server, const model::ReceivedRequest& request,
                     const Effects& effects);

  std::ostream* out_;
  Instant real_;
  std::map<std::pair<std::uint64_t, std::uint64_t>, Instant> asked_at_;          // by terminal and request
  std::map<std::uint64_t, std::map<model::SectorId, std::uint64_t>> effective_;  // epochs, by terminal
};

}  // namespace selat::coordinate::simulation
