#pragma once
// A subscriber's connection to one publisher: a socket for live envelopes, a socket to request missing ones,
// and the streams that are put together from both.
//
// Thread: that of the Bus.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bus/bus.h"
#include "bus/socket.h"
#include "bus/socket_watch.h"
#include "bus/stream_assembly.h"
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
  void connect();
  bool receive_live();
  void take_live(std::string_view topic, Frame& bytes);
  void take_heartbeat();
  bool receive_answer();
  void after_change(StreamAssembly& stream);
  void go_on();
  void ask(StreamAssembly& stream);
  void tell_reached(StreamAssembly& stream);
  bool send();
  void look();

  Bus& bus_;
  std::string name_;
  std::vector<StreamAssembly> streams_;
  std::uint64_t last_request_ = 0;
  v1::Envelope heartbeat_;
  v1::RepairReply reply_;
  v1::RepairRequest asked_;
  // Read once for each envelope, answer or timer, since reading the clocks costs as much as the rest of the
  // bookkeeping of an envelope.
  Now now_;
  SteadyTime heard_at_;  // anything at all, or when it was connected
  std::unique_ptr<Socket> live_;
  std::unique_ptr<Socket> requests_;
  Timer look_timer_;
  Timer catch_up_turn_;
  std::unique_ptr<SocketWatch> live_watch_;
  std::unique_ptr<SocketWatch> requests_watch_;
};

}  // namespace selat::bus
