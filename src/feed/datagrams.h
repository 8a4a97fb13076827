#pragma once
// Reads datagrams in bulk from a bound UDP socket, and tells how many the kernel had to drop.

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

namespace selat::feed {

struct Datagram {
  std::string_view bytes;  // valid until the next read
  std::uint64_t sender;    // fingerprint of the sender's address and port
};

class DatagramReader {
 public:
  DatagramReader();
  ~DatagramReader();

  // Asks for the kernel's count of drops and for a buffer that holds a burst.
  static void prepare(int socket);
  // Up to 16 datagrams, without waiting; empty when there are none.
  [[nodiscard]] std::span<const Datagram> read(int socket);
  // The kernel's count of datagrams dropped on this socket, as last heard.
  [[nodiscard]] std::uint32_t dropped() const { return dropped_; }

 private:
  struct Buffers;
  std::unique_ptr<Buffers> buffers_;
  std::uint32_t dropped_ = 0;
};

// What an IEC 61162-450 datagram carries behind its header "UdPbC\0"; any other datagram as it is. Empty for
// the standard's binary kinds, which hold no sentences.
struct Payload {
  std::string_view sentences;
  bool is_foreign = false;
};
[[nodiscard]] Payload payload_of(std::string_view datagram);

}  // namespace selat::feed
