#include "mqtt/subscriber.h"

#include <cerrno>
#include <chrono>
#include <cstring>
#include <memory>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <mosquitto.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/system_words.h"

namespace selat::mqtt {
namespace {

namespace asio = boost::asio;
using asio::posix::stream_descriptor;
using boost::system::error_code;

constexpr int kKeepAlive_s = 10;
constexpr int kPacketsAtOnce = 16;  // then the other feeds are served
constexpr auto kTick = std::chrono::seconds(1);
constexpr int kSubscribeWithin_ticks = 10;
// The kernel's own buffers count as on their way.
constexpr std::uint64_t kMostUnderWay = kLongestMessage + 8 * (1UL << 20);

// The library as a whole; its own counter makes this work for several.
struct Library {
  Library() { mosquitto_lib_init(); }
  ~Library() { mosquitto_lib_cleanup(); }
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;
};

// The kernel's tcp_info is longer than the C library's.
struct LongTcpInfo {
  tcp_info known;
  std::uint64_t pacing_rate, most_pacing_rate, bytes_acknowledged, bytes_received;
};

// On this connection.
LongTcpInfo info_of(int socket) {
  LongTcpInfo info{};
  socklen_t size = sizeof info;
  const bool is_told = ::getsockopt(socket, IPPROTO_TCP, TCP_INFO, &info, &size) == 0 && size == sizeof info;
  return is_told ? info : LongTcpInfo{};
}
std::uint64_t bytes_received(int socket) {
  return info_of(socket).bytes_received;
}
// Whether the other end has taken anything that was sent; the first is the SYN.
bool is_taken(const LongTcpInfo& info) {
  return info.bytes_acknowledged > 1;
}
// Why there is no connection, which the library does not say over TLS; 0: there is one, or will be.
int connect_error(int socket) {
  const LongTcpInfo info = info_of(socket);
  int error = 0;
  socklen_t size = sizeof error;
  if (is_taken(info) || ::getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &size) != 0 || error != 0) {
    return error;
  }
  return info.known.tcpi_state == TCP_CLOSE ? ECONNREFUSED : 0;
}

LocalizedMessage told(int error) {
  return system_words(mosquitto_strerror(error));
}

}  // namespace

struct Subscriber::Impl : std::enable_shared_from_this<Subscriber::Impl> {
  Impl(asio::io_context& its_io, SubscriberOptions its_options, SubscriberEvents its_events)
      : io(its_io), options(std::move(its_options)), events(std::move(its_events)), timer(io) {}

  void connect() {
    close();
    static const Library library;
    client = std::shared_ptr<mosquitto>(mosquitto_new(nullptr, true, this), mosquitto_destroy);
    mosquitto_connect_callback_set(client.get(), [](mosquitto*, void* self, int refused) {
      static_cast<Impl*>(self)->connected(refused);
    });
    mosquitto_subscribe_callback_set(client.get(), [](mosquitto*, void* self, int, int, const int* granted) {
      static_cast<Impl*>(self)->subscribed(*granted);
    });
    mosquitto_message_callback_set(client.get(),
                                   [](mosquitto*, void* self, const mosquitto_message* message) {
                                     static_cast<Impl*>(self)->take(*message);
                                   });
    if (!options.user.empty()) {
      mosquitto_username_pw_set(client.get(), options.user.c_str(),
                                options.password.empty() ? nullptr : options.password.c_str());
    }
    if (options.tls != nullptr) {
      options.tls->begin_handshake();
      mosquitto_int_option(client.get(), MOSQ_OPT_SSL_CTX_WITH_DEFAULTS, 0);
      mosquitto_void_option(client.get(), MOSQ_OPT_SSL_CTX, options.tls->get());
    }
    is_writing = is_subscribed = has_answered = false;
    ticks = 0;
    complete_at = 0;
    failure = {};
    const int error =
        mosquitto_connect_async(client.get(), options.address.c_str(), options.port, kKeepAlive_s);
    if (error != MOSQ_ERR_SUCCESS) {
      return lost(error == MOSQ_ERR_ERRNO ? system_words(errno) : told(error));
    }
    // A descriptor of its own: the library closes the other.
    socket = std::make_unique<stream_descriptor>(io);
    error_code refused;
    socket->assign(::dup(mosquitto_socket(client.get())), refused);
    if (refused) {
      return lost(system_words(refused.message()));
    }
    tick();
    wait_to_read();
    wait_to_write();
  }

  // ---- events of the library, within its read

  void connected(int refused) {
    has_answered = true;
    if (refused != 0) {
      failure = system_words(mosquitto_connack_string(refused));
      return;
    }
    mosquitto_subscribe(client.get(), nullptr, options.filter.c_str(), 0);
  }
  void subscribed(int granted) {
    if (granted > 2) {
      failure = LocalizedMessage(tr("the broker refuses the topic {topic}"), {{"topic", options.filter}});
      return;
    }
    is_subscribed = true;
    events.on_subscribed();
  }
  void take(const mosquitto_message& message) {
    if (client) {  // an event before may have closed it
      complete_at = bytes_received(socket->native_handle());
      events.on_message(message.topic, {static_cast<const char*>(message.payload),
                                        static_cast<std::size_t>(message.payloadlen)});
    }
  }

