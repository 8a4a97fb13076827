#pragma once
// The outputs of the coordination server: each change of an alert as one line of JSON, the same object as in
// `selat top --once --json`. A program that connects gets the open alerts first.
//
// Thread: that of the io_context.

#include <functional>
#include <memory>
#include <vector>

#include "config/settings.h"
#include "model/alert.h"
#include "model/process_health.h"
#include "terminal/alert_words.h"
#include "units/clock.h"

namespace boost::asio {
class io_context;
}

namespace selat::service {

class AlertOutputs {
 public:
  struct Dependencies {
    Clock clock;
    terminal::AlertWords words;
    std::function<std::vector<model::Alert>()> all_alerts;
  };

  // Opens those of `settings` whose format is alerts. Throws UsageError where the settings are wrong.
  AlertOutputs(boost::asio::io_context& io, const std::vector<config::OutputSettings>& settings,
               Dependencies dependencies);
  ~AlertOutputs();
  AlertOutputs(const AlertOutputs&) = delete;
  AlertOutputs& operator=(const AlertOutputs&) = delete;

  void take(const model::Alert& alert);
  // To be called each second.
  void tidy();
  void describe(model::ProcessHealth& health) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace selat::service
