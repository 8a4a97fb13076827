#pragma once
// An endpoint of this process at which one of its sockets listens. An ipc endpoint is a file in the run
// directory, which may be removed while the process runs (by a log-out, by a cleaner of temporary files): the
// peers that are connected stay so, but nobody else finds the process any more. restore() notices and listens
// anew.
//
// Thread: that of the Bus. Bus and socket must outlive it.

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include <sys/types.h>

#include "bus/bus_impl.h"

namespace selat::bus {

class BoundEndpoint {
 public:
  // Claims the name of the process first, and watches who connects (connection_watch.h). Throws BusError.
  BoundEndpoint(Bus::Impl& bus, Socket& socket, std::string endpoint, std::uint64_t most_bytes_per_second);
  ~BoundEndpoint();
  BoundEndpoint(const BoundEndpoint&) = delete;
  BoundEndpoint& operator=(const BoundEndpoint&) = delete;

  // True if the endpoint was gone and the socket listens there again. Throws BusError if it cannot, and when
  // that has happened too often.
  bool restore();

 private:
  using File = std::pair<dev_t, ino_t>;
  [[nodiscard]] File file() const;  // zeros: there is none
  void bind();

  Bus::Impl& bus_;
  Socket& socket_;
  std::string endpoint_;
  std::string path_;  // empty: not of ipc
  File bound_;
  unsigned times_ = 0;  // restored
  std::unique_ptr<ConnectionWatch> connections_;
};

}  // namespace selat::bus
