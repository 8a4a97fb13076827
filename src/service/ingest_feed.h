#pragma once
// One feed from its transport to reports: lines, AIS messages, duplicates removed, what radars say, and its
// health. Each
// sender within the feed (a connection, a datagram's address) has its own receiver, so that parts of messages
// of two stations are never joined. At any moment the health accounts for every AIS sentence.
//
// Thread: that of the io_context. The dependencies must outlive it.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ais/duplicates.h"
#include "base/localized_message.h"
#include "config/settings.h"
#include "feed/feed.h"
#include "model/feed_health.h"
#include "model/radar.h"
#include "runtime/sampled_cpu.h"
#include "service/radar_intake.h"
#include "service/report_batches.h"
#include "units/clock.h"

namespace boost::asio {
class io_context;
}

namespace selat::service {

class EventTime;

struct IngestSurroundings {
  boost::asio::io_context& io;
  ais::Duplicates& duplicates;  // one for all feeds
  EventTime& event_time;        // of all feeds
  ReportBatches& reports;
  runtime::SampledCpu& lines_to_reports;  // what decoding, duplicates and batches take
  Clock clock;
  std::function<bool()> may_read;  // recordings: whether to read on
  std::function<void()> on_end;    // the feed has ended for good (a file)
  // Each message that was not heard before, with the name of its feed; none: nobody asks.
  std::function<void(const ais::Received&, std::string_view)> on_new_message = {};
  std::vector<model::Radar> radars = {};  // on the shore, of all feeds
  // What a radar says of a target, and of itself.
  std::function<void(const radar::ReceivedReport&, std::string_view)> on_radar_report = [](const auto&,
                                                                                           auto) {};
  std::function<void(const radar::ReceivedStatus&, std::string_view)> on_radar_status = [](const auto&,
                                                                                           auto) {};
};

class IngestFeed {
 public:
  // Throws UsageError where the URI is wrong.
  IngestFeed(config::FeedSettings settings, const IngestSurroundings& around);
  ~IngestFeed();
  IngestFeed(const IngestFeed&) = delete;
  IngestFeed& operator=(const IngestFeed&) = delete;

  // Why it cannot work as things are (a busy port, no such file); nothing when it has begun. One that cannot
  // is failed and tries again in tidy(), ever more rarely.
  std::optional<LocalizedMessage> start();
  void stop();
  // To be called each second: removes senders that have been silent, with their unfinished messages, starts
  // anew what could not begin, and a live feed that has failed, and notes since when its state is as it is.
  void tidy();
  // What the log is to say of the clocks of its stations, behind its name. To be called each second.
  [[nodiscard]] std::vector<std::string> clock_news();

  [[nodiscard]] const std::string& name() const;
  [[nodiscard]] feed::State state() const;
  [[nodiscard]] LocalizedMessage reason() const;
  [[nodiscard]] std::uint64_t sentences() const;
  // It has brought something of AIS or of a radar.
  [[nodiscard]] bool has_understood() const;
  // Of a recording: it will give nothing more.
  [[nodiscard]] bool has_ended() const;
  [[nodiscard]] model::FeedHealth health() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace selat::service
