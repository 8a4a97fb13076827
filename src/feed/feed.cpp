#include "feed/feed.h"

#include <random>
#include <utility>

#include <fmt/format.h>

#include "base/check.h"
#include "base/fingerprint.h"

namespace selat::feed {

Feed::Feed(Setup setup) : setup_(std::move(setup)), last_heard_(std::chrono::steady_clock::now()) {
  require(setup_.now && setup_.on_lines, "a feed needs a clock and a consumer");
}

Feed::~Feed() = default;

Status Feed::status() const {
  Status status = status_;
  const auto quiet_for = std::chrono::steady_clock::now() - last_heard_;
  const auto limit = std::chrono::microseconds(setup_.silent_after.in_microseconds());
  if (status.state == State::receiving && quiet_for > limit) {
    status.state = State::silent;
    status.reason =
        LocalizedMessage("connected, but no line for {n} s",
                         {{"n", std::chrono::duration_cast<std::chrono::seconds>(quiet_for).count()}});
  }
  return status;
}

void Feed::set_receiving() {
  if (status_.state != State::receiving) {
    last_heard_ = std::chrono::steady_clock::now();
  }
  set_state(State::receiving);
}

void Feed::set_state(State state, LocalizedMessage reason) {
  status_.state = state;
  status_.reason = std::move(reason);
}

bool Feed::take(LineSplitter& splitter, std::string_view bytes, std::uint64_t sender) {
  counters().bytes += bytes.size();
  return deliver(splitter.split(bytes), sender);
}

bool Feed::take_rest(LineSplitter& splitter, std::uint64_t sender) {
  return deliver(splitter.flush(), sender);
}

bool Feed::deliver(std::span<const std::string_view> lines, std::uint64_t sender) {
  if (lines.empty()) {
    return false;
  }
  last_heard_ = std::chrono::steady_clock::now();
  setup_.on_lines(Chunk{lines, setup_.now(), sender});
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
