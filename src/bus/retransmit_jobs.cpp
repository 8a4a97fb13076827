#include "bus/retransmit_jobs.h"

#include <algorithm>
#include <utility>

#include "bus/retransmit_buffer.h"
#include "selat/v1/envelope.pb.h"

namespace selat::bus {

namespace {

constexpr std::size_t kMostJobs = 1024;
constexpr std::size_t kMostSnapshots = 4;
constexpr std::size_t kSliceBytes = 64 * 1024;
constexpr Span kSharedFor = Span::seconds(2);
constexpr Span kDroppedAfter = Span::seconds(10);

// True if an envelope of this size no longer fits; the first one always does.
bool is_full(std::size_t bytes, std::size_t more) {
  return bytes > 0 && bytes + more > kSliceBytes;
}

// Where each envelope holds the whole state the last one is enough; where the difference of two is a rate
// (sentences or CPU time in a second) the one before it comes along, so that a newcomer need not wait for it.
std::uint64_t envelopes_of_state(Topic topic) {
  return topic == Topic::feed || topic == Topic::health ? 2 : 1;
}

}  // namespace

bool RetransmitJobs::has_state(Topic topic) const {
  return streams_[static_cast<std::size_t>(topic)].snapshot != nullptr || is_last_envelope_the_state(topic);
}

bool RetransmitJobs::take(std::string_view subscriber, Topic topic, const v1::RepairRequest& request,
                          SteadyTime now) {
  std::erase_if(jobs_, [&](const Job& job) { return job.topic == topic && job.subscriber == subscriber; });
  if (jobs_.size() == kMostJobs) {
    return false;
  }
  Job& job = jobs_.emplace_back();
  job.subscriber = subscriber;
  job.request = request.request();
  job.topic = topic;
  job.moved_at = now;
  begin(job, request);
  return true;
}

// Whether a snapshot is asked for shows when the job is served: `next` 0.
void RetransmitJobs::begin(Job& job, const v1::RepairRequest& request) {
  const RetransmitBuffer& buffer = *stream(job.topic).buffer;
  job.last = buffer.last_sequence();
  if (!request.has_range()) {
    ++counters_.snapshots;
    job.next = has_state(job.topic) ? 0 : 1;
    return;
  }
  ++counters_.repairs;
  job.next = std::max<std::uint64_t>(1, request.range().from());
  if (request.range().term() != term_) {
    job.last = 0;  // the request is of another term; the answer names the current one
  } else if (job.next >= buffer.oldest_sequence()) {
    job.last = std::min(job.last, request.range().to());
  }
}

void RetransmitJobs::serve(SteadyTime now, const Send& send) {
  if (jobs_.empty()) {
    return;
  }
  Job job = std::move(jobs_.front());
  jobs_.pop_front();
  if (!job.has_unsent) {
    job.has_unsent = cut_slice(job, now);
  }
  const Sent sent = job.has_unsent ? send(job.subscriber, job.unsent) : Sent::full;
  if (sent == Sent::full && now - job.moved_at <= kDroppedAfter) {
    ++blocked_;
    jobs_.push_back(std::move(job));
  } else if (sent == Sent::sent) {
    blocked_ = 0;
    job.has_unsent = false;
    job.moved_at = now;
    if (!job.is_last) {
      jobs_.push_back(std::move(job));
    }
  }  // otherwise the subscriber is gone or takes nothing; it requests again when it is back
}

// Continues with the current state, in place of the envelopes that are no longer retained. False if there are
// too many snapshots under way.
bool RetransmitJobs::begin_state(Job& job, SteadyTime now) {
  job.snapshot = snapshot_after(job.topic, std::max<std::uint64_t>(job.next, 1) - 1, now);
  if (!job.snapshot) {
    return false;
  }
  job.had_snapshot = true;
  job.next = 0;
  return true;
}

// A snapshot of the state at `sequence` or later, after which nothing has left the buffer yet.
std::shared_ptr<const RetransmitJobs::Snapshot> RetransmitJobs::snapshot_after(Topic topic,
                                                                               std::uint64_t sequence,
                                                                               SteadyTime now) {
  Shared& shared = shared_[static_cast<std::size_t>(topic)];
  const bool fits = shared.newest && shared.newest->sequence >= sequence &&
                    shared.newest->sequence + 1 >= stream(topic).buffer->oldest_sequence();
  std::erase_if(shared.all, [](const auto& one) { return one.expired(); });
  const bool is_full = shared.all.size() >= kMostSnapshots;
  if (fits && (is_full || now - shared.cut_at < kSharedFor)) {
    return shared.newest;
  }
  if (is_full) {
    return nullptr;
  }
  shared.newest = cut_snapshot(topic);
  shared.cut_at = now;
  shared.all.push_back(shared.newest);
  return shared.newest;
}

std::shared_ptr<const RetransmitJobs::Snapshot> RetransmitJobs::cut_snapshot(Topic topic) {
  const Stream& stream = this->stream(topic);
  RetransmitBuffer& buffer = *stream.buffer;
  std::vector<Frame> state;
  if (stream.snapshot) {
    state = stream.snapshot();
  } else {
    const std::uint64_t last = buffer.last_sequence();
    const std::uint64_t wanted = std::min(last, envelopes_of_state(topic));
    for (std::uint64_t at = std::max(buffer.oldest_sequence(), last + 1 - wanted); at <= last; ++at) {
      state.push_back(buffer.at(at).share());
    }
  }
  auto snapshot = std::make_shared<Snapshot>();
  snapshot->sequence = buffer.last_sequence();
  v1::RepairReply reply;
  std::size_t bytes = 0;
  for (Frame& envelope : state) {
    if (is_full(bytes, envelope.size())) {
      snapshot->slices.push_back(reply.SerializeAsString());
      reply.Clear();
      bytes = 0;
    }
    bytes += envelope.size();
    reply.add_envelopes(envelope.bytes(), envelope.size());
    envelope = Frame();
  }
  snapshot->slices.push_back(reply.SerializeAsString());
  return snapshot;
}

bool RetransmitJobs::forget_snapshots(SteadyTime now) {
  bool is_left = false;
  for (Shared& shared : shared_) {
    if (shared.newest && now - shared.cut_at >= kSharedFor) {
      shared.newest.reset();
    }
    is_left |= shared.newest != nullptr;
  }
  return is_left;
}

// Envelopes that left the buffer before they could be sent are replaced by the state; without one, they are
// lost. After a snapshot the answer ends there: the subscriber sees the gap, and asks for a later state.
bool RetransmitJobs::skip_what_is_gone(Job& job, SteadyTime now) {
  const RetransmitBuffer& buffer = *stream(job.topic).buffer;
  if (job.next == 0) {
    return begin_state(job, now);
  }
  if (job.next > job.last || job.next >= buffer.oldest_sequence()) {
    return true;
  }
  if (job.had_snapshot) {
    job.last = job.next - 1;
    return true;
  }
  if (has_state(job.topic)) {
    return begin_state(job, now);
  }
  job.next = std::min(buffer.oldest_sequence(), job.last + 1);
  return true;
}

// False if it must wait.
bool RetransmitJobs::cut_slice(Job& job, SteadyTime now) {
  if (!job.snapshot && !skip_what_is_gone(job, now)) {
    return false;
  }
  if (job.snapshot) {
    cut_snapshot_slice(job);
  } else {
    cut_range_slice(job);
  }
  return true;
}

// The fields of a serialised message may stand in any order, so what differs from job to job is put before
// the envelopes that all share.
void RetransmitJobs::cut_snapshot_slice(Job& job) {
  const std::shared_ptr<const Snapshot> snapshot = job.snapshot;  // this job may be the last that holds it
  const std::string& envelopes = snapshot->slices[static_cast<std::size_t>(job.next)];
  const bool is_end = ++job.next == snapshot->slices.size();
  const std::uint64_t sequence = snapshot->sequence;
  if (is_end) {
    job.snapshot = nullptr;
    job.next = sequence + 1;
    job.last = stream(job.topic).buffer->last_sequence();
  }
  job.is_last = is_end && job.last == sequence;
  v1::RepairReply head;
  head.set_request(job.request);
  head.set_term(term_);
  head.set_up_to_sequence(sequence);
  head.set_is_snapshot(true);
  head.set_is_last(job.is_last);
  const std::string bytes = head.SerializeAsString();
  job.unsent = Frame(bytes.size() + envelopes.size());
  auto* const target = static_cast<char*>(job.unsent.bytes());
  std::ranges::copy(envelopes, std::ranges::copy(bytes, target).out);
}

void RetransmitJobs::cut_range_slice(Job& job) {
  RetransmitBuffer& buffer = *stream(job.topic).buffer;
  v1::RepairReply reply;
  std::size_t bytes = 0;
  for (; job.next <= job.last && !is_full(bytes, buffer.at(job.next).size()); ++job.next) {
    Frame& envelope = buffer.at(job.next);
    bytes += envelope.size();
    reply.add_envelopes(envelope.bytes(), envelope.size());
  }
  job.is_last = job.next > job.last;
  reply.set_request(job.request);
  reply.set_term(term_);
  reply.set_up_to_sequence(job.last);
  reply.set_is_last(job.is_last);
  job.unsent = Frame(reply.ByteSizeLong());
  reply.SerializeWithCachedSizesToArray(static_cast<std::uint8_t*>(job.unsent.bytes()));
}

}  // namespace selat::bus
