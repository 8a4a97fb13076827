#include "feed/datagrams.h"

#include <algorithm>
#include <cstring>
#include <vector>

#include <netinet/in.h>
#include <sys/socket.h>

#include "base/fingerprint.h"

namespace selat::feed {

namespace {

constexpr std::size_t kAtOnce = 16;
constexpr std::size_t kMaxDatagram = 65'536;  // no UDP datagram is longer
constexpr int kKernelBuffer = 8 * 1024 * 1024;

struct Control {
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(std::uint32_t))> bytes;
};

}  // namespace

struct DatagramReader::Buffers {
  std::vector<char> bytes = std::vector<char>(kAtOnce * kMaxDatagram);
  std::array<sockaddr_in6, kAtOnce> senders;  // holds an IPv4 address as well
  std::array<Control, kAtOnce> controls;
  std::array<iovec, kAtOnce> vectors;
  std::array<mmsghdr, kAtOnce> messages;
  std::array<Datagram, kAtOnce> datagrams;
};

DatagramReader::DatagramReader() : buffers_(std::make_unique<Buffers>()) {}
DatagramReader::~DatagramReader() = default;

void DatagramReader::prepare(int socket) {
  const int yes = 1;
  static_cast<void>(::setsockopt(socket, SOL_SOCKET, SO_RXQ_OVFL, &yes, sizeof yes));
  // Limited by net.core.rmem_max; a smaller buffer is accepted.
  static_cast<void>(::setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &kKernelBuffer, sizeof kKernelBuffer));
}

std::span<const Datagram> DatagramReader::read(int socket) {
  Buffers& own = *buffers_;
  for (std::size_t i = 0; i < kAtOnce; ++i) {
    own.vectors[i] = {own.bytes.data() + i * kMaxDatagram, kMaxDatagram};
    msghdr& header = own.messages[i].msg_hdr;
    header = {};
    header.msg_name = &own.senders[i];
    header.msg_namelen = sizeof own.senders[i];
    header.msg_iov = &own.vectors[i];
    header.msg_iovlen = 1;
    header.msg_control = own.controls[i].bytes.data();
    header.msg_controllen = own.controls[i].bytes.size();
  }
  const int received = ::recvmmsg(socket, own.messages.data(), kAtOnce, MSG_DONTWAIT, nullptr);
  const std::size_t count = received > 0 ? static_cast<std::size_t>(received) : 0;
  for (std::size_t i = 0; i < count; ++i) {
    msghdr& header = own.messages[i].msg_hdr;
    const std::string_view address(reinterpret_cast<const char*>(&own.senders[i]), header.msg_namelen);
    own.datagrams[i] = {
        {own.bytes.data() + i * kMaxDatagram, own.messages[i].msg_len}, address, fingerprint(address)};
    for (cmsghdr* extra = CMSG_FIRSTHDR(&header); extra != nullptr; extra = CMSG_NXTHDR(&header, extra)) {
      if (extra->cmsg_level == SOL_SOCKET && extra->cmsg_type == SO_RXQ_OVFL) {
        std::memcpy(&dropped_, CMSG_DATA(extra), sizeof dropped_);
      }
    }
  }
  return std::span(own.datagrams).first(count);
}

Payload payload_of(std::string_view datagram) {
  using namespace std::string_view_literals;
  constexpr auto kSentences = "UdPbC\0"sv;
  // Binary images and files, and those with a re-transmission request (IEC 61162-450, 7.3).
  constexpr auto kOthers =
      std::to_array<std::string_view>({"RaUdP\0"sv, "RrUdP\0"sv, "RrTcP\0"sv, "NkPgN\0"sv});
  if (datagram.starts_with(kSentences)) {
    return {.sentences = datagram.substr(kSentences.size()), .is_foreign = false, .is_framed = true};
  }
  if (std::ranges::any_of(kOthers, [&](std::string_view other) { return datagram.starts_with(other); })) {
    return {.sentences = {}, .is_foreign = true, .is_framed = true};
  }
  return {.sentences = datagram, .is_foreign = false, .is_framed = false};
}

}  // namespace selat::feed
