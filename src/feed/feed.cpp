#include "feed/feed.h"

#include <random>
#include <utility>

#include <fmt/format.h>

#include "base/check.h"
#include "base/fingerprint.h"

namespace selat::feed {

Feed::Feed(Setup setup) : setup_(std::move(setup)) {
  require(setup_.clock && setup_.on_lines, "a feed needs a clock and a consumer");
  last_heard_ = setup_.clock().steady;
}

Feed::~Feed() = default;

Status Feed::status() const {
  Status status = status_;
  const Span quiet_for = setup_.clock().steady - last_heard_;
  if (status.state == State::receiving && quiet_for > setup_.silent_after) {
    status.state = State::silent;
    status.reason = LocalizedMessage(tr("connected, but no line for {n} s"),
                                     {{"n", quiet_for.in_microseconds() / 1'000'000}});
  }
  return status;
}

void Feed::set_receiving() {
  if (status_.state != State::receiving) {
    last_heard_ = setup_.clock().steady;
  }
  set_state(State::receiving);
}

void Feed::set_state(State state, LocalizedMessage reason) {
  status_.state = state;
  status_.reason = std::move(reason);
}

bool Feed::take(nmea::LineSplitter& splitter, std::size_t size, std::uint64_t sender) {
  counters().bytes += size;
  return deliver(splitter.split(size), sender);
}

bool Feed::take_rest(nmea::LineSplitter& splitter, std::uint64_t sender) {
  return deliver(splitter.flush(), sender);
}

bool Feed::deliver(nmea::Lines lines, std::uint64_t sender) {
  if (lines.empty()) {
    return false;
  }
  const Now now = setup_.clock();
  last_heard_ = now.steady;
  setup_.on_lines(Chunk{lines, now.wall, sender});
  return true;
}

void Feed::end(State state, LocalizedMessage reason) {
  const bool is_first = status_.state != State::finished && status_.state != State::failed;
  set_state(state, std::move(reason));
  if (is_first && setup_.on_end) {
    setup_.on_end();
  }
}

std::uint64_t backoff_seed(std::string_view name) {
  std::random_device device;
  return join(fingerprint(name), device());
}

}  // namespace selat::feed
