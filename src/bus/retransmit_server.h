#pragma once
// Answers the repair requests of one publisher's subscribers. Requests are served in turn, one slice at a
// time, so that neither a long answer nor a subscriber that does not read delays the publisher.
//
// Bounded: at most 256 requests wait, one for each subscriber and topic (a new request replaces the old one);
// at most 8 answers of 256 KiB are under way to one subscriber.
//
// Thread: that of the Bus.

#include <array>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "bus/publisher.h"
#include "bus/socket.h"
#include "bus/topic.h"

namespace selat::bus {

class RetransmitBuffer;

class RetransmitServer {
 public:
  // What the server needs of a topic. The buffer must outlive the server.
  struct Stream {
    RetransmitBuffer* buffer = nullptr;
    // The current state as serialised, stamped envelopes; empty function: there are only retained envelopes.
    std::function<std::vector<Frame>()> snapshot;
  };
  using Streams = std::array<Stream, enum_count<Topic>>;

  RetransmitServer(Bus& bus, std::uint64_t term, PublisherCounters& counters);
  ~RetransmitServer();
  RetransmitServer(const RetransmitServer&) = delete;
  RetransmitServer& operator=(const RetransmitServer&) = delete;

  [[nodiscard]] Stream& stream(Topic topic);
  // The lowest position that a subscriber of the topic reported within the last ten seconds; none if there is
  // no such subscriber.
  [[nodiscard]] std::optional<std::uint64_t> slowest(Topic topic) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace selat::bus
