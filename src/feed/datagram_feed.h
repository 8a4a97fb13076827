#pragma once
// The common part of udp:// and udp-multicast://: a bound socket whose datagrams hold one or more sentences,
// or are data blocks of ASTERIX and handed on whole.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "feed/datagrams.h"
#include "feed/feed.h"
#include "feed/unfinished_lines.h"
#include "feed/uri.h"

namespace selat::feed {

enum class DatagramFormat : std::uint8_t { lines, asterix };

// The value of ?format=, if given.
[[nodiscard]] Parsed<DatagramFormat> datagram_format(const std::optional<UriPart>& given);

class DatagramFeed : public Feed, public std::enable_shared_from_this<DatagramFeed> {
 public:
  ~DatagramFeed() override;
  void stop() override;

 protected:
  struct Socket;  // Asio's, kept out of this header

  DatagramFeed(DatagramFormat format, Setup setup);
  [[nodiscard]] Socket& socket() { return *socket_; }
  // Starts to receive. The socket must be bound.
  void receive();
  // Called when the socket fails while it receives (an interface that was removed).
  virtual void lost(const std::string& why) = 0;

 private:
  void wait();
  void drain();
  void take_datagram(const Payload& payload, std::uint64_t sender);
  // Gives a line that has waited as it is.
  void give_up(const UnfinishedLines::Line& line);
  void wait_for_rest();
  void count_drops();

  DatagramFormat format_;
  std::unique_ptr<Socket> socket_;
  DatagramReader reader_;
  std::uint32_t dropped_before_ = 0;
  nmea::LineSplitter splitter_{counters().lines};
  UnfinishedLines unfinished_;
  bool is_waiting_for_rest_ = false;
};

}  // namespace selat::feed
