#pragma once
// Answers libzmq's question whether a peer may talk to this process (ZAP, https://rfc.zeromq.org/spec/27):
// yes when its CURVE key is on the list; its name is then attached to every message it sends.
//
// Thread: that of the Bus; handshakes wait while the thread is busy.

#include <map>
#include <string>

#include "bus/socket.h"
#include "bus/socket_watch.h"

namespace selat::bus {

class ZapAuthenticator {
 public:
  // To be made before any socket that asks. `allowed`: the name by public key (Z85).
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
