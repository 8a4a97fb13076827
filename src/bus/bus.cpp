#include "bus/bus.h"

#include <algorithm>
#include <utility>

#include <fmt/core.h>
#include <google/protobuf/stubs/logging.h>
#include <zmq.h>

#include "base/check.h"
#include "bus/bound_endpoint.h"
#include "bus/bus_impl.h"
#include "bus/endpoint.h"
#include "bus/run_directory.h"

namespace selat::bus {

namespace {

constexpr std::string_view kIpc = "ipc://";

}  // namespace

void check_process_name(std::string_view name) {
  if (auto fault = process_name_fault(name)) {
    throw BusError(*std::move(fault));
  }
}

namespace {

void check_endpoint(const std::string& process, const std::string& endpoint, bool has_keys) {
  if (const auto fault = endpoint_fault(endpoint)) {
    throw BusError(
        LocalizedMessage(tr("endpoint of {process}: {fault}"), {{"process", process}, {"fault", *fault}}));
  }
  if (is_tcp(endpoint) && !has_keys) {
    throw BusError(LocalizedMessage(tr("endpoint {endpoint} of {process} needs CURVE keys: set bus.keys"),
                                    {{"endpoint", endpoint}, {"process", process}}));
  }
}

std::string required_orders_beside(const std::string& request) {
  auto orders = orders_beside(request);
  if (!orders) {
    throw BusError(
        LocalizedMessage(tr("endpoint {endpoint} needs a port from 1 to 65534"), {{"endpoint", request}}));
  }
  return *std::move(orders);
}

}  // namespace

Bus::Impl::Impl(boost::asio::io_context& io_context, BusOptions bus_options, std::string process_name)
    : io(io_context), options(std::move(bus_options)), process(std::move(process_name)) {
  require(options.clock != nullptr, "a bus needs a clock");
  check_process_name(process);
  if (!options.directory.empty()) {
    make_private_directory(options.directory);
  }
  // Read the keys before making the context: libzmq may crash if they are made or read later.
  if (!options.keys.empty()) {
    keys = read_key_pair(options.keys, options.own_key.empty() ? process : options.own_key);
    allowed = read_allowed_keys(options.keys);
  }
  for (auto& [name, endpoints] : options.remote) {
    check_process_name(name);
    if (endpoints.orders.empty()) {
      endpoints.orders = required_orders_beside(endpoints.request);
    }
    for (const auto& endpoint : {endpoints.publish, endpoints.request, endpoints.orders}) {
      check_endpoint(name, endpoint, keys.has_value());
      context_.get_deleter().looks_up_names |= has_host_name(endpoint);
    }
  }
  // Messages that cannot be parsed are counted. Protobuf would also write a line to standard error for each,
  // so any peer could flood the log.
  google::protobuf::SetLogHandler(nullptr);
  context_.reset(zmq_ctx_new());
  if (keys) {
    authenticator_ = std::make_unique<ZapAuthenticator>(io, context_.get(), allowed);
  }
}

Bus::Impl::~Impl() {
  authenticator_.reset();
  context_.reset();  // waits until all sockets are closed; only then is the name free for another process
  name_.release();
}

Socket Bus::Impl::socket(int type, int send_high_water_mark, bool lingers) const {
  return {context_.get(), type, send_high_water_mark, lingers};
}

const std::string& Bus::Impl::key_of(std::string_view other) const {
  const auto found =
      std::find_if(allowed.begin(), allowed.end(), [&](const auto& entry) { return entry.second == other; });
  if (found == allowed.end()) {
    throw BusError(
        LocalizedMessage(tr("no key file {directory}/{process}.public, but {process} is reached by tcp"),
                         {{"directory", options.keys.string()}, {"process", other}}));
  }
  return found->first;
}

void Bus::Impl::secure(Socket& socket, const std::string& endpoint) const {
  const bool is_remote = is_tcp(endpoint);
  // A new attempt costs nothing over ipc; over a network the interval grows.
  socket.set(ZMQ_RECONNECT_IVL, 100);
  socket.set(ZMQ_RECONNECT_IVL_MAX, is_remote ? 5'000 : 250);
  if (is_remote) {
    if (!keys) {
      contract_broken("check_endpoint() lets no tcp endpoint pass without keys",
                      std::source_location::current());
    }
    socket.set(ZMQ_CURVE_SECRETKEY, keys->secret_key);
    socket.set(ZMQ_CURVE_PUBLICKEY, keys->public_key);
  }
}

std::unique_ptr<ConnectionWatch> Bus::Impl::watch_connections(Socket& socket,
                                                              std::uint64_t most_bytes_per_second) {
  return std::make_unique<ConnectionWatch>(io, context_.get(), socket,
                                           fmt::format("inproc://connections.{}", ++sockets_watched_),
                                           most_bytes_per_second, counted, cut);
}

void Bus::Impl::listen(Socket& socket, const std::string& endpoint) {
  if (!options.directory.empty()) {
    name_.claim(options.directory, process);
  }
  secure(socket, endpoint);
  if (is_tcp(endpoint)) {
    socket.set(ZMQ_CURVE_SERVER, 1);
  } else {
    make_private_directory(std::filesystem::path(endpoint.substr(kIpc.size())).parent_path());
  }
  socket.bind(endpoint);
}

void Bus::Impl::connect_to(Socket& socket, std::string_view other, const std::string& endpoint) {
  secure(socket, endpoint);
  if (is_tcp(endpoint)) {
    socket.set(ZMQ_CURVE_SERVERKEY, key_of(other));
  }
  socket.connect(endpoint);
}

Endpoints Bus::Impl::endpoints_of(std::string_view other) const {
  if (const auto found = options.remote.find(other); found != options.remote.end()) {
    return found->second;
  }
  check_process_name(other);
  if (options.directory.empty()) {
    throw BusError(
        LocalizedMessage(tr("no endpoint is known for process {process}: set bus.directory or bus.remote"),
                         {{"process", other}}));
  }
  const std::string name(other);
  return {.publish = ipc_endpoint(options.directory, name + ".publish"),
          .request = ipc_endpoint(options.directory, name + ".request"),
          .orders = ipc_endpoint(options.directory, name + ".orders")};
}

bool Bus::Impl::may_hear(std::string_view user, std::optional<Topic> topic) {
  const auto found = options.permissions.find(user);
  bool may = true;
  if (found != options.permissions.end()) {
    if (const auto& topics = found->second.topics) {
      may = topic && std::ranges::find(*topics, *topic) != topics->end();
    }
  }
  counted.wrong_roles += may ? 0 : 1;
  return may;
}

// A key has the name of a process; the requests of process "control-point.belawan" are from "belawan".
bool Bus::Impl::may_write_as(std::string_view user, std::string_view from) {
  const auto found = options.permissions.find(user);
  const bool is_named = found != options.permissions.end() && !found->second.orders_from.empty();
  const bool is_own_name =
      user.empty() || user == from ||
      (user.size() > from.size() && user.ends_with(from) && user[user.size() - from.size() - 1] == '.');
  const bool may = is_named ? found->second.orders_from == from : is_own_name;
  counted.wrong_roles += may ? 0 : 1;
  return may;
}

PeerCounters Bus::Impl::peers() const {
  PeerCounters peers = counted;
  if (authenticator_) {
    peers.admitted = authenticator_->admitted();
    peers.refused = authenticator_->refused();
  }
  return peers;
}

Bus::Bus(boost::asio::io_context& io, BusOptions options, std::string process)
    : impl_(std::make_unique<Impl>(io, std::move(options), std::move(process))) {}
Bus::~Bus() = default;

const std::string& Bus::process() const {
  return impl_->process;
}
Endpoints Bus::endpoints_of(std::string_view process) const {
  return impl_->endpoints_of(process);
}
PeerCounters Bus::peers() const {
  return impl_->peers();
}
std::size_t Bus::restore_endpoints() {
  return static_cast<std::size_t>(
      std::ranges::count_if(impl_->bound, [](BoundEndpoint* endpoint) { return endpoint->restore(); }));
}
boost::asio::io_context& Bus::io() const {
  return impl_->io;
}
Now Bus::now() const {
  return impl_->options.clock();
}

}  // namespace selat::bus
