#pragma once
// Decides for libzmq whether a peer may connect to this process (ZAP, https://rfc.zeromq.org/spec/27): its
// CURVE key must be on the list. libzmq then attaches the name of the key to each message of the peer.
//
// Thread: that of the Bus; handshakes wait while the thread is busy.

#include <map>
#include <string>

#include "bus/socket.h"
#include "bus/socket_watch.h"

namespace selat::bus {

class ZapAuthenticator {
 public:
  // Must be made before the sockets whose peers it decides about. `allowed`: the name by public key (Z85).
  ZapAuthenticator(boost::asio::io_context& io, void* context,
                   std::map<std::string, std::string, std::less<>> allowed);

  [[nodiscard]] std::uint64_t admitted() const { return admitted_; }
  [[nodiscard]] std::uint64_t refused() const { return refused_; }

 private:
  bool answer_one();
  [[nodiscard]] const std::string* name_of_key(std::string_view mechanism, std::string_view key) const;

  std::map<std::string, std::string, std::less<>> allowed_;
  std::uint64_t admitted_ = 0;
  std::uint64_t refused_ = 0;
  Socket socket_;
  SocketWatch watch_;
};

}  // namespace selat::bus
