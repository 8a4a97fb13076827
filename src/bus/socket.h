#pragma once
// A ZeroMQ socket and a ZeroMQ message that free their resources at their end; for the .cpp files of this
// folder.
//
// Thread: a socket is used by one thread. Errors: making, setting, binding and connecting throw BusError;
// sending and receiving never wait and never throw.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "bus/bus.h"

struct zmq_msg_t;

namespace selat::bus {

inline constexpr std::int64_t kMostMessageBytes = 1024 * 1024;  // libzmq disconnects a peer that sends more
// For sockets at which only short requests or subscriptions arrive. A handshake with CURVE has frames of some
// 300 bytes.
inline constexpr std::int64_t kMostRequestBytes = 512;

class Frame {
 public:
  Frame();
  // A message of this size, to be filled in. Throws std::bad_alloc.
  explicit Frame(std::size_t size);
  explicit Frame(std::string_view bytes);
  ~Frame();
  Frame(Frame&& other) noexcept;
  Frame& operator=(Frame&& other) noexcept;
  Frame(const Frame&) = delete;
  Frame& operator=(const Frame&) = delete;

  // A second message with the same bytes. Long ones share them; short ones are copied.
  [[nodiscard]] Frame share();
  [[nodiscard]] void* bytes();
  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] std::string_view view() { return {static_cast<const char*>(bytes()), size()}; }
  // The name of the key that the peer has proved to own; empty without CURVE.
  [[nodiscard]] std::string_view user();
  // The descriptor of the connection over which this message came; -1 if libzmq made the message itself.
  [[nodiscard]] int connection();
  [[nodiscard]] zmq_msg_t* raw();

 private:
  alignas(void*) std::array<std::byte, 64> storage_;  // a zmq_msg_t
};

enum class Sent : std::uint8_t { sent, full, unreachable };

class Socket {
 public:
  // With the common options: the kernel gives up a machine that is cut off within 4 s, no call waits, no
  // message is larger than 1 MiB. `send_high_water_mark`: messages queued for each peer. At the end of the
  // socket its unsent messages are dropped; with `lingers`, peers have up to a second to receive them.
  //
  // What has been received is queued without a mark, since libzmq 4.3.4 ends the whole process when a peer
  // goes, or comes back, while its queue here is full (stream_engine_base.cpp: `!_io_error`,
  // `_input_stopped`). So a socket is read in every turn, and who sends too much is cut off: PeerBudget,
  // ConnectionWatch. Nor does it send ZMTP heartbeats: their timer goes on where a peer has gone while its
  // connection was being ended here, and writes to what is no more (the same `!_io_error`).
  Socket(void* context, int type, int send_high_water_mark, bool lingers);
  ~Socket();
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  void set(int option, int value);
  void set(int option, std::int64_t value);
  void set(int option, std::string_view value);
  void bind(const std::string& endpoint);
  void connect(const std::string& endpoint);
  // Tells these events of libzmq (ZMQ_EVENT_…) at an inproc endpoint; an empty endpoint ends that.
  void monitor(const std::string& endpoint, int events);

  Sent send(Frame& message, bool has_more = false);
  Sent send(std::string_view bytes, bool has_more = false);
  // The next frame; false if none is waiting.
  bool receive(Frame& message);
  // Whether more frames of the same message follow the frame that was just received.
  [[nodiscard]] static bool has_more(Frame& message);
  // Reads the rest of a message with more frames than expected.
  void skip_rest(Frame& last);

  [[nodiscard]] bool is_readable() const;
  [[nodiscard]] int descriptor() const;
  [[nodiscard]] void* raw() const { return socket_; }

 private:
  void* socket_;
};

}  // namespace selat::bus