  // ---- the socket

  void wait_to_read() {
    socket->async_wait(stream_descriptor::wait_read,
                       [self = shared_from_this(), connection = connections](error_code error) {
                         if (!self->is_of(connection, error)) {
                           return;
                         }
                         self->read();
                         if (self->is_of(connection, {})) {
                           self->wait_to_read();
                           self->wait_to_write();
                         }
                       });
  }

  void read() {
    if (const int refused = connect_error(socket->native_handle()); refused != 0) {
      return lost(system_words(refused));
    }
    const int error = mosquitto_loop_read(client.get(), kPacketsAtOnce);
    if (!client) {
      return;
    }
    if (!failure.empty()) {
      return lost(failure);
    }
    if (error != MOSQ_ERR_SUCCESS) {
      return lost(reason_of(told(error)));
    }
    if (bytes_received(socket->native_handle()) - complete_at > kMostUnderWay) {
      lost(LocalizedMessage(tr("a message is longer than {n} bytes"), {{"n", kLongestMessage}}));
    }
  }

  void wait_to_write() {
    if (is_writing || !mosquitto_want_write(client.get())) {
      return;
    }
    is_writing = true;
    socket->async_wait(stream_descriptor::wait_write,
                       [self = shared_from_this(), connection = connections](error_code error) {
                         if (self->is_of(connection, error)) {
                           self->is_writing = false;
                           self->write();
                         }
                       });
  }

  void write() {
    if (const int refused = connect_error(socket->native_handle()); refused != 0) {
      return lost(system_words(refused));
    }
    const int error = mosquitto_loop_write(client.get(), kPacketsAtOnce);
    error == MOSQ_ERR_SUCCESS ? wait_to_write() : lost(reason_of(told(error)));
  }

  // Each second: the library's own time-outs, and ours of the beginning.
  void tick() {
    timer.expires_after(kTick);
    timer.async_wait([self = shared_from_this(), connection = connections](error_code error) {
      if (!self->is_of(connection, error)) {
        return;
      }
      const int failed = mosquitto_loop_misc(self->client.get());
      if (failed != MOSQ_ERR_SUCCESS) {
        return self->lost(self->reason_of(told(failed)));
      }
      if (!self->is_subscribed && ++self->ticks > kSubscribeWithin_ticks) {
        return self->lost(self->reason_of(tr("no broker answers")));
      }
      self->wait_to_write();
      self->tick();
    });
  }

  [[nodiscard]] bool is_of(std::uint64_t connection, error_code error) const {
    return !error && connection == connections;
  }

  // What the library says hides what is there where it took our first words and did not understand them.
  [[nodiscard]] LocalizedMessage reason_of(const LocalizedMessage& told) const {
    const bool is_heard = is_taken(info_of(socket->native_handle()));
    if (options.tls == nullptr) {
      return is_heard && !has_answered
                 ? LocalizedMessage(tr("what is there is no broker, or one that speaks TLS (mqtts://)"))
                 : told;
    }
    if (!options.tls->refusal().empty()) {
      return options.tls->refusal();
    }
    return is_heard && !options.tls->has_answered()
               ? LocalizedMessage(tr("the broker does not seem to speak TLS on this port"))
               : told;
  }

  void lost(const LocalizedMessage& why) {
    close();
    asio::post(io, [self = shared_from_this(), why, connection = connections] {
      if (!self->is_over && connection == self->connections) {
        self->events.on_lost(why);
      }
    });
  }

  // It may be called by an event, within a call of the library: so the client itself goes later.
  void close() {
    ++connections;
    timer.cancel();
    socket.reset();
    if (client) {
      asio::post(io, [old = std::exchange(client, nullptr)] {});
    }
  }

  asio::io_context& io;
  SubscriberOptions options;
  SubscriberEvents events;
  std::shared_ptr<mosquitto> client;  // nothing where it is closed
  std::unique_ptr<stream_descriptor> socket;
  asio::steady_timer timer;
  std::uint64_t connections = 0;  // handlers of another one do nothing
  bool is_writing = false;
  bool is_subscribed = false;
  bool has_answered = false;  // in MQTT
  bool is_over = false;       // nobody listens any more
  int ticks = 0;
  std::uint64_t complete_at = 0;  // bytes received when the last message was complete
  LocalizedMessage failure;       // why the broker refuses
};

bool is_topic_filter(const std::string& filter) {
  return !filter.empty() && mosquitto_sub_topic_check(filter.c_str()) == MOSQ_ERR_SUCCESS;
}

Subscriber::Subscriber(asio::io_context& io, SubscriberOptions options, SubscriberEvents events)
    : impl_(std::make_shared<Impl>(io, std::move(options), std::move(events))) {}
Subscriber::~Subscriber() {
  close();
}

void Subscriber::connect() {
  impl_->connect();
}
void Subscriber::close() {
  impl_->is_over = true;
  impl_->close();
}

}  // namespace selat::mqtt
