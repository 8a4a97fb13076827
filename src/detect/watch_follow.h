#pragma once
// Follows a vessel on the watch list through a change of MMSI: another vessel that has had the same IMO
// number, call sign or name, or that begins where the listed one fell silent (within 15 minutes and a
// kilometre, of the same dimensions), is found too. A function of what is known of the vessels, not of the
// order in which it became known; what has stood for half an hour stays.

#include <array>
#include <cstdint>
#include <list>
#include <map>
#include <string>
#include <tuple>
#include <utility>

#include "detect/anomaly_book.h"
#include "detect/vessel_record.h"

namespace selat::detect {

class WatchFollow {
 public:
  WatchFollow(const track::SourceTable& sources, AnomalyBook& anomalies, Span lateness);

  // The vessel's live fold has changed. Returns whether it is (or was) on the list, so that all others must
  // be compared anew.
  bool learn(const VesselRecord& record, Instant horizon);
  [[nodiscard]] bool is_needed() const { return !listed_.empty(); }
  // Compares the vessel with all that are listed, as of the full minute `swept_at`.
  void compare(const VesselRecord& record, Instant swept_at);
  // The vessel is about to be forgotten.
  void forget(const VesselRecord& record);

 private:
  struct Listed {  // a vessel found by the rule itself
    Identity identity;
    model::Mmsi mmsi;
    Instant since;  // found
    track::Fix last;
    bool has_last = false;
    std::array<Gap, 3> gaps;
  };
  using Key = std::pair<std::string, std::uint32_t>;                  // label of the entry, MMSI
  using ListedKey = std::tuple<std::string, std::uint32_t, Instant>;  // and when it was found

  void take(const VesselRecord& record, const model::Anomaly& found);
  [[nodiscard]] std::optional<model::Anomaly> finding(const std::string& label, const Listed& listed,
                                                      const VesselRecord& record, Instant swept_at) const;
  [[nodiscard]] static const track::Fix* continued_from(const Listed& listed, const VesselRecord& record,
                                                        Instant swept_at);
  [[nodiscard]] std::optional<Instant> listed_since(const Key& key) const;
  void compare(const std::string& label, const VesselRecord& record, Instant swept_at);

  const track::SourceTable& sources_;
  AnomalyBook& anomalies_;
  Span stands_after_;
  std::map<ListedKey, Listed> listed_;
  struct Followed {
    model::Anomaly anomaly;
    Instant begun_at;  // of the track it speaks of
  };
  std::map<Key, Followed> followed_;
};

}  // namespace selat::detect
