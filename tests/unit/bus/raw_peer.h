#pragma once
// A peer that speaks ZMTP 3 by hand over an ipc socket, so that it can send what libzmq never would, and go
// when it likes. Its calls wait: libzmq's own thread is at the other end.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

namespace selat::bus::test {

class RawPeer {
 public:
  explicit RawPeer(int connection) : connection_(connection) {
    const timeval patience{.tv_sec = 10, .tv_usec = 0};
    ::setsockopt(connection_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  }
  ~RawPeer() { ::close(connection_); }
  RawPeer(const RawPeer&) = delete;
  RawPeer& operator=(const RawPeer&) = delete;

  // The numbers of a connection: flags, length, content. With `is_command`, a command of the protocol.
  [[nodiscard]] static std::string frame(std::string_view content, bool is_command = false,
                                         bool has_more = false) {
    const auto flags = static_cast<char>((is_command ? 4 : 0) | (has_more ? 1 : 0));
    std::string bytes;
    if (content.size() < 256) {
      bytes = {flags, static_cast<char>(content.size())};
    } else {
      bytes = {static_cast<char>(flags | 2)};
      for (int shift = 56; shift >= 0; shift -= 8) {
        bytes += static_cast<char>(content.size() >> shift);
      }
    }
    return bytes.append(content);
  }
  [[nodiscard]] static std::string ping() { return frame({"\4PING\0\0", 7}, true); }

  // As a peer of this type: "DEALER", "SUB", "PUB".
  [[nodiscard]] bool shake_hands(const std::string& type) {
    std::string greeting = "\xff" + std::string(8, '\0') + "\x7f\x03\x01" + "NULL";
    greeting.resize(64, '\0');
    send(greeting);
    if (receive(64).size() != 64) {
      return false;
    }
    send(frame(
        std::string("\5READY\13Socket-Type") + std::string(3, '\0') + static_cast<char>(type.size()) + type,
        true));
    const std::string head = receive(2);
    return head.size() == 2 &&
           receive(static_cast<std::uint8_t>(head[1])).size() == static_cast<std::uint8_t>(head[1]);
  }

  // False when the other end has gone.
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto sent = ::send(connection_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) {
        return false;
      }
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }
  // Fewer bytes when the other end has gone.
  std::string receive(std::size_t size) {
    std::string bytes(size, '\0');
    std::size_t have = 0;
    while (have < size) {
      const auto got = ::recv(connection_, bytes.data() + have, size - have, 0);
      if (got <= 0) {
        break;
      }
      have += static_cast<std::size_t>(got);
    }
    bytes.resize(have);
    return bytes;
  }
  // Whether the other end has gone; what it sent before is dropped.
  [[nodiscard]] bool is_cut_off() {
    char byte = 0;
    ssize_t got = 1;
    while (got > 0) {
      got = ::recv(connection_, &byte, 1, MSG_DONTWAIT);
    }
    return got == 0 || (errno != EAGAIN && errno != EWOULDBLOCK);
  }

 private:
  int connection_;
};

[[nodiscard]] inline sockaddr_un address_of(const std::filesystem::path& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.string().copy(address.sun_path, sizeof address.sun_path - 1);
  return address;
}

// The number of a connection to a socket of the bus.
[[nodiscard]] inline int connect_to(const std::filesystem::path& path) {
  const int connection = ::socket(AF_UNIX, SOCK_STREAM, 0);
  const sockaddr_un address = address_of(path);
  EXPECT_EQ(::connect(connection, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0) << path;
  return connection;
}

}  // namespace selat::bus::test
