#include "feed/reader_pace.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

namespace selat::feed {
namespace {

// tcpi_snd_wnd of the kernel's tcp_info (linux/tcp.h, since Linux 5.4), which glibc's header does not know,
// and which cannot be included beside it.
constexpr std::size_t kRoomIsAt = 228;

std::optional<std::uint32_t> room_at(int socket) {
  std::array<char, 256> told{};
  socklen_t size = told.size();
  std::uint32_t room = 0;
  if (::getsockopt(socket, IPPROTO_TCP, TCP_INFO, told.data(), &size) != 0 ||
      size < kRoomIsAt + sizeof room) {
    return std::nullopt;
  }
  std::memcpy(&room, told.data() + kRoomIsAt, sizeof room);
  return room;
}

}  // namespace

void ReaderPace::look(int socket, SteadyTime now) {
  const auto room = room_at(socket);
  most_room_ = std::max(most_room_, room.value_or(0));
  if (room && *room <= most_room_ / 4) {
    stalled_since_ = stalled_since_.value_or(now);
  } else {
    stalled_since_.reset();
  }
}

}  // namespace selat::feed
