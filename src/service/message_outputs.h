#pragma once
// The outputs of ingest: the messages of all feeds without duplicates, as NMEA sentences or as the JSON lines
// of `selat decode`, each output with its own filter.
//
// Thread: that of the io_context. Each message is written once for each kind of line that is wanted.

#include <memory>
#include <string_view>
#include <vector>

#include "ais/receiver.h"
#include "config/settings.h"
#include "model/process_health.h"
#include "radar/asterix/receiver.h"
#include "radar/sentence_receiver.h"
#include "units/clock.h"

namespace boost::asio {
class io_context;
}

namespace selat::service {

class MessageOutputs {
 public:
  // Opens those of `settings` whose format is of messages. Throws UsageError where the settings are wrong.
  MessageOutputs(boost::asio::io_context& io, const std::vector<config::OutputSettings>& settings,
                 const Clock& clock);
  ~MessageOutputs();
  MessageOutputs(const MessageOutputs&) = delete;
  MessageOutputs& operator=(const MessageOutputs&) = delete;

  [[nodiscard]] bool empty() const;
  // A message that is new; `feed` is the name of the one it came by.
  void take(const ais::Received& received, std::string_view feed);
  // What radars say, for outputs of JSON lines.
  void take(const radar::ReceivedReport& received, std::string_view feed);
  void take(const radar::ReceivedStatus& received, std::string_view feed);
  // To be called each second.
  void tidy();
  void describe(model::ProcessHealth& health) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace selat::service
