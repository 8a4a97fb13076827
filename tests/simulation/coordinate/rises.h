#pragma once
// Which rises of alerts are still to be printed, and where: kept beside the server, from what it says to its
// disk of each alert and from what stands on the paper of each control point, and from nothing else. A rise
// counts from when the server knows of it, also while the disk takes nothing. It knows too of one that fell
// again before it began, or before it was restored from what had been saved: the detector says it.
//
// A control point to which an alert is due is owed a print as grave as the alert has become, after it has,
// also where the alert has fallen since. Of an alert that somebody acknowledged, a print from before the rise
// counts. Who is concerned no longer is owed it only if it was told of the alert and believes that it still
// is.

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "model/alert.h"
#include "units/instant.h"

namespace selat::coordinate::simulation {

class Rises {
 public:
  static constexpr std::size_t kControlPoints = 4;  // they are known by their index here
  using IndexOf = std::function<std::size_t(const model::ControlPointId&)>;
  using Believes = std::function<bool(std::size_t control_point, std::uint64_t alert)>;

  Rises(IndexOf index_of, Believes believes);

  // The server knows this state of the alert from now on.
  void note(const model::Alert& alert, Instant real);
  void saved();    // what was noted is on the disk
  void crashed();  // what was noted since is known to nobody
  void forget(std::uint64_t alert) {
    known_.erase(alert);
    peaks_.erase(alert);
    not_saved_.erase(alert);
  }
  void forget_all();  // the disk is lost; what persons were told they still know
  // The control point was told that the alert concerns it no longer; `by_person`: a person saw that.
  void left(std::size_t control_point, std::uint64_t alert, bool by_person);
  void printed(std::size_t control_point, std::uint64_t alert, model::Severity severity);

  // How many were over before the server heard of them.
  [[nodiscard]] std::uint64_t missed() const { return missed_count_; }
  // What the control point is owed since before then, in words; empty: nothing.
  [[nodiscard]] std::vector<std::string> owed(std::size_t control_point, Instant before) const;

 private:
  struct Known {
    std::optional<model::Severity> level;    // while the alert is due, or it believes so
    std::optional<model::Severity> printed;  // what the person there knows of it as it stands
    std::optional<model::Severity> owed;
    Instant owed_since;
    // As the disk knows it, with what was printed since.
    std::optional<model::Severity> saved_level, saved_owed;
  };
  // Of an alert, as the server knows it, and as the disk does.
  struct Peak {
    std::optional<model::Severity> gravest, missed;  // what was missed is owed to who is told next
    std::optional<model::Severity> saved_gravest, saved_missed;
  };
  static void excuse(Known& known);
  void note_peak(Peak& peak, const model::Anomaly& anomaly);
  static void rise(Known& known, const model::Alert& alert, std::optional<model::Severity> missed,
                   Instant real);

  IndexOf index_of_;
  Believes believes_;
  std::map<std::uint64_t, std::array<Known, kControlPoints>> known_;  // by alert
  std::map<std::uint64_t, Peak> peaks_;                               // by alert
  std::set<std::uint64_t> not_saved_;                                 // alerts
  std::uint64_t missed_count_ = 0;
};

}  // namespace selat::coordinate::simulation
