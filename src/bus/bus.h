#pragma once
// The bus of one process: its ZeroMQ context, the endpoints of every process, and which peers may use it.
//
// On one machine the endpoints are ipc sockets in a directory that only the owner may enter (0700). A tcp
// endpoint needs CURVE keys, on loopback too; without them it is refused. All socket options are set before
// connect or bind (afterwards libzmq ignores them).
//
// Thread: made and used on the one thread that runs the io_context. Objects made from a Bus must be destroyed
// before it. Errors: construction throws BusError with one line that says what is wrong (directory of another
// user, port in use, keys missing).

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/localized_message.h"
#include "bus/topic.h"
#include "units/clock.h"

namespace boost::asio {
class io_context;
}

namespace selat::bus {

struct BusError : LocalizedError {
  using LocalizedError::LocalizedError;
};
// What is wrong is the machine (a full disk), not the settings.
struct BusFailure : BusError {
  using BusError::BusError;
};

// The sockets of one process: `publish` (PUB), `request` (ROUTER; repair and snapshots) and `orders`
// (ROUTER).
struct Endpoints {
  std::string publish;  // "ipc:///run/selat/ingest.publish", "tcp://10.1.1.2:5701"
  std::string request;
  // Empty: the tcp port of `request` plus one, or the path of `request` followed by ".orders".
  std::string orders = {};
};

// What the owner of an admitted key may do over tcp.
struct Permission {
  // The topics it may subscribe to, and whose repair it may request; none: all topics.
  std::optional<std::vector<Topic>> topics;
  // The name under which it may send requests; empty: the name of its key.
  std::string orders_from;
};

struct BusOptions {
  // Where the ipc sockets are. Made with mode 0700 if missing; refused if other users may enter it.
  std::filesystem::path directory;
  // Processes that are not in `directory` (those on other machines).
  std::map<std::string, Endpoints, std::less<>> remote;
  // CURVE: own key pair in <keys>/<process>.secret (mode 0600), the public keys of allowed peers in
  // <keys>/*.public. Empty: ipc only.
  std::filesystem::path keys;
  // Which key of that directory this process uses; empty: the key with the name of the process.
  std::string own_key = {};
  // By the name of a key. A key without an entry may subscribe to every topic and send requests under its own
  // name.
  std::map<std::string, Permission, std::less<>> permissions = {};
  // Reads the clocks; required.
  Clock clock = {};
};

// Counts of those who connect to the sockets of this process.
struct PeerCounters {
  std::uint64_t admitted = 0;           // handshakes with an allowed key
  std::uint64_t refused = 0;            // handshakes with another key
  std::uint64_t failed_handshakes = 0;  // broken off, of another protocol, or without the encryption
  std::uint64_t wrong_roles = 0;        // subscriptions and requests that the peer's key does not permit
  std::uint64_t malformed = 0;          // messages that are no subscription, request or message of this bus
  std::uint64_t over_limit = 0;         // requests dropped because a peer sent too many
  std::uint64_t cut_off = 0;            // connections ended: too many of them, or too much sent over one
  bool operator==(const PeerCounters&) const = default;
};

class Bus {
 public:
  // `process` consists of letters, digits, '.', '_' and '-'. A name may be used once on a machine: a second
  // process of that name is refused with a BusError when it begins to publish or to serve orders.
  Bus(boost::asio::io_context& io, BusOptions options, std::string process);
  ~Bus();
  Bus(const Bus&) = delete;
  Bus& operator=(const Bus&) = delete;

  [[nodiscard]] const std::string& process() const;
  [[nodiscard]] Endpoints endpoints_of(std::string_view process) const;
  [[nodiscard]] PeerCounters peers() const;
  // Listens anew where a socket of this process can no longer be found, since the directory was removed; to
  // be called each second or so. Returns at how many endpoints; throws BusError where that fails.
  std::size_t restore_endpoints();
  [[nodiscard]] boost::asio::io_context& io() const;
  [[nodiscard]] Now now() const;

  struct Impl;
  [[nodiscard]] Impl& impl() const { return *impl_; }  // for the sockets of this folder only

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace selat::bus
