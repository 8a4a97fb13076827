#include "service/alert_outputs.h"

#include <string>
#include <utility>

#include <boost/asio/io_context.hpp>

#include "service/message_filter.h"
#include "service/open_output.h"
#include "terminal/alert_json.h"

namespace selat::service {

struct AlertOutputs::Impl {
  explicit Impl(Dependencies its) : dependencies(std::move(its)) {}

  [[nodiscard]] std::string line_of(const model::Alert& alert) const {
    return terminal::alert_as_json(dependencies.words, alert) + "\n";
  }

  [[nodiscard]] std::string open_alerts(const config::OutputSettings& settings) const {
    std::string lines;
    for (const model::Alert& alert : dependencies.all_alerts()) {
      if (model::is_open(alert) && passes(alert, settings)) {
        lines += line_of(alert);
      }
    }
    return lines;
  }

  Dependencies dependencies;
  std::vector<OpenOutput> outputs;
};

AlertOutputs::AlertOutputs(boost::asio::io_context& io, const std::vector<config::OutputSettings>& settings,
                           Dependencies dependencies)
    : impl_(std::make_unique<Impl>(std::move(dependencies))) {
  for (const config::OutputSettings& one : settings) {
    if (one.format == config::OutputSettings::Format::alerts) {
      impl_->outputs.emplace_back(
          io, one,
          feed::OutputSetup{.clock = impl_->dependencies.clock,
                            .greeting = [impl = impl_.get(), one] { return impl->open_alerts(one); }});
    }
  }
}
AlertOutputs::~AlertOutputs() = default;

void AlertOutputs::take(const model::Alert& alert) {
  std::string line;
  for (OpenOutput& output : impl_->outputs) {
    if (passes(alert, output.settings())) {
      line = line.empty() ? impl_->line_of(alert) : line;
      output.send(line, 1);
    }
  }
}

void AlertOutputs::tidy() {
  for (OpenOutput& output : impl_->outputs) {
    output.tidy();
  }
}

void AlertOutputs::describe(model::ProcessHealth& health) const {
  for (const OpenOutput& output : impl_->outputs) {
    output.describe(health);
  }
}

}  // namespace selat::service
