#pragma once
// A ZeroMQ socket and a ZeroMQ message that clean up after themselves; for the .cpp files of this folder.
//
// Thread: a socket belongs to one. Errors: making, setting, binding and connecting throw BusError; sending
// and receiving never wait and never throw.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "bus/bus.h"

struct zmq_msg_t;

namespace selat::bus {

inline constexpr std::int64_t kMostMessageBytes = 1024 * 1024;  // libzmq cuts off whoever sends more

class Frame {
 public:
  Frame();
  // Of this size, to be filled in. Throws std::bad_alloc.
  explicit Frame(std::size_t size);
  explicit Frame(std::string_view bytes);
  ~Frame();
  Frame(Frame&& other) noexcept;
  Frame& operator=(Frame&& other) noexcept;
  Frame(const Frame&) = delete;
  Frame& operator=(const Frame&) = delete;

  // A second message with the same bytes; long ones are shared, not copied.
  [[nodiscard]] Frame share();
  [[nodiscard]] void* bytes();
  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] std::string_view view() { return {static_cast<const char*>(bytes()), size()}; }
  // The name of the key the peer has proved to own; empty without CURVE.
  [[nodiscard]] std::string_view user();
  [[nodiscard]] zmq_msg_t* raw();

 private:
  alignas(void*) std::array<std::byte, 64> storage_;  // a zmq_msg_t
};

enum class Sent : std::uint8_t { sent, full, unreachable };

class Socket {
 public:
  // With the options every socket of the house has (platform of the bus): peers that fall silent are noticed
  // within 3 s, nothing waits for ever, nobody may send more than 1 MiB at once.
  // `high_water_mark`: messages queued per peer and direction. At the end of the socket, what it has to say
  // is dropped; or waits up to a second for peers to take it, when `lingers`.
  Socket(void* context, int type, int high_water_mark, bool lingers);
  ~Socket();
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  void set(int option, int value);
  void set(int option, std::int64_t value);
  void set(int option, std::string_view value);
  void bind(const std::string& endpoint);
  void connect(const std::string& endpoint);

  Sent send(Frame& message, bool has_more = false);
  Sent send(std::string_view bytes, bool has_more = false);
  // The next frame; none when nothing waits.
  bool receive(Frame& message);
  // Whether the frame just received has more behind it.
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
