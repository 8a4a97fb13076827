#pragma once
// A feed under test with what it handed on, and its io_context run until something has happened.

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "base/clock.h"
#include "feed/feed.h"
#include "feed/feed_table.h"

namespace selat::feed {

struct Heard {
  std::string line;
  std::uint64_t sender = 0;
};

class ListeningPost {
 public:
  ListeningPost()
      : setup_{.io = io, .name = "post", .clock = [] {
                 return Now{SteadyTime::microseconds(steady_clock_us()),
                            Instant::unix_seconds(1'700'000'000)};
               }} {
    setup_.on_lines = [this](const Chunk& chunk) {
      for (nmea::Lines lines = chunk.lines; const auto line = lines.next();) {
        heard.push_back({std::string(line->text()), chunk.sender});
      }
      if (on_chunk) {
        on_chunk();
      }
    };
    setup_.on_end = [this] { ++ends; };
  }
  ~ListeningPost() {
    if (feed) {
      feed->stop();
    }
    io.restart();
    io.poll();
  }

  // To be called before the feed is made.
  void hear_only(const std::vector<std::string>& peers) { setup_.peers = PeerRanges::parse(peers).value(); }

  void hear_whole(std::function<void(const WholeDatagram&)> hear) { setup_.on_datagram = std::move(hear); }

  // Makes it, not yet started.
  Feed& make(std::string_view uri) {
    const auto configured = parse_uri(uri);
    if (!configured) {
      throw std::invalid_argument(configured.error().message.in_english());
    }
    feed = configured->make(setup_);
    return *feed;
  }
  void start(std::string_view uri) { make(uri).start(); }

  // False when it has not happened within a time no sound machine needs.
  [[nodiscard]] bool wait_until(const std::function<bool()>& happened) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (!happened()) {
      if (std::chrono::steady_clock::now() > deadline) {
        return false;
      }
      io.restart();
      io.run_one_for(std::chrono::milliseconds(20));
    }
    return true;
  }
  [[nodiscard]] bool wait_for_lines(std::size_t count) {
    return wait_until([&] { return heard.size() >= count; });
  }
  [[nodiscard]] bool wait_for(State state) {
    return wait_until([&] { return feed->status().state == state; });
  }
  [[nodiscard]] std::vector<std::string> lines() const {
    std::vector<std::string> all;
    for (const auto& each : heard) {
      all.push_back(each.line);
    }
    return all;
  }
  [[nodiscard]] std::string uri(std::string_view before_port) const {
    return std::string(before_port) + std::to_string(feed->status().port);
  }

  boost::asio::io_context io;
  std::vector<Heard> heard;
  std::function<void()> on_chunk;
  int ends = 0;
  std::shared_ptr<Feed> feed;
  Setup& setup() { return setup_; }

 private:
  Setup setup_;
};

}  // namespace selat::feed
