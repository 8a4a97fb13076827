#include "feed/feed.h"

#include <algorithm>
#include <random>
#include <utility>

#include <fmt/format.h>

#include "base/check.h"
#include "base/fingerprint.h"
#include "feed/likeness.h"
#include "nmea/json_line.h"

namespace selat::feed {

void Counters::add(const Counters& before) {
  bytes += before.bytes;
  lines.overlong_lines += before.lines.overlong_lines;
  lines.dropped_bytes += before.lines.dropped_bytes;
  connections += before.connections;
  reconnects += before.reconnects;
  refused_senders += before.refused_senders;
  datagrams += before.datagrams;
  foreign_datagrams += before.foreign_datagrams;
  kernel_drops += before.kernel_drops;
}

Feed::Feed(Setup setup) : setup_(std::move(setup)) {
  require(setup_.clock && setup_.on_lines, "a feed needs a clock and a consumer");
  receiving_since_ = last_heard_ = setup_.clock().steady;
}

Feed::~Feed() = default;

Status Feed::status() const {
  Status status = status_;
  if (status.state == State::receiving && !has_heard_) {
    status.state = State::connected;
  }
  const Span quiet_for = silent_for();
  if (status_.state == State::receiving && quiet_for > setup_.silent_after) {
    status.state = State::silent;
    status.reason = LocalizedMessage(tr("connected, but no line for {n} s"),
                                     {{"n", quiet_for.in_microseconds() / 1'000'000}});
  }
  return status;
}

void Feed::set_receiving() {
  if (status_.state != State::receiving) {
    receiving_since_ = last_heard_ = setup_.clock().steady;
    first_bytes_.clear();
    has_heard_ = is_understood_ = false;
  }
  set_state(State::receiving);
}

void Feed::set_state(State state, LocalizedMessage reason) {
  if (state != State::receiving) {
    receiving_since_ = last_heard_;
  }
  status_.state = state;
  status_.reason = std::move(reason);
}

void Feed::note_lookup(std::string_view host) {
  if (status_.reason.empty()) {
    set_state(State::connecting, {tr("waits for a name server to tell where {host} is"), {{"host", host}}});
  }
}

void Feed::note_lookup_over() {
  if (status_.state == State::connecting) {
    status_.reason = {};
  }
}

void Feed::count_bytes(std::string_view bytes) {
  counters().bytes += bytes.size();
  if (!is_understood_ && first_bytes_.size() < kEnoughToTell) {
    first_bytes_ += bytes.substr(0, kEnoughToTell - first_bytes_.size());
  }
}

bool Feed::take(nmea::LineSplitter& splitter, std::size_t size, std::uint64_t sender) {
  const auto unfinished = splitter.unfinished();
  count_bytes({unfinished.data() + unfinished.size(), size});
  return deliver(splitter.split(size), sender);
}

bool Feed::take_rest(nmea::LineSplitter& splitter, std::uint64_t sender) {
  return deliver(splitter.flush(), sender);
}

void Feed::take_message(nmea::LineSplitter& splitter, std::string_view message, std::uint64_t sender) {
  count_bytes(message);
  std::string text(message.substr(std::min(message.find_first_not_of(" \t\r\n"), message.size())));
  if (nmea::is_json(text)) {
    nmea::cut_into_lines(text);
  }
  for (std::string_view rest = text; !rest.empty() && !is_stopped();) {
    const auto part = rest.substr(0, nmea::LineSplitter::kMostAtOnce);
    rest.remove_prefix(part.size());
    deliver(splitter.split(part), sender);
  }
  if (!is_stopped()) {
    take_rest(splitter, sender);
  }
}

bool Feed::deliver(nmea::Lines lines, std::uint64_t sender) {
  if (lines.empty()) {
    return false;
  }
  const Now now = setup_.clock();
  last_heard_ = now.steady;
  has_heard_ = true;
  setup_.on_lines(Chunk{lines, now.wall, sender});
  return true;
}

void Feed::deliver_whole(std::string_view datagram, std::uint64_t sender) {
  const Now now = setup_.clock();
  last_heard_ = now.steady;
  has_heard_ = true;
  if (setup_.on_datagram) {
    setup_.on_datagram(WholeDatagram{datagram, now.wall, sender});
  }
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
