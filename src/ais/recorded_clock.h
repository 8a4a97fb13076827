#pragma once
// The time of a recording whose lines do not say when they were received: it goes on with the UTC seconds
// that position reports carry, and follows the date and time of base stations (messages 4 and 11). So it
// depends on the recording alone, and the same recording gives the same times whenever it is played. A
// silence of all vessels of a minute or more cannot be seen, unless a base station tells the time after it.
//
// One object a recording; not thread-safe.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "ais/message.h"
#include "nmea/lines.h"
#include "units/instant.h"

namespace selat::ais {

class RecordedClock {
 public:
  explicit RecordedClock(Instant start) : now_(start) {}

  // The time of the next message; `sent_at` where its line has one.
  Instant advance(std::optional<Instant> sent_at, const Message& message);
  [[nodiscard]] Instant now() const { return now_; }

 private:
  void follow_second(std::uint8_t utc_second);
  void move_s(std::int64_t ahead_s);
  void follow_date(Instant utc);

  static constexpr std::size_t kRemembered = 15;
  // The last seconds.
  struct Heard {
    std::uint8_t second = 0;
    Instant at;  // by this clock
  };
  // A time far from this one. The next one that agrees with it is believed.
  struct Doubtful {
    Instant at, now;
  };

  Instant now_;
  bool has_second_ = false;  // its second of the minute is that of a message
  std::array<Heard, kRemembered> heard_;
  std::size_t next_ = 0;
  std::optional<Doubtful> doubtful_date_;
};

// The whole time of a message 4 or 11, if it has one.
[[nodiscard]] std::optional<Instant> date_and_time_of(const Message& message);

// When a recording begins by the times that its first lines have, in the lines or in messages 4 and 11: what
// most of them agree on. Nothing when there is none.
[[nodiscard]] std::optional<Instant> start_of_recording(nmea::Lines first_lines);

}  // namespace selat::ais
