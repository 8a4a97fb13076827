#include "service/open_output.h"

#include <string>
#include <utility>

#include <spdlog/spdlog.h>

#include "feed/feed.h"
#include "feed/plain_traffic.h"
#include "runtime/command_error.h"

namespace selat::service {
namespace {

constexpr Span kTriedAgainAfter = Span::seconds(30);

feed::OutputPlace place_of(const config::OutputSettings& settings) {
  auto place = feed::parse_output_uri(settings.uri);
  if (!place) {
    throw runtime::UsageError(place.error().message);
  }
  return *std::move(place);
}

feed::PeerRanges peers_of(const config::OutputSettings& settings) {
  auto peers = feed::PeerRanges::parse(settings.peers);
  if (!peers) {
    throw runtime::UsageError(peers.error());
  }
  return *std::move(peers);
}

}  // namespace

OpenOutput::OpenOutput(boost::asio::io_context& io, const config::OutputSettings& settings,
                       feed::OutputSetup setup)
    : io_(&io), settings_(settings), place_(place_of(settings)), setup_(std::move(setup)) {
  setup_.peers = peers_of(settings);
  open();
}

void OpenOutput::open() {
  tried_at_ = setup_.clock().steady;
  try {
    output_ = feed::open_output(*io_, place_, setup_);
    problem_ = {};
    spdlog::info("output '{}': {} to {}", settings_.name, name_of(settings_.format), settings_.uri);
  } catch (const feed::FeedError& error) {
    if (problem_.empty()) {
      spdlog::warn("output '{}': {}", settings_.name, error.what());
    }
    problem_ = LocalizedMessage(tr("output '{output}': {what}"),
                                {{"output", settings_.name}, {"what", error.message()}});
  }
}

void OpenOutput::send(std::string_view lines, std::uint32_t count) {
  lines_ += count;
  if (output_) {
    output_->send(lines, count);
  }
}

void OpenOutput::tidy() {
  if (output_) {
    output_->tidy();
  } else if (setup_.clock().steady - tried_at_ >= kTriedAgainAfter) {
    open();
  }
}

void OpenOutput::describe(model::ProcessHealth& health) const {
  const feed::OutputStatus status = output_ ? output_->status() : feed::OutputStatus{.problem = problem_};
  health.outputs.push_back({.name = settings_.name,
                            .uri = settings_.uri,
                            .format = std::string(name_of(settings_.format)),
                            .problem = status.problem,
                            .is_unencrypted = feed::is_plain_beyond_machine(settings_.uri),
                            .clients = status.clients,
                            .lines = lines_,
                            .sent = status.sent,
                            .dropped = status.dropped,
                            .cut_off = status.cut_off,
                            .refused = status.refused});
  if (status.ignored > 0) {
    health.count("output_bytes_ignored." + settings_.name, status.ignored);
  }
  if (!output_) {
    health.state = model::ProcessState::degraded;
    health.missing.push_back(problem_);
  }
}

}  // namespace selat::service
