#include "bus/stream_assembly.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "wire/envelope.h"

namespace selat::bus {

namespace {

constexpr std::size_t kMostKeptBytes = 64 * 1024 * 1024;
constexpr std::size_t kCostOfKeeping = sizeof(Frame) + 64;  // of one envelope, beside its bytes
constexpr int kMostHandledPerTurn = 256;
constexpr std::uint64_t kTellEvery = 256;  // envelopes from one report of the position to the next

constexpr Span kSilentAfter = Span::seconds(3);
constexpr Span kStaleBehind = Span::seconds(5);
constexpr Span kAskAgainAfter = Span::seconds(2);
constexpr Span kLowerTermBelievedAfter = Span::seconds(5);

}  // namespace

// Whether what was just heard belongs to the term that is read. Begins another one where that is due.
bool StreamAssembly::is_of_this_term(std::uint64_t term, std::uint64_t first_heard, Now now) {
  if (term != counters_.term || phase_ == Phase::waiting) {
    if (phase_ == Phase::ending) {
      next_term_ = is_believed(term, now.steady) ? std::max(next_term_, term) : next_term_;
      return false;
    }
    if (!is_believed(term, now.steady)) {
      return false;
    }
    end_term(term, first_heard, now);
    if (phase_ == Phase::ending) {
      return false;  // the new term is asked for from its beginning
    }
  }
  heard_at_ = now.steady;
  rival_.reset();
  return true;
}

bool StreamAssembly::is_believed(std::uint64_t term, SteadyTime now) {
  if (phase_ == Phase::waiting || (term > counters_.term && term != given_up_)) {
    return true;
  }
  if (!rival_ || term > rival_->term || now - rival_->heard_at > kLowerTermBelievedAfter) {
    rival_ = Rival{.term = term, .since = now, .heard_at = now};
  }
  if (term != rival_->term) {
    return false;
  }
  rival_->heard_at = now;
  if (now - rival_->since < kLowerTermBelievedAfter) {
    return false;
  }
  given_up_ = counters_.term;
  return true;
}

void StreamAssembly::end_term(std::uint64_t next, std::uint64_t first_heard, Now now) {
  if (!kept_.empty()) {
    next_term_ = next;
    phase_ = Phase::ending;
    request_ = {};
    return;
  }
  if (has_joined_) {
    pass_over(term_end_.value_or(announced_));
    counters_.unknown_losses += term_end_ ? 0U : 1U;
  }
  begin_term(next, first_heard, now);
}

void StreamAssembly::begin_term(std::uint64_t term, std::uint64_t first_heard, Now now) {
  counters_.term = term;
  counters_.last_sequence = 0;
  announced_ = 0;
  term_end_.reset();
  told_reached_ = 0;
  request_ = {};
  if (phase_ == Phase::live || phase_ == Phase::waiting) {
    incomplete_since_ = now.steady;
  }
  if (subscription_.start == Start::live && !has_joined_) {
    counters_.last_sequence = first_heard - 1;
    has_joined_ = true;
    phase_ = Phase::live;
    return;
  }
  // A subscriber that joins live does not need the state, but every envelope from now on.
  phase_ = Phase::joining;
  ask(subscription_.start == Start::history);
}

void StreamAssembly::take_envelope(Frame& bytes, Now now) {
  const std::uint64_t sequence = envelope_.sequence();
  if (!is_of_this_term(envelope_.term(), sequence, now)) {
    counters_.duplicates += envelope_.term() < counters_.term ? 1U : 0U;  // sent before a restart
    return;
  }
  announced_ = std::max(announced_, sequence);
  if (sequence <= last()) {
    ++counters_.duplicates;
  } else if (phase_ == Phase::live && sequence == last() + 1) {
    counters_.behind = now.wall - Instant::unix_microseconds(envelope_.sent_at_unix_us());
    complete_at_ = now.steady;
    hand_on();
  } else {
    keep_aside(bytes);
    if (phase_ == Phase::live) {
      miss(now);
    }
  }
}

// Envelopes and heartbeats arrive in order, so an envelope before the heartbeat that has not arrived is lost.
void StreamAssembly::take_heartbeat(const v1::Envelope& heartbeat, Now now) {
  const auto& topics = heartbeat.heartbeat().topics();
  const auto position = std::find_if(topics.begin(), topics.end(),
                                     [&](const auto& entry) { return entry.topic() == name_of(topic()); });
  const std::uint64_t sent = position == topics.end() ? 0 : position->last_sequence();
  if (!is_of_this_term(heartbeat.term(), sent + 1, now)) {
    return;
  }
  announced_ = std::max(announced_, sent);
  if (heartbeat.heartbeat().is_last()) {
    term_end_ = sent;
  }
  if (phase_ != Phase::live) {
    return;
  }
  if (sent > last()) {
    miss(now);
  } else {
    const auto sent_at = Instant::unix_microseconds(heartbeat.sent_at_unix_us());
    counters_.behind = std::min(counters_.behind, now.wall - sent_at);
    complete_at_ = now.steady;
  }
}

// At the limit the envelope is dropped. This makes another gap, which is found when the others are handed on.
void StreamAssembly::keep_aside(Frame& bytes) {
  const std::size_t cost = bytes.size() + kCostOfKeeping;
  if (kept_.contains(envelope_.sequence())) {
    ++counters_.duplicates;
  } else if (kept_bytes_ + cost <= kMostKeptBytes) {
    kept_bytes_ += cost;
    kept_.emplace_hint(kept_.end(), envelope_.sequence(), std::move(bytes));
  }
}

void StreamAssembly::miss(Now now) {
  ++counters_.gaps;
  lost_before_gap_ = counters_.envelopes_lost;
  if (phase_ == Phase::live) {
    incomplete_since_ = now.steady;
  }
  phase_ = Phase::repairing;
  ask(false);
}

void StreamAssembly::ask(bool is_snapshot) {
  request_ = {};
  request_.is_open = true;
  request_.is_snapshot = is_snapshot;
}

bool StreamAssembly::must_ask(SteadyTime now) const {
  return request_.is_open && (!request_.is_sent || now - request_.progress_at > kAskAgainAfter);
}

// The envelopes after the last one received, up to the first one kept aside; if none is, to the end. So too
// when the answer with which a term began broke off.
void StreamAssembly::fill_request(std::uint64_t id, v1::RepairRequest& request, SteadyTime now) {
  ask(request_.is_snapshot && last() == 0);
  request_.id = id;
  request_.progress_at = now;
  request.Clear();
  request.set_request(id);
  request.set_topic(std::string(name_of(topic())));
  if (request_.is_snapshot) {
    request.set_snapshot(true);
    return;
  }
  auto& range = *request.mutable_range();
  range.set_term(counters_.term);
  range.set_from(last() + 1);
  range.set_to(kept_.empty() ? UINT64_MAX : kept_.begin()->first - 1);
}

void StreamAssembly::take_answer(const v1::RepairReply& reply, Now now) {
  const std::uint64_t id = request_.id;
  if (!is_of_this_term(reply.term(), 1, now) || request_.id != id) {
    return;
  }
  request_.progress_at = now.steady;
  if (reply.is_snapshot()) {
    if (!request_.state_at) {
      subscription_.reader->begin_snapshot();
    }
    request_.state_at = reply.up_to_sequence();
  } else if (request_.state_at) {
    end_snapshot(now);  // what was published since follows
  }
  take_envelopes(reply);
  if (reply.is_last()) {
    finish_request(reply, now);
  }
}

void StreamAssembly::take_envelopes(const v1::RepairReply& reply) {
  for (const auto& bytes : reply.envelopes()) {
    if (!wire::parse_reusing(envelope_, bytes)) {
      ++counters_.malformed;
    } else if (reply.is_snapshot()) {
      apply();
    } else if (envelope_.sequence() > last()) {
      hand_on();
    }
  }
}

// A snapshot at the beginning of a term stands for what was published before it; one in place of missing
// envelopes does too, but they are not coming any more.
void StreamAssembly::end_snapshot(Now now) {
  const std::uint64_t state_at = std::exchange(request_.state_at, std::nullopt).value_or(0);
  if (phase_ == Phase::joining && last() == 0) {
    counters_.last_sequence = state_at;
  } else {
    pass_over(state_at);
  }
  has_joined_ = true;
  subscription_.reader->end_snapshot({.term = counters_.term, .sequence = last(), .sent_at = now.wall});
}

void StreamAssembly::finish_request(const v1::RepairReply& reply, Now now) {
  if (request_.state_at) {
    end_snapshot(now);
  }
  pass_over(reply.up_to_sequence());
  if (phase_ == Phase::repairing) {
    if (!kept_.empty()) {
      pass_over(kept_.begin()->first - 1);  // the publisher has answered: it no longer has what is missing
    }
    counters_.gaps_repaired += counters_.envelopes_lost == lost_before_gap_ ? 1U : 0U;
  }
  announced_ = std::max(announced_, last());
  has_joined_ = true;
  request_ = {};
  phase_ = Phase::catching_up;
  go_on(now);
}

void StreamAssembly::go_on(Now now) {
  for (int handled = 0; !kept_.empty(); ++handled) {
    const auto next = kept_.begin();
    if (handled == kMostHandledPerTurn) {
      return;
    }
    if (next->first > last() + 1 && phase_ != Phase::ending) {
      miss(now);
      return;
    }
    Frame bytes = std::move(next->second);
    const bool is_new = next->first > last();
    kept_bytes_ -= bytes.size() + kCostOfKeeping;
    kept_.erase(next);
    if (is_new && wire::parse_reusing(envelope_, bytes.view())) {
      hand_on();
    }
  }
  finish_catching_up(now);
}

void StreamAssembly::finish_catching_up(Now now) {
  if (phase_ == Phase::ending) {
    phase_ = Phase::catching_up;
    end_term(next_term_, 1, now);
    return;
  }
  phase_ = Phase::live;
  counters_.behind = Span();
  if (last() >= announced_) {
    complete_at_ = now.steady;
  }
}

// What is up to this sequence and was not handed on will not come any more.
void StreamAssembly::pass_over(std::uint64_t sequence) {
  if (sequence <= last()) {
    return;
  }
  counters_.envelopes_lost += has_joined_ ? sequence - last() : 0;
  counters_.last_sequence = sequence;
}

void StreamAssembly::hand_on() {
  pass_over(envelope_.sequence() - 1);
  has_joined_ = true;
  counters_.last_sequence = envelope_.sequence();
  apply();
}

void StreamAssembly::apply() {
  ++counters_.envelopes;
  counters_.malformed += subscription_.reader->apply(envelope_);
}

bool StreamAssembly::should_tell() const {
  return !is_last_envelope_the_state(topic()) && last() - std::min(told_reached_, last()) >= kTellEvery;
}

void StreamAssembly::fill_reached(v1::RepairRequest& request) {
  request.Clear();
  request.set_topic(std::string(name_of(topic())));
  request.mutable_reached()->set_term(counters_.term);
  request.mutable_reached()->set_sequence(last());
  told_reached_ = last();
}

// Stale by progress: not complete for five seconds, whatever was heard meanwhile.
model::SubscriptionHealth StreamAssembly::health(SteadyTime now) const {
  model::SubscriptionHealth health = counters_;
  health.publisher = subscription_.publisher;
  health.topic = name_of(topic());
  if (phase_ != Phase::live && phase_ != Phase::waiting) {
    health.behind = now - incomplete_since_;
  }
  health.is_stale = phase_ == Phase::waiting || !heard_at_ || now - *heard_at_ > kSilentAfter ||
                    now - complete_at_.value_or(incomplete_since_) > kStaleBehind ||
                    health.behind > kStaleBehind;
  return health;
}

}  // namespace selat::bus
