#pragma once
// Reads datagrams in bulk from a bound UDP socket, and counts those that the kernel dropped.

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

namespace selat::feed {

struct Datagram {
  std::string_view bytes;  // valid until the next read
  std::string_view from;   // the socket address of its sender, valid as long
  std::uint64_t sender;    // fingerprint of the sender's address and port
};

class DatagramReader {
 public:
  DatagramReader();
  ~DatagramReader();

  // Enables the kernel's count of drops, and asks for a receive buffer large enough for a burst.
  static void prepare(int socket);
  // Up to 16 datagrams, without waiting; empty when there are none.
  [[nodiscard]] std::span<const Datagram> read(int socket);
  // The kernel's count of datagrams dropped on this socket, as of the last read.
  [[nodiscard]] std::uint32_t dropped() const { return dropped_; }

 private:
  struct Buffers;
  std::unique_ptr<Buffers> buffers_;
  std::uint32_t dropped_ = 0;
};

// The sentences of an IEC 61162-450 datagram, after its header "UdPbC\0"; of any other datagram all of it.
// Empty for the binary kinds of the standard, which hold no sentences.
struct Payload {
  std::string_view sentences;
  bool is_foreign = false;
  bool is_framed = false;  // of IEC 61162-450: whole sentences
};
[[nodiscard]] Payload payload_of(std::string_view datagram);

}  // namespace selat::feed
