#pragma once
// What is wrong with the radars of one feed as a whole, told from their reports: a clock that is wrong, a
// scan that is sent again, a place or a heading that nothing says. Bounded memory; time is handed in; not
// thread-safe.

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <unordered_set>
#include <vector>

#include "base/enum_names.h"
#include "model/report.h"
#include "radar/sentence_receiver.h"
#include "units/instant.h"

namespace selat::radar {

enum class RadarFault : std::uint8_t {
  clock_behind,  // received_at is taken for its reports
  clock_ahead,   // the same
  own_position_missing,
  heading_missing,
  repeats,  // a scan comes again: it is left out
};

}  // namespace selat::radar

namespace selat {
template <>
inline constexpr auto enum_names<radar::RadarFault> = std::to_array<std::string_view>(
    {"clock_behind", "clock_ahead", "own_position_missing", "heading_missing", "repeats"});
}  // namespace selat

namespace selat::radar {

struct RadarRemark {
  RadarFault fault = RadarFault::repeats;
  model::SourceName radar;
  std::uint64_t reports = 0;  // that it was about, so far
  Span behind;                // of a clock
};

class RadarWatch {
 public:
  // Farther behind reception than this no report of a live feed is on its way.
  static constexpr Span kMostBehind = Span::seconds(20);

  // The times of a recording are not compared with reception.
  explicit RadarWatch(bool is_live) : is_live_(is_live) {}

  // To be called with each report, in the order in which they came. False: the same came before, from the
  // same radar with the same time, and is to be left out.
  [[nodiscard]] bool pass(ReceivedReport& received);

  // What was wrong within the last two minutes, the gravest first of all radars.
  [[nodiscard]] std::optional<RadarRemark> gravest(Instant now) const;
  [[nodiscard]] std::uint64_t repeats() const { return repeats_; }
  [[nodiscard]] std::uint64_t with_clock_behind() const { return with_clock_behind_; }

 private:
  // Of more radars nothing is noticed.
  static constexpr std::size_t kMostRadars = 64;
  static constexpr std::size_t kRemembered = 2'048;  // reports of each: some scans

  struct Seen {
    Instant at;
    std::uint64_t reports = 0;
  };
  // By how much its times are behind reception, at least, in one window of time after another.
  struct ClockWindow {
    std::optional<Instant> since;
    Span least;
    std::uint32_t reports = 0;
    std::optional<Span> behind;  // of the window before, if it was too much
  };
  struct Radar {
    std::array<Seen, enum_count<RadarFault>> faults{};
    ClockWindow clock;
    std::unordered_set<std::uint64_t> known;  // fingerprints
    std::vector<std::uint64_t> order;         // the same as a ring
    std::size_t next = 0;
  };
  [[nodiscard]] static bool is_repeated(Radar& radar, const model::RadarReport& report);
  static void note(Radar& radar, RadarFault fault, Instant at);
  void judge_clock(Radar& radar, ReceivedReport& received);

  bool is_live_;
  std::map<model::SourceName, Radar> radars_;
  std::uint64_t repeats_ = 0;
  std::uint64_t with_clock_behind_ = 0;
};

}  // namespace selat::radar
