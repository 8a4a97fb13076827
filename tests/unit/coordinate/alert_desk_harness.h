#pragma once
// An alert desk with two sectors and three control points, and what it tells whom as time passes.

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "coordinate/alert_desk.h"

namespace selat::coordinate::test {

using model::NoticeCause;
using model::Severity;

inline constexpr SteadyTime kBoot = SteadyTime::seconds(1'000);
inline constexpr Instant kNoon = Instant::unix_seconds(1'767'268'800);
inline constexpr std::uint64_t kTerm = 5;

inline Now after(double seconds) {
  return {kBoot + Span::seconds(seconds), kNoon + Span::seconds(seconds)};
}

// S01 lies around 100.5° E, S02 around 101.5° E; nothing lies beyond.
inline SectorMap two_sectors() {
  using geo::Position;
  std::vector<model::Sector> sectors(2);
  for (std::size_t i = 0; i < sectors.size(); ++i) {
    const double west_deg = 100.0 + static_cast<double>(i);
    sectors[i].area =
        geo::Area({geo::Polygon({Position::degrees(1, west_deg), Position::degrees(1, west_deg + 1),
                                 Position::degrees(2, west_deg + 1), Position::degrees(2, west_deg)})});
  }
  return SectorMap(sectors);
}

inline model::ControlPoint point(const char* id) {
  model::ControlPoint control_point;
  control_point.id = id;
  return control_point;
}

inline model::Asset craft(const char* id, const char* of, double longitude_deg,
                          std::optional<model::Mmsi> mmsi = {}) {
  return {.id = id,
          .control_point = of,
          .name = id,
          .berth = geo::Position::degrees(1.5, longitude_deg),
          .cruise = Speed::knots(15),
          .sprint = Speed::knots(30),
          .is_available = true,
          .mmsi = mmsi};
}

struct Told {
  std::string whom;
  NoticeCause cause;
  Severity severity;
  std::string sector;
  std::uint32_t change = 0;
  std::uint64_t alert = 0;
  std::optional<model::NearestCraft> nearest;
  std::optional<Severity> risen_to;
};

// batam is in the west, changi in the east, lumut between; each of them is heard, batam holds S01.
class AlertDeskTest : public testing::Test {
 protected:
  AlertDeskTest() {
    standing_.control_points = {{true, 10, 1}, {true, 20, 1}, {true, 30, 1}};
    standing_.holders = {"batam", {}};
  }

  void find(std::uint64_t id, Severity severity, double longitude_deg,
            model::AnomalyPhase phase = model::AnomalyPhase::updated, std::optional<model::Peak> peak = {}) {
    model::Anomaly anomaly;
    anomaly.id = id;
    anomaly.revision = ++revision_;
    anomaly.phase = phase;
    anomaly.severity = severity;
    anomaly.peak = peak;
    anomaly.place = geo::Position::degrees(1.5, longitude_deg);
    anomaly.vessels = {{model::Mmsi(525'000'001), "JAYA"}};
    anomaly.decided_at = kNoon;
    desk_.apply(anomaly, kTerm, after(at_s_));
  }

  // What was sent and not answered is forgotten; nobody is heard yet, and all may be any moment.
  void restart() {
    std::vector<model::Alert> persisted;
    for (const auto& [id, alert] : desk_.registry().alerts()) {
      persisted.push_back(alert);
    }
    desk_ = AlertDesk(settings(), two_sectors(), std::move(persisted));
    for (auto& control_point : standing_.control_points) {
      control_point.is_heard = false;
      control_point.is_expected = true;
    }
  }
  void is_heard(std::size_t control_point) {
    standing_.control_points[control_point].is_heard = true;
    standing_.control_points[control_point].is_expected = false;
  }

  void hear(std::uint32_t mmsi, double longitude_deg, model::TrackId id = 1, std::string_view name = "") {
    model::Track track;
    track.id = id;
    if (!name.empty()) {
      track.vessel.name = name;
    }
    track.vessel.mmsi = model::Mmsi(mmsi);
    track.position = geo::Position::degrees(1.5, longitude_deg);
    track.last_at = kNoon + Span::seconds(at_s_);
    desk_.observe(track);
  }

  // Everything that is told up to then; terminals answer what they are told.
  std::vector<Told> told_until(double at_s, bool with_receipts = true) {
    std::vector<Told> told;
    for (bool is_last = false; !is_last;) {
      is_last = at_s_ + 1 >= at_s;
      at_s_ = is_last ? at_s : at_s_ + 1;
      Effects effects;
      desk_.pass_time(after(at_s_), effects);
      desk_.settle(standing_, after(at_s_), effects);
      for (const model::AddressedOrder& order : effects.orders) {
        const auto& notice = std::get<model::Notice>(order.body);
        told.push_back({std::string(order.to.view()), notice.cause, notice.alert.anomaly.severity,
                        std::string(notice.alert.sector.view()), notice.alert.change, notice.alert.id,
                        notice.nearest, notice.risen_to});
        if (with_receipts) {
          receive(told.back());
        }
      }
      std::ranges::move(effects.log, std::back_inserter(log_));
    }
    return told;
  }

  void receive(const Told& told) {
    for (std::size_t i = 0; i < 3; ++i) {
      if (names_[i] == told.whom) {
        desk_.take_receipt(i, standing_.control_points[i].fence, {told.alert, told.change, true},
                           after(at_s_));
      }
    }
  }

  static AlertDesk::Settings settings() {
    return {.limits = {},
            .timing = {},
            .control_points = {point("batam"), point("changi"), point("lumut")},
            .assets = {craft("KRI-1", "batam", 100.2), craft("RSS-1", "changi", 103.5),
                       craft("KD-1", "lumut", 101.6)},
            .sectors = {"S01", "S02"}};
  }

  const std::array<std::string, 3> names_ = {"batam", "changi", "lumut"};
  AlertDesk desk_{settings(), two_sectors(), {}};
  AlertStanding standing_;
  double at_s_ = 0;
  std::uint32_t revision_ = 0;
  std::vector<model::LogEntry> log_;
};

inline auto tells(const std::string& whom, NoticeCause cause) {
  return testing::AllOf(testing::Field(&Told::whom, whom), testing::Field(&Told::cause, cause));
}

inline auto about(std::uint64_t alert) {
  return testing::Field(&Told::alert, alert);
}

}  // namespace selat::coordinate::test
