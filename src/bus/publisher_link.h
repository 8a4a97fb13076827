#pragma once
// A subscriber's connection to one publisher: a socket for live envelopes, a socket to request missing ones,
// and the state of each stream.
//
// Bounded: at most 64 MiB of live envelopes for each stream are kept aside while a gap is being repaired.
// Thread: that of the Bus.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bus/bus.h"
#include "bus/socket.h"
#include "bus/socket_watch.h"
#include "bus/subscriber.h"
#include "bus/subscription.h"
#include "bus/timer.h"
#include "model/process_health.h"
#include "selat/v1/envelope.pb.h"

namespace selat::bus {

class PublisherLink {
 public:
  PublisherLink(Bus& bus, std::string publisher, std::vector<Subscription> subscriptions);

  void add_health(std::vector<model::SubscriptionHealth>& all) const;
  [[nodiscard]] std::string_view publisher() const { return name_; }
  // When the reader of this topic last had all that the publisher had sent.
  [[nodiscard]] std::optional<SteadyTime> complete_at(Topic topic) const;

 private:
  enum class Phase : std::uint8_t {
    waiting,      // nothing received yet
    joining,      // the snapshot or the retained envelopes are requested; live envelopes are kept aside
    repairing,    // the missing envelopes are requested; live envelopes are kept aside
    catching_up,  // the envelopes kept aside are handed on, some in each turn
    live,         // each envelope is handed on when it comes
  };

  struct KeptAside {
    std::uint64_t sequence;
    Frame bytes;
  };

  struct Request {
    std::uint64_t id = 0;  // 0: none
    bool is_sent = false;
    bool is_snapshot = false;
    bool has_snapshot_begun = false;  // its first part was received
    std::uint64_t lost = 0;
    SteadyTime progress_at;  // when it was sent, or the last part of its answer came
  };

  struct Stream {
    explicit Stream(Subscription own) : subscription(std::move(own)) {}
    Stream(Stream&&) noexcept = default;
    Stream(const Stream&) = delete;

    Subscription subscription;
    model::SubscriptionHealth counters;
    Phase phase = Phase::waiting;
    bool has_joined = false;  // in this term or an earlier one
    Request request;
    v1::Envelope envelope;  // reused for each message, so that the memory of its body is allocated once
    std::deque<KeptAside> kept;
    std::size_t kept_bytes = 0;
    std::uint64_t told_reached = 0;  // the position last reported to the publisher
    SteadyTime incomplete_since;
    std::optional<SteadyTime> complete_at;

    [[nodiscard]] Topic topic() const { return subscription.topic; }
    [[nodiscard]] std::uint64_t last() const { return counters.last_sequence; }
  };

  void connect();
  bool receive_live();
  bool receive_answer();
  void tell_reached(Stream& stream);
  void take_live(std::string_view topic, Frame& bytes);
  void take_heartbeat();
  void take_heartbeat(Stream& stream);
  void take_envelope(Stream& stream, Frame& bytes);
  void begin_term(Stream& stream, std::uint64_t term, std::uint64_t first_heard);
  static void keep_aside(Stream& stream, std::uint64_t sequence, Frame& bytes);
  void miss(Stream& stream);
  void ask(Stream& stream, bool is_snapshot);
  void send_request(Stream& stream);
  void take_answer(Stream& stream);
  void hand_on_answer(Stream& stream);
  void finish_request(Stream& stream);
  void catch_up();
  void catch_up(Stream& stream);
  void hand_on(Stream& stream);
  static void apply(Stream& stream);
  void look();
  [[nodiscard]] Span behind(const Stream& stream) const;
  [[nodiscard]] bool is_stale(const Stream& stream) const;

  Bus& bus_;
  std::string name_;
  std::vector<Stream> streams_;
  std::uint64_t last_request_ = 0;
  v1::Envelope heartbeat_;
  v1::RepairReply reply_;
  v1::RepairRequest asked_;
  // Read once for each envelope, answer or timer, since reading the clocks costs as much as the rest of the
  // bookkeeping of an envelope.
  Now now_;
  std::optional<SteadyTime> heard_at_;
  SteadyTime connected_at_;
  std::unique_ptr<Socket> live_;
  std::unique_ptr<Socket> requests_;
  Timer look_timer_;
  Timer catch_up_turn_;
  std::unique_ptr<SocketWatch> live_watch_;
  std::unique_ptr<SocketWatch> requests_watch_;
};

}  // namespace selat::bus
