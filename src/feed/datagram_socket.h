#pragma once
// The part of DatagramFeed that needs Asio; for udp_feed.cpp, udp_multicast_feed.cpp and datagram_feed.cpp.

#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/udp.hpp>
#include <boost/asio/steady_timer.hpp>

#include "feed/datagram_feed.h"

namespace selat::feed {

struct DatagramFeed::Socket {
  explicit Socket(boost::asio::io_context& io) : udp(io), timer(io), rest_timer(io) {}
  boost::asio::ip::udp::socket udp;
  boost::asio::steady_timer timer;       // before the next try
  boost::asio::steady_timer rest_timer;  // of unfinished lines
};

}  // namespace selat::feed
