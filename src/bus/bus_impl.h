#pragma once
// The part of the Bus that is used by the sockets of this folder only.

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "bus/bus.h"
#include "bus/connection_watch.h"
#include "bus/context_end.h"
#include "bus/keys.h"
#include "bus/name_lock.h"
#include "bus/socket.h"
#include "bus/zap_authenticator.h"

namespace selat::bus {

// The name of a process becomes part of paths, so it must be a safe file name. Throws BusError.
void check_process_name(std::string_view name);

class BoundEndpoint;

struct Bus::Impl {
  Impl(boost::asio::io_context& io_context, BusOptions bus_options, std::string process_name);
  ~Impl();
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  // A socket with the common options (socket.h). Set further options before BoundEndpoint or connect_to().
  [[nodiscard]] Socket socket(int type, int send_high_water_mark, bool lingers = false) const;
  // What follows is for BoundEndpoint. To be called before the socket listens anywhere.
  [[nodiscard]] std::unique_ptr<ConnectionWatch> watch_connections(Socket& socket,
                                                                   std::uint64_t most_bytes_per_second);
  // At an endpoint of this process. Claims the name of the process first.
  void listen(Socket& socket, const std::string& endpoint);
  void connect_to(Socket& socket, std::string_view other, const std::string& endpoint);
  [[nodiscard]] Endpoints endpoints_of(std::string_view other) const;
  // Whether the owner of a key may do this; each refusal is counted. Without CURVE (an empty user) the peer
  // is a process of the same user on this machine, and may do everything.
  [[nodiscard]] bool may_hear(std::string_view user, std::optional<Topic> topic);
  [[nodiscard]] bool may_write_as(std::string_view user, std::string_view from);
  [[nodiscard]] PeerCounters peers() const;

  boost::asio::io_context& io;
  PeerCounters counted;  // by the sockets; peers() adds the handshakes
  CutConnections cut{counted};
  BusOptions options;
  std::string process;
  std::optional<KeyPair> keys;
  std::map<std::string, std::string, std::less<>> allowed;  // process by key
  std::vector<BoundEndpoint*> bound;                        // those there are

 private:
  void secure(Socket& socket, const std::string& endpoint) const;
  [[nodiscard]] const std::string& key_of(std::string_view other) const;

  NameLock name_;
  std::uint64_t sockets_watched_ = 0;
  std::unique_ptr<void, ContextEnd> context_;
  std::unique_ptr<ZapAuthenticator> authenticator_;
};

}  // namespace selat::bus
