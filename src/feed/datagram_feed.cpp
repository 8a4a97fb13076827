#include "feed/datagram_feed.h"

#include <algorithm>
#include <chrono>
#include <cstring>
#include <string>

#include <boost/asio/ip/address.hpp>
#include <netinet/in.h>

#include "feed/datagram_socket.h"

namespace selat::feed {
namespace {

using boost::system::error_code;

boost::asio::ip::address address_of(std::string_view socket_address) {
  sockaddr_in6 six{};
  std::memcpy(&six, socket_address.data(), std::min(socket_address.size(), sizeof six));
  if (six.sin6_family == AF_INET6) {
    boost::asio::ip::address_v6::bytes_type bytes;
    std::memcpy(bytes.data(), &six.sin6_addr, bytes.size());
    return boost::asio::ip::address_v6(bytes);
  }
  sockaddr_in four{};
  std::memcpy(&four, socket_address.data(), std::min(socket_address.size(), sizeof four));
  return boost::asio::ip::address_v4(ntohl(four.sin_addr.s_addr));
}

// Of sixteen datagrams each; then the other feeds are served.
constexpr int kReadsPerTurn = 16;

}  // namespace

Parsed<DatagramFormat> datagram_format(const std::optional<UriPart>& given) {
  if (!given || given->text == "nmea") {
    return DatagramFormat::lines;
  }
  if (given->text == "asterix") {
    return DatagramFormat::asterix;
  }
  return fault(UriProblem::bad_option, given->at,
               LocalizedMessage(tr("format={value}: give nmea (lines) or asterix (data blocks of radars)"),
                                {{"value", shown(given->text)}}));
}

DatagramFeed::DatagramFeed(DatagramFormat format, Setup setup)
    : Feed(std::move(setup)), format_(format), socket_(std::make_unique<Socket>(io())) {}
DatagramFeed::~DatagramFeed() = default;

void DatagramFeed::stop() {
  set_stopped();
  error_code ignored;
  socket_->timer.cancel();
  socket_->rest_timer.cancel();
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
      if (!may_send(address_of(datagram.from))) {
        ++counters().refused_senders;
        continue;
      }
      if (format_ == DatagramFormat::asterix) {
        count_bytes(datagram.bytes);
        deliver_whole(datagram.bytes, datagram.sender);
        continue;
      }
      const Payload payload = payload_of(datagram.bytes);
      counters().foreign_datagrams += payload.is_foreign ? 1U : 0U;
      count_bytes(datagram.bytes);
      take_datagram(payload, datagram.sender);
    }
  }
  count_drops();
}

void DatagramFeed::take_datagram(const Payload& payload, std::uint64_t sender) {
  if (const auto before = unfinished_.take(sender)) {
    if (UnfinishedLines::goes_on(before->text, payload.sentences)) {
      static_cast<void>(splitter_.split(before->text));
    } else {
      give_up(*before);
    }
  }
  deliver(splitter_.split(payload.sentences), sender);
  if (payload.is_framed || !UnfinishedLines::may_go_on(splitter_.unfinished())) {
    take_rest(splitter_, sender);
    return;
  }
  const auto longest = unfinished_.keep(
      {.sender = sender, .text = std::string(splitter_.unfinished()), .since = setup().clock().steady});
  splitter_.drop_unfinished();
  if (longest) {
    give_up(*longest);
  }
  wait_for_rest();
}

void DatagramFeed::give_up(const UnfinishedLines::Line& line) {
  static_cast<void>(splitter_.split(line.text));
  take_rest(splitter_, line.sender);
}

void DatagramFeed::wait_for_rest() {
  if (is_waiting_for_rest_ || unfinished_.empty()) {
    return;
  }
  is_waiting_for_rest_ = true;
  socket_->rest_timer.expires_after(
      std::chrono::microseconds(UnfinishedLines::kLongestWait.in_microseconds()));
  socket_->rest_timer.async_wait([self = shared_from_this()](error_code cancelled) {
    self->is_waiting_for_rest_ = false;
    if (cancelled || self->is_stopped()) {
      return;
    }
    const SteadyTime now = self->setup().clock().steady;
    while (const auto line = self->unfinished_.take_expired(now)) {
      self->give_up(*line);
    }
    self->wait_for_rest();
  });
}

// The kernel's counter has 32 bits and wraps.
void DatagramFeed::count_drops() {
  counters().kernel_drops += reader_.dropped() - dropped_before_;
  dropped_before_ = reader_.dropped();
}

}  // namespace selat::feed
