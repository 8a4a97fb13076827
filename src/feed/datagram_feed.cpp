#include "feed/datagram_feed.h"

#include "feed/datagram_socket.h"

namespace selat::feed {
namespace {

using boost::system::error_code;

// Of sixteen datagrams each; then the other feeds are served.
constexpr int kReadsPerTurn = 16;

}  // namespace

DatagramFeed::DatagramFeed(Setup setup) : Feed(std::move(setup)), socket_(std::make_unique<Socket>(io())) {}
DatagramFeed::~DatagramFeed() = default;

void DatagramFeed::stop() {
  set_stopped();
  error_code ignored;
  socket_->timer.cancel();
  socket_->udp.close(ignored);
}

void DatagramFeed::receive() {
  DatagramReader::prepare(socket_->udp.native_handle());
  dropped_before_ = 0;
  set_receiving();
  wait();
}

void DatagramFeed::wait() {
  socket_->udp.async_wait(boost::asio::ip::udp::socket::wait_read,
                          [self = shared_from_this()](error_code error) {
                            if (self->is_stopped()) {
                              return;
                            }
                            if (error) {
                              return self->lost(error.message());
                            }
                            self->drain();
                            if (!self->is_stopped()) {
                              self->wait();
                            }
                          });
}

void DatagramFeed::drain() {
  for (int turn = 0; turn < kReadsPerTurn && !is_stopped(); ++turn) {
    const auto datagrams = reader_.read(socket_->udp.native_handle());
    if (datagrams.empty()) {
      break;  // or an error of the socket, which the read has cleared
    }
    for (const auto& datagram : datagrams) {
      ++counters().datagrams;
      const Payload payload = payload_of(datagram.bytes);
      counters().foreign_datagrams += payload.is_foreign ? 1U : 0U;
      counters().bytes += datagram.bytes.size();
      deliver(splitter_.split(payload.sentences), datagram.sender);
      take_rest(splitter_, datagram.sender);
    }
  }
  count_drops();
}

// The kernel's counter has 32 bits and wraps.
void DatagramFeed::count_drops() {
  counters().kernel_drops += reader_.dropped() - dropped_before_;
  dropped_before_ = reader_.dropped();
}

}  // namespace selat::feed
