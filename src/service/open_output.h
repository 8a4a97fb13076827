#pragma once
// An output of the settings, with its share of a process's health. One that cannot be opened as things are (a
// busy port) is told in the health, and tried again every half minute; nothing else waits for it.
//
// Thread: that of the io_context, which must outlive it.

#include <cstdint>
#include <memory>
#include <string_view>

#include "config/settings.h"
#include "feed/output.h"
#include "model/process_health.h"
#include "units/steady_time.h"

namespace selat::service {

class OpenOutput {
 public:
  // Throws UsageError where the settings are wrong.
  OpenOutput(boost::asio::io_context& io, const config::OutputSettings& settings, feed::OutputSetup setup);

  // As feed::Output::send().
  void send(std::string_view lines, std::uint32_t count);
  // To be called each second.
  void tidy();
  void describe(model::ProcessHealth& health) const;
  [[nodiscard]] const config::OutputSettings& settings() const { return settings_; }

 private:
  void open();

  boost::asio::io_context* io_;
  config::OutputSettings settings_;
  feed::OutputPlace place_;
  feed::OutputSetup setup_;
  std::unique_ptr<feed::Output> output_;  // none: it is not open
  LocalizedMessage problem_;              // why
  SteadyTime tried_at_;
  std::uint64_t lines_ = 0;  // that were to be sent
};

}  // namespace selat::service
