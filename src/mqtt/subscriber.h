#pragma once
// A subscriber of one MQTT broker, on the io_context: what is published under one topic filter. One
// connection; whoever uses it decides when to try again.
//
// libmosquitto does the protocol (3.1.1), without threads of its own; it knows no bound for a message, so
// what comes without completing one is counted here.
//
// Thread: that of the io_context, which must outlive it. No event is called after close() or the destructor.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/localized_message.h"
#include "mqtt/tls_context.h"

namespace boost::asio {
class io_context;
}

namespace selat::mqtt {

// About this much may be on its way before a message is complete.
inline constexpr std::size_t kLongestMessage = 1UL << 20;

struct SubscriberOptions {
  std::string address;  // a number, no name
  std::uint16_t port = 1883;
  std::string filter;         // "ais/#"
  std::string user;           // empty: none
  std::string password;       // empty: none
  TlsContext* tls = nullptr;  // none: plainly; it must outlive the subscriber
};

struct SubscriberEvents {
  std::function<void()> on_subscribed;
  std::function<void(std::string_view topic, std::string_view payload)> on_message;
  std::function<void(const LocalizedMessage& why)> on_lost;  // once; connect() may be called again then
};

[[nodiscard]] bool is_topic_filter(const std::string& filter);

class Subscriber {
 public:
  Subscriber(boost::asio::io_context& io, SubscriberOptions options, SubscriberEvents events);
  ~Subscriber();
  Subscriber(const Subscriber&) = delete;
  Subscriber& operator=(const Subscriber&) = delete;

  // Does not block. Ends in on_subscribed or on_lost.
  void connect();
  void close();

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace selat::mqtt
