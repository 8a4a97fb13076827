#pragma once
// One stream of one publisher as a reader puts it together: which envelope is the next, which are kept aside
// until a gap is filled, what must be asked for, and what is lost. Uses no socket and reads no clock.
//
// Every number of a term is handed on once, or passed over and counted as lost; only what was before the
// reader first joined, and what a snapshot at the beginning of a term stands for, is neither. At the end of a
// term what is kept aside is handed on. A publisher that ends in order says how many there were; one that
// does not leaves an unknown loss.
//
// A greater term is a restarted publisher. A lower one is what arrives late, or a publisher whose clock was
// set back and whose files are gone: it is believed once nothing else has been heard for five seconds.
//
// Bounded: 64 MiB are kept aside, 256 envelopes handed on in one turn.

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>

#include "bus/socket.h"
#include "bus/subscription.h"
#include "model/process_health.h"
#include "selat/v1/envelope.pb.h"
#include "units/clock.h"

namespace selat::bus {

class StreamAssembly {
 public:
  explicit StreamAssembly(Subscription subscription) : subscription_(std::move(subscription)) {}

  [[nodiscard]] Topic topic() const { return subscription_.topic; }
  // Into which an envelope is parsed before take_envelope(); the memory of its body is used again.
  [[nodiscard]] v1::Envelope& envelope() { return envelope_; }

  // The envelope in envelope(); its bytes are taken if it must wait.
  void take_envelope(Frame& bytes, Now now);
  // A heartbeat that is parsed, and sound.
  void take_heartbeat(const v1::Envelope& heartbeat, Now now);
  // An answer to the request with request_id().
  void take_answer(const v1::RepairReply& reply, Now now);
  void count_malformed() { ++counters_.malformed; }

  // Whether envelopes kept aside can be handed on: go_on() hands on some of them.
  [[nodiscard]] bool can_go_on() const { return phase_ == Phase::catching_up || phase_ == Phase::ending; }
  void go_on(Now now);

  // Whether something must be asked of the publisher now, for the first time or again.
  [[nodiscard]] bool must_ask(SteadyTime now) const;
  [[nodiscard]] std::uint64_t request_id() const { return request_.id; }  // 0: nothing is asked
  void fill_request(std::uint64_t id, v1::RepairRequest& request, SteadyTime now);
  void note_sent(bool is_sent) { request_.is_sent = is_sent; }
  // How far the reader is; and whether the publisher should be told.
  void fill_reached(v1::RepairRequest& request);
  [[nodiscard]] bool should_tell() const;

  [[nodiscard]] model::SubscriptionHealth health(SteadyTime now) const;
  // When the reader last had all that the publisher had sent.
  [[nodiscard]] std::optional<SteadyTime> complete_at() const { return complete_at_; }

 private:
  enum class Phase : std::uint8_t {
    waiting,      // nothing received yet
    joining,      // the snapshot or the retained envelopes are requested; live envelopes are kept aside
    repairing,    // the missing envelopes are requested; live envelopes are kept aside
    catching_up,  // the envelopes kept aside are handed on
    live,         // each envelope is handed on when it comes
    ending,       // another term is heard; what is kept of this one is handed on
  };

  struct Request {
    bool is_open = false;
    std::uint64_t id = 0;  // 0: not sent yet
    bool is_sent = false;
    bool is_snapshot = false;
    std::optional<std::uint64_t> state_at;  // the sequence of a snapshot that has begun and not ended
    SteadyTime progress_at;                 // when it was sent, or the last part of its answer came
  };

  // A term that is lower than the one read, or was given up; and since when nothing else was heard.
  struct Rival {
    std::uint64_t term = 0;
    SteadyTime since;
    SteadyTime heard_at;
  };

  [[nodiscard]] std::uint64_t last() const { return counters_.last_sequence; }
  [[nodiscard]] bool is_of_this_term(std::uint64_t term, std::uint64_t first_heard, Now now);
  [[nodiscard]] bool is_believed(std::uint64_t term, SteadyTime now);
  void end_term(std::uint64_t next, std::uint64_t first_heard, Now now);
  void begin_term(std::uint64_t term, std::uint64_t first_heard, Now now);
  void keep_aside(Frame& bytes);
  void miss(Now now);
  void ask(bool is_snapshot);
  void take_envelopes(const v1::RepairReply& reply);
  void end_snapshot(Now now);
  void finish_request(const v1::RepairReply& reply, Now now);
  void finish_catching_up(Now now);
  void pass_over(std::uint64_t sequence);
  void hand_on();
  void apply();

  Subscription subscription_;
  model::SubscriptionHealth counters_;
  Phase phase_ = Phase::waiting;
  bool has_joined_ = false;  // in this term or an earlier one
  Request request_;
  v1::Envelope envelope_;
  std::map<std::uint64_t, Frame> kept_;  // by sequence
  std::size_t kept_bytes_ = 0;
  std::uint64_t announced_ = 0;            // the greatest sequence heard of in this term
  std::optional<std::uint64_t> term_end_;  // the last sequence of this term, as the publisher said
  std::uint64_t next_term_ = 0;            // while this one is ending
  std::optional<std::uint64_t> given_up_;  // a term that was left for a lower one
  std::optional<Rival> rival_;
  std::uint64_t lost_before_gap_ = 0;
  std::uint64_t told_reached_ = 0;
  std::optional<SteadyTime> heard_at_;  // in this term
  SteadyTime incomplete_since_;
  std::optional<SteadyTime> complete_at_;
};

}  // namespace selat::bus
