#pragma once
// Serves one publisher's repair requests, a slice at a time and in turn, so that neither a long replay nor a
// subscriber that does not read holds up the publisher's loop.
//
// Bounded: 256 requests wait, one per subscriber and topic (a new one takes the place of the old one); a
// subscriber has at most 8 answers of 256 KiB on the way.
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
  // What the server needs to know of a topic. Buffers outlive the server.
  struct Stream {
    RetransmitBuffer* buffer = nullptr;
    // Serialised, stamped envelopes of the state now; empty function: what is retained is all there is.
    std::function<std::vector<Frame>()> snapshot;
  };
  using Streams = std::array<Stream, enum_count<Topic>>;

  RetransmitServer(Bus& bus, std::uint64_t term, PublisherCounters& counters);
  ~RetransmitServer();
  RetransmitServer(const RetransmitServer&) = delete;
  RetransmitServer& operator=(const RetransmitServer&) = delete;

  [[nodiscard]] Stream& stream(Topic topic);
  // How far the slowest subscriber of the topic has got, of those who have said so within ten seconds; none
  // when there is no such subscriber.
  [[nodiscard]] std::optional<std::uint64_t> slowest(Topic topic) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace selat::bus
