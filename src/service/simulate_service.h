#pragma once
// Serves simulated sentences over TCP, like a shore station with a network socket, until the source has ended
// and the clients have read the rest.
//
// Thread: that of the io_context.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "base/localized_message.h"
#include "feed/line_server.h"
#include "service/sentence_source.h"

namespace boost::asio {
class io_context;
}

namespace selat::service {

struct SimulateAddress {
  std::string host = "127.0.0.1";
  std::uint16_t port = 10110;  // IANA: nmea-0183; 0: any free one
  // Sentences that one client has read are not sent to clients that connect later.
  bool sends_history_once = false;
  // The port is written there once it is open; empty: nowhere.
  std::filesystem::path port_file = {};
};

class SimulateService {
 public:
  // Listens at once. `on_end` is called once, when all has been sent. Throws UsageError where the address
  // or the port file cannot be used.
  SimulateService(boost::asio::io_context& io, const SimulateAddress& address,
                  std::unique_ptr<SentenceSource> source, std::function<void()> on_end);

  ~SimulateService();
  SimulateService(const SimulateService&) = delete;
  SimulateService& operator=(const SimulateService&) = delete;

  // Begins to send.
  void start();

  [[nodiscard]] std::uint16_t port() const;
  // What is served where, in words.
  [[nodiscard]] LocalizedMessage describe() const;
  [[nodiscard]] feed::LineServerCounters counters() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// One sentence.
[[nodiscard]] LocalizedMessage summary_of(const feed::LineServerCounters& counters);
// One line of JSON.
[[nodiscard]] std::string as_json(const feed::LineServerCounters& counters);

}  // namespace selat::service
