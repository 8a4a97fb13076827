#include "bus/bound_endpoint.h"

#include <algorithm>
#include <string_view>

#include <sys/stat.h>

namespace selat::bus {

namespace {

constexpr std::string_view kIpc = "ipc://";
// A socket keeps its listeners: to give one up would cut off the peers that came by it.
constexpr unsigned kMostTimes = 100;

}  // namespace

BoundEndpoint::BoundEndpoint(Bus::Impl& bus, Socket& socket, std::string endpoint,
                             std::uint64_t most_bytes_per_second)
    : bus_(bus),
      socket_(socket),
      endpoint_(std::move(endpoint)),
      path_(endpoint_.starts_with(kIpc) ? endpoint_.substr(kIpc.size()) : std::string()),
      connections_(bus_.watch_connections(socket_, most_bytes_per_second)) {
  bind();
  bus_.bound.push_back(this);
}

BoundEndpoint::~BoundEndpoint() {
  std::erase(bus_.bound, this);
}

BoundEndpoint::File BoundEndpoint::file() const {
  struct stat status{};
  return ::stat(path_.c_str(), &status) == 0 ? File(status.st_dev, status.st_ino) : File();
}

void BoundEndpoint::bind() {
  bus_.listen(socket_, endpoint_);
  bound_ = file();
}

bool BoundEndpoint::restore() {
  if (path_.empty() || file() == bound_) {
    return false;
  }
  if (times_ >= kMostTimes) {
    throw BusError(LocalizedMessage(tr("{file} has been removed {n} times: start this process anew"),
                                    {{"file", path_}, {"n", kMostTimes}}));
  }
  bind();
  ++times_;
  return true;
}

}  // namespace selat::bus
