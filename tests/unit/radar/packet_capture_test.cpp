// Captures of every byte order, resolution and link that is read, in pieces of every size, and damaged ones.

#include "radar/packet_capture.h"

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "radar/asterix/writer.h"
#include "support/packet_capture.h"

namespace selat::radar {
namespace {

constexpr std::uint32_t kSent_s = 1'781'144'101;

struct Heard {
  std::vector<AsterixBytes> payloads;
  Instant at;
  bool is_sound = true;
};

Heard read(const AsterixBytes& file, std::size_t piece) {
  PacketCapture capture;
  Heard heard;
  for (std::size_t at = 0; at < file.size() && heard.is_sound; at += piece) {
    const Bytes bytes = Bytes(file).subspan(at, std::min(piece, file.size() - at));
    heard.is_sound = capture.add(bytes, [&](Bytes payload, Instant when) {
      heard.payloads.emplace_back(payload.begin(), payload.end());
      heard.at = when;
    });
  }
  return heard;
}

AsterixBytes as_bytes(const std::string& text) {
  return {text.begin(), text.end()};
}

AsterixBytes little_endian(std::uint32_t value) {
  const AsterixBytes big = big_endian(value, 4);
  return {big.rbegin(), big.rend()};
}

// One packet, little endian, with nanoseconds.
AsterixBytes capture_of(std::uint32_t link, const AsterixBytes& packet) {
  const auto size = static_cast<std::uint32_t>(packet.size());
  return little_endian(0xA1B23C4D) + AsterixBytes{2, 0, 4, 0} + AsterixBytes(8, 0) + little_endian(65'535) +
         little_endian(link) + little_endian(kSent_s) + little_endian(250'000'000) + little_endian(size) +
         little_endian(size) + packet;
}

const AsterixBytes kPayload = {48, 0, 4, 0};
const AsterixBytes kUdp = AsterixBytes{0x9C, 0x40, 0x21, 0x98, 0, 12, 0, 0} + kPayload;
const AsterixBytes kInternet4 =
    AsterixBytes{0x45, 0, 0, 32, 0, 0, 0, 0, 64, 17, 0, 0} + AsterixBytes(8, 1) + kUdp;
const AsterixBytes kInternet6 = AsterixBytes{0x60, 0, 0, 0, 0, 12, 17, 64} + AsterixBytes(32, 1) + kUdp;

TEST(PacketCapture, GivesTheSameInPiecesOfEverySize) {
  const AsterixBytes file = as_bytes(test::packet_capture({kPayload, kPayload}, kSent_s));
  ASSERT_TRUE(looks_like_capture(file));
  for (const std::size_t piece : {1, 7, 24, 40, 1'000}) {
    const Heard heard = read(file, piece);
    EXPECT_TRUE(heard.is_sound);
    EXPECT_EQ(heard.payloads, (std::vector{kPayload, kPayload})) << piece;
    EXPECT_EQ(heard.at, Instant::unix_seconds(kSent_s));
  }
}

TEST(PacketCapture, ReadsEveryLinkAndBothInternets) {
  const AsterixBytes ethernet(12, 2);
  const std::vector<AsterixBytes> files = {
      capture_of(0, AsterixBytes{2, 0, 0, 0} + kInternet4),
      capture_of(1, ethernet + AsterixBytes{8, 0} + kInternet4),
      capture_of(1, ethernet + AsterixBytes{0x81, 0, 0, 5, 0x86, 0xDD} + kInternet6),
      capture_of(101, kInternet6),
      capture_of(113, AsterixBytes(16, 0) + kInternet4),
      capture_of(276, AsterixBytes(20, 0) + kInternet4)};
  for (const AsterixBytes& file : files) {
    ASSERT_TRUE(looks_like_capture(file));
    const Heard heard = read(file, 1'000);
    EXPECT_EQ(heard.payloads, std::vector<AsterixBytes>{kPayload});
    EXPECT_EQ(heard.at, Instant::unix_seconds(kSent_s) + Span::milliseconds(250));
  }
}

TEST(PacketCapture, LeavesOutWhatIsNoDatagramInOnePiece) {
  AsterixBytes tcp = kInternet4, first_piece = kInternet4;
  tcp[9] = 6;
  first_piece[6] = 0x20;
  const AsterixBytes cut(kInternet4.begin(), kInternet4.begin() + 24);
  for (const AsterixBytes& packet : {tcp, first_piece, cut, AsterixBytes()}) {
    const Heard heard = read(capture_of(101, packet), 1'000);
    EXPECT_TRUE(heard.is_sound);
    EXPECT_TRUE(heard.payloads.empty());
  }
  EXPECT_TRUE(read(capture_of(127, kInternet4), 1'000).payloads.empty()) << "a link of another kind";
}

TEST(PacketCapture, IsRefusedWhereAPacketIsLongerThanAnyIs) {
  AsterixBytes file = capture_of(101, kInternet4);
  file[24 + 8 + 3] = 0x7F;
  EXPECT_FALSE(read(file, 1'000).is_sound);
  EXPECT_FALSE(looks_like_capture(as_bytes("!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5C")));
}

}  // namespace
}  // namespace selat::radar
