#pragma once
// Re-identifies a vessel of the watch list after a change of its MMSI. Another vessel is taken for it when it
// has had the same IMO number, call sign or name, or when its track begins where the listed vessel fell
// silent (within 15 minutes and a kilometre, with the same dimensions). The match that could be decided first
// counts, and stays until that track ends.
//
// It has two halves, like every fold of the engine. The finalized half reads checkpoints only, so it is a
// function of the reports before the horizon. The live half is computed again from the finalized half and the
// live states whenever these change; nothing is kept that was only live.

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <utility>

#include "detect/anomaly_registry.h"
#include "detect/vessel_record.h"

namespace selat::detect {

class WatchReidentifier {
 public:
  WatchReidentifier(const track::SourceTable& sources, AnomalyRegistry& anomalies)
      : sources_(sources), anomalies_(anomalies) {}

  // The vessel's live state has changed; `now` is the latest time anything is compared at. Returns whether
  // all vessels must be compared with the listed ones again.
  [[nodiscard]] bool learn(const VesselRecord& record, Instant now);
  [[nodiscard]] bool is_needed() const { return !live_.empty(); }
  // Compares the vessel with all that are listed; silences are judged as of `swept_at`.
  void compare(const VesselRecord& record, Instant swept_at);
  // The vessel's checkpoint holds all of its reports before `horizon`, and those of the others hold all
  // before a minute earlier.
  void finalize(const VesselRecord& record, Instant horizon);
  // The vessel is about to be removed: its open findings end.
  void remove(const VesselRecord& record);

 private:
  struct Listed {  // a vessel found by the rule itself
    IdentifierHistory identifiers;
    track::Fix last;
    bool has_last = false;
    std::array<Gap, 3> gaps;
    friend bool operator==(const Listed&, const Listed&) = default;
  };
  using Listings = std::map<std::pair<model::Mmsi, Instant>, Listed>;  // MMSI; when it was found
  using ListedByLabel = std::map<std::string, Listings, std::less<>>;  // label of the watch list's entry
  using TrackKey = std::tuple<model::Mmsi, std::string, Instant>;      // label; when the track began
  using PublishedKey = std::tuple<model::Mmsi, std::string, std::uint64_t>;

  static void refresh(Listed& listed, Instant since, const FoldState& state);
  static void update(ListedByLabel& board, model::Mmsi mmsi, const FoldState& state);
  [[nodiscard]] static bool is_news(const Listings& before, const Listings& after, Instant now);
  [[nodiscard]] static const track::Fix* continued_from(const Listed& listed, const track::Tracker& tracker,
                                                        Instant now);
  [[nodiscard]] std::optional<model::Anomaly> make_anomaly(const std::string& label,
                                                           const Listings::value_type& listed,
                                                           model::Mmsi mmsi, const FoldState& state,
                                                           Instant now) const;
  // The match that could be decided first.
  [[nodiscard]] std::optional<model::Anomaly> first_anomaly(const std::string& label,
                                                            const Listings& listings, model::Mmsi mmsi,
                                                            const FoldState& state, Instant now) const;
  void compare(const std::string& label, const Listings& listings, const VesselRecord& record,
               Instant swept_at);
  void publish(const std::string& label, model::Mmsi mmsi,
               const std::map<std::uint64_t, model::Anomaly>& wanted);

  const track::SourceTable& sources_;
  AnomalyRegistry& anomalies_;
  ListedByLabel finalized_, live_;
  std::map<TrackKey, model::Anomaly> firm_;  // no report can change these any more
  std::map<PublishedKey, model::Anomaly> published_;
};

}  // namespace selat::detect
