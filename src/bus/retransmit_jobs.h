#pragma once
// Answers to the repair requests of one publisher's subscribers, slice by slice in turn: the part of the
// retransmit server that uses no socket and reads no clock.
//
// A snapshot is cut and serialised once, and serves all that ask within two seconds; after it the answer goes
// on with what was published since, so that whoever applied it is current.
//
// Bounded: one job for each subscriber and topic (a new request replaces the old one), 1,024 jobs in all, and
// four snapshots of a topic at a time. A job whose subscriber takes nothing for ten seconds is dropped.

#include <array>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "bus/publisher.h"
#include "bus/socket.h"
#include "bus/topic.h"
#include "units/steady_time.h"

namespace selat::v1 {
class RepairRequest;
}

namespace selat::bus {

class RetransmitBuffer;

class RetransmitJobs {
 public:
  // What is known of a topic. The buffer must outlive the jobs.
  struct Stream {
    RetransmitBuffer* buffer = nullptr;
    // The current state as serialised, stamped envelopes; empty function: there are only retained envelopes.
    std::function<std::vector<Frame>()> snapshot;
  };
  // Sends one slice to a subscriber.
  using Send = std::function<Sent(const std::string& subscriber, Frame& slice)>;

  RetransmitJobs(std::uint64_t term, PublisherCounters& counters) : term_(term), counters_(counters) {}

  [[nodiscard]] Stream& stream(Topic topic) { return streams_[static_cast<std::size_t>(topic)]; }
  // False if too many wait already.
  [[nodiscard]] bool take(std::string_view subscriber, Topic topic, const v1::RepairRequest& request,
                          SteadyTime now);
  // Sends the next slice of the first job; the next job follows in the next call.
  void serve(SteadyTime now, const Send& send);
  // Whether serve() has something to do, and whether all of it waits for subscribers to take what was sent.
  [[nodiscard]] bool is_idle() const { return jobs_.empty(); }
  [[nodiscard]] bool is_blocked() const { return blocked_ >= jobs_.size(); }
  // Forgets the snapshots that are shared no more; false if none is left.
  bool forget_snapshots(SteadyTime now);

 private:
  struct Snapshot {
    std::uint64_t sequence = 0;
    std::vector<std::string> slices;  // each the envelopes of one RepairReply, serialised
  };
  struct Shared {
    std::shared_ptr<const Snapshot> newest;
    SteadyTime cut_at;
    std::vector<std::weak_ptr<const Snapshot>> all;
  };
  struct Job {
    std::string subscriber;
    std::uint64_t request = 0;
    Topic topic = Topic::report;
    std::shared_ptr<const Snapshot> snapshot;  // while it is sent
    bool had_snapshot = false;
    std::uint64_t next = 0;  // sequence, or index of a slice of the snapshot
    std::uint64_t last = 0;  // sequence
    Frame unsent;            // a slice for which the subscriber's queue had no room
    bool has_unsent = false;
    bool is_last = false;  // the slice cut last ends the answer
    SteadyTime moved_at;   // when a slice was last sent
  };

  [[nodiscard]] bool has_state(Topic topic) const;
  void begin(Job& job, const v1::RepairRequest& request);
  [[nodiscard]] bool begin_state(Job& job, SteadyTime now);
  [[nodiscard]] std::shared_ptr<const Snapshot> snapshot_after(Topic topic, std::uint64_t sequence,
                                                               SteadyTime now);
  [[nodiscard]] std::shared_ptr<const Snapshot> cut_snapshot(Topic topic);
  [[nodiscard]] bool skip_what_is_gone(Job& job, SteadyTime now);
  [[nodiscard]] bool cut_slice(Job& job, SteadyTime now);
  void cut_snapshot_slice(Job& job);
  void cut_range_slice(Job& job);

  std::uint64_t term_;
  PublisherCounters& counters_;
  std::array<Stream, enum_count<Topic>> streams_;
  std::array<Shared, enum_count<Topic>> shared_;
  std::deque<Job> jobs_;
  std::size_t blocked_ = 0;  // consecutive jobs that could not go on
};

}  // namespace selat::bus
