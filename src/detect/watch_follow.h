#pragma once
// Follows a vessel on the watch list through a change of MMSI: another vessel that has had the same IMO
// number, call sign or name, or that begins where the listed one fell silent (within 15 minutes and a
// kilometre, of the same dimensions), is found too. What could be decided first counts, and stands for as
// long as that track lasts.
//
// Like every fold of the engine it has two halves. The settled half reads checkpoints only, so it is a
// function of the reports up to the horizon; the live half is worked out anew from the settled one and the
// live folds whenever these change. Nothing that was only live is remembered.

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <utility>

#include "detect/anomaly_book.h"
#include "detect/vessel_record.h"

namespace selat::detect {

class WatchFollow {
 public:
  WatchFollow(const track::SourceTable& sources, AnomalyBook& anomalies)
      : sources_(sources), anomalies_(anomalies) {}

  // The vessel's live fold has changed; `now` is the latest time anything is compared at. Returns whether all
  // vessels must be compared with the listed ones again.
  [[nodiscard]] bool learn(const VesselRecord& record, Instant now);
  [[nodiscard]] bool is_needed() const { return !live_.empty(); }
  // Compares the vessel with all that are listed; silences are judged as of `swept_at`.
  void compare(const VesselRecord& record, Instant swept_at);
  // The vessel's checkpoint holds all of its reports before `horizon`, and those of the others hold all
  // before a minute earlier.
  void settle(const VesselRecord& record, Instant horizon);
  // The vessel is about to be forgotten.
  void forget(const VesselRecord& record);

 private:
  struct Listed {  // a vessel found by the rule itself
    Identity identity;
    track::Fix last;
    bool has_last = false;
    std::array<Gap, 3> gaps;
    friend bool operator==(const Listed&, const Listed&) = default;
  };
  using Listings = std::map<std::pair<model::Mmsi, Instant>, Listed>;  // and when it was found
  using Board = std::map<std::string, Listings, std::less<>>;          // by the label of the entry
  using TrackKey = std::tuple<model::Mmsi, std::string, Instant>;      // label; when the track began
  using SaidKey = std::tuple<model::Mmsi, std::string, std::uint64_t>;

  static void refresh(Listed& listed, Instant since, const FoldState& state);
  static void update(Board& board, model::Mmsi mmsi, const FoldState& state);
  [[nodiscard]] static bool is_news(const Listings& before, const Listings& after, Instant now);
  [[nodiscard]] static const track::Fix* continued_from(const Listed& listed, const track::Tracker& tracker,
                                                        Instant now);
  [[nodiscard]] std::optional<model::Anomaly> finding(const std::string& label,
                                                      const Listings::value_type& listed, model::Mmsi mmsi,
                                                      const FoldState& state, Instant now) const;
  // The one that could be decided first.
  [[nodiscard]] std::optional<model::Anomaly> first_finding(const std::string& label,
                                                            const Listings& listings, model::Mmsi mmsi,
                                                            const FoldState& state, Instant now) const;
  void compare(const std::string& label, const Listings& listings, const VesselRecord& record,
               Instant swept_at);
  void say(const std::string& label, model::Mmsi mmsi, const std::map<std::uint64_t, model::Anomaly>& wanted);

  const track::SourceTable& sources_;
  AnomalyBook& anomalies_;
  Board settled_, live_;
  std::map<TrackKey, model::Anomaly> stands_;  // no report can change these any more
  std::map<SaidKey, model::Anomaly> said_;
};

}  // namespace selat::detect
