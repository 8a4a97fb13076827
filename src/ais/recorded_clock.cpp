#include "ais/recorded_clock.h"

#include <algorithm>
#include <chrono>
#include <vector>

#include "ais/message_reader.h"
#include "ais/utc_second.h"

namespace selat::ais {

namespace {

constexpr std::int64_t kMinute_s = 60;
constexpr Span kRecent = Span::seconds(5);
constexpr std::size_t kMany = 4;
// Messages come a few seconds late.
constexpr std::int64_t kTooFar_s = 8;
constexpr Span kAgree = Span::seconds(30);

// From one second of the minute to another, −29 to 30.
std::int64_t turn_s(std::int64_t from, std::int64_t to) {
  const std::int64_t turn = ((to - from) % kMinute_s + kMinute_s) % kMinute_s;
  return turn > kMinute_s / 2 ? turn - kMinute_s : turn;
}

bool agree(Instant a, Instant b) {
  return a - b <= kAgree && b - a <= kAgree;
}

std::optional<Instant> instant_of(const DateAndTime& utc) {
  if (!utc.year || !utc.month || !utc.day || !utc.hour || !utc.minute || !utc.second) {
    return std::nullopt;
  }
  const std::chrono::year_month_day day{std::chrono::year(*utc.year), std::chrono::month(*utc.month),
                                        std::chrono::day(*utc.day)};
  if (!day.ok() || *utc.hour > 23 || *utc.minute > 59 || *utc.second > 59) {
    return std::nullopt;
  }
  const std::int64_t days = std::chrono::sys_days(day).time_since_epoch().count();
  return Instant::unix_seconds(((days * 24 + *utc.hour) * 60 + *utc.minute) * 60 + *utc.second);
}

}  // namespace

std::optional<Instant> date_and_time_of(const Message& message) {
  return std::visit(
      [](const auto& any) -> std::optional<Instant> {
        if constexpr (requires { any.utc.year; }) {
          return instant_of(any.utc);
        } else {
          return std::nullopt;
        }
      },
      message);
}

Instant RecordedClock::advance(std::optional<Instant> sent_at, const Message& message) {
  if (sent_at) {
    now_ = *sent_at;
    has_second_ = true;
    return now_;
  }
  if (const auto utc = date_and_time_of(message); utc && !agree(*utc, now_)) {
    follow_date(*utc);
    return now_;
  } else if (utc) {
    doubtful_date_.reset();
  }
  if (const auto second = utc_second_of(message); second && *second < kMinute_s) {
    follow_second(*second);
  }
  return now_;
}

// A few vessels have wrong clocks: where many are heard, the middle one of the last decides, and it may also
// find that the time has gone too far ahead. Where few are heard each is believed.
void RecordedClock::follow_second(std::uint8_t utc_second) {
  const auto ahead_s = [this](std::uint8_t second) {
    return turn_s(now_.in_unix_seconds() % kMinute_s, second);
  };
  if (!has_second_) {
    move_s(ahead_s(utc_second));
    return;
  }
  heard_.at(next_) = {utc_second, now_};
  next_ = (next_ + 1) % heard_.size();
  std::array<std::int64_t, kRemembered> recent_s{};
  std::size_t count = 0;
  for (const Heard& heard : heard_) {
    if (heard.at > now_ - kRecent && heard.at < now_ + kRecent) {
      recent_s.at(count++) = ahead_s(heard.second);
    }
  }
  if (count < kMany) {
    move_s(std::max<std::int64_t>(ahead_s(utc_second), 0));
    return;
  }
  auto* const middle = recent_s.data() + count / 2;
  std::nth_element(recent_s.data(), middle, recent_s.data() + count);
  move_s(*middle > 0 || *middle <= -kTooFar_s ? *middle : 0);
}

void RecordedClock::move_s(std::int64_t ahead_s) {
  now_ = now_ + Span::seconds(ahead_s);
  has_second_ = true;
}

void RecordedClock::follow_date(Instant utc) {
  if (doubtful_date_ && agree(utc, doubtful_date_->at + (now_ - doubtful_date_->now))) {
    now_ = utc;
    has_second_ = true;
    doubtful_date_.reset();
  } else {
    doubtful_date_ = Doubtful{utc, now_};
  }
}

std::optional<Instant> start_of_recording(nmea::Lines first_lines) {
  const Instant began = Instant::unix_seconds(0);
  RecordedClock clock(began);
  std::vector<Instant> starts;
  MessageReader reader;
  reader.read(first_lines, began, [&](const Decoded& decoded) {
    const Span since = clock.now() - began;
    if (const auto told = decoded.tag.time ? decoded.tag.time : date_and_time_of(decoded.message)) {
      starts.push_back(*told - since);
    } else {
      clock.advance(std::nullopt, decoded.message);
    }
  });
  const auto supporters = [&](Instant start) {
    return std::ranges::count_if(starts, [&](Instant other) { return agree(start, other); });
  };
  const auto most = std::ranges::max_element(starts, {}, supporters);
  return most == starts.end() ? std::nullopt : std::optional(*most);
}

}  // namespace selat::ais
