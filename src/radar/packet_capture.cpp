#include "radar/packet_capture.h"

#include <algorithm>
#include <cstddef>

#include "radar/asterix/readers.h"

namespace selat::radar {
namespace {

constexpr std::uint32_t kMicroseconds = 0xA1B2C3D4;
constexpr std::uint32_t kNanoseconds = 0xA1B23C4D;
constexpr std::size_t kFileHead = 24;
constexpr std::size_t kPacketHead = 16;
constexpr std::uint32_t kLongestPacket = 262'144;  // as the programs that write captures have it

constexpr std::uint32_t turned_around(std::uint32_t number) {
  return number << 24 | (number & 0xFF00U) << 8 | (number >> 8 & 0xFF00U) | number >> 24;
}

// What stands behind the first bytes; nothing where there are not as many.
Bytes behind(Bytes bytes, std::size_t count) {
  return bytes.subspan(std::min(count, bytes.size()));
}

Bytes behind_ethernet(Bytes frame) {
  constexpr std::size_t kType = 12;
  constexpr std::size_t kTag = 4;
  std::size_t at = kType;
  for (int tags = 0; tags < 2 && frame.size() >= at + kTag; ++tags) {
    const std::uint32_t type = unsigned_at<2>(frame, at);
    if (type != 0x8100 && type != 0x88A8) {
      break;
    }
    at += kTag;
  }
  return behind(frame, at + 2);
}

// The packet of the internet protocol in it; empty where the link is of a kind that is not read.
Bytes behind_link(Bytes packet, std::uint32_t link_type) {
  switch (link_type) {
    case 0:  // loopback of BSD
      return behind(packet, 4);
    case 1:
      return behind_ethernet(packet);
    case 101:
      return packet;
    case 113:  // "any" of Linux
      return behind(packet, 16);
    case 276:
      return behind(packet, 20);
    default:
      return {};
  }
}

constexpr std::uint8_t kUdp = 17;

// A datagram in one piece; empty if it is none.
Bytes behind_internet(Bytes packet) {
  constexpr std::size_t kHead4 = 20;
  constexpr std::size_t kHead6 = 40;
  const unsigned version = packet.empty() ? 0 : packet[0] >> 4U;
  if (version == 4 && packet.size() >= kHead4) {
    const bool is_piece = (unsigned_at<2>(packet, 6) & 0x3FFFU) != 0;
    return packet[9] == kUdp && !is_piece ? behind(packet, (packet[0] & 0x0FU) * std::size_t{4}) : Bytes();
  }
  if (version == 6 && packet.size() >= kHead6) {
    return packet[6] == kUdp ? behind(packet, kHead6) : Bytes();
  }
  return {};
}

Bytes payload_of(Bytes packet, std::uint32_t link_type) {
  constexpr std::size_t kHead = 8;
  const Bytes datagram = behind_internet(behind_link(packet, link_type));
  if (datagram.size() < kHead) {
    return {};
  }
  const std::size_t length = unsigned_at<2>(datagram, 4);
  return length > kHead ? datagram.subspan(kHead, std::min(length, datagram.size()) - kHead) : Bytes();
}

}  // namespace

bool looks_like_capture(Bytes start) {
  if (start.size() < sizeof(kMicroseconds)) {
    return false;
  }
  const std::uint32_t mark = unsigned_at<4>(start, 0);
  return mark == kMicroseconds || mark == kNanoseconds || turned_around(mark) == kMicroseconds ||
         turned_around(mark) == kNanoseconds;
}

std::uint32_t PacketCapture::number_at(std::size_t at) const {
  const std::uint32_t number = unsigned_at<4>(held_, at);
  return is_little_endian_ ? turned_around(number) : number;
}

void PacketCapture::read_head() {
  const std::uint32_t mark = number_at(0);
  is_little_endian_ = mark != kMicroseconds && mark != kNanoseconds;
  has_nanoseconds_ = number_at(0) == kNanoseconds;
  link_type_ = number_at(20) & 0xFFFFU;
  has_head_ = true;
}

bool PacketCapture::add(Bytes bytes, const TakePayload& take) {
  held_.insert(held_.end(), bytes.begin(), bytes.end());
  std::size_t at = 0;
  if (!has_head_ && held_.size() >= kFileHead) {
    read_head();
    at = kFileHead;
  }
  while (has_head_ && held_.size() - at >= kPacketHead) {
    const std::uint32_t length = number_at(at + 8);
    if (length > kLongestPacket) {
      return false;
    }
    if (held_.size() - at - kPacketHead < length) {
      break;
    }
    const std::int64_t fraction = number_at(at + 4);
    const Instant sent_at = Instant::unix_seconds(number_at(at)) +
                            Span::microseconds(has_nanoseconds_ ? fraction / 1'000 : fraction);
    ++packets_;
    if (const Bytes payload = payload_of(Bytes(held_).subspan(at + kPacketHead, length), link_type_);
        !payload.empty()) {
      take(payload, sent_at);
    }
    at += kPacketHead + length;
  }
  held_.erase(held_.begin(), held_.begin() + static_cast<std::ptrdiff_t>(at));
  return true;
}

}  // namespace selat::radar
