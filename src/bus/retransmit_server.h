#pragma once
// Answers the repair requests of one publisher's subscribers over a ROUTER. Requests are served in turn, one
// slice at a time (RetransmitJobs), so that neither a long answer nor a subscriber that does not read delays
// the publisher.
//
// Bounded: a subscriber may ask 200 times at once and 50 times a second, and send 10,000 messages at once and
// 5,000 a second: what is asked beyond the first is dropped, who goes beyond the second is cut off. At most
// four slices of 64 KiB (one envelope, if it is larger) are under way to one subscriber.
//
// Thread: that of the Bus.

#include <cstdint>
#include <memory>
#include <optional>

#include "bus/publisher.h"
#include "bus/retransmit_jobs.h"
#include "bus/topic.h"

namespace selat::bus {

class RetransmitServer {
 public:
  using Stream = RetransmitJobs::Stream;

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
