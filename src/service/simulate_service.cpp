#include "service/simulate_service.h"

#include <chrono>
#include <optional>
#include <string>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <nlohmann/json.hpp>

#include "base/system_words.h"
#include "feed/feed.h"
#include "runtime/command_error.h"
#include "runtime/machine_clock.h"
#include "runtime/whole_file.h"

namespace selat::service {
namespace {

// How long the server waits at the end for its clients to read the rest.
constexpr Span kLongestFarewell = Span::seconds(10);

std::unique_ptr<feed::LineServer> listen(boost::asio::io_context& io, const SimulateAddress& address,
                                         Span history) {
  try {
    feed::LineServerOptions options{.host = address.host, .port = address.port, .history = history};
    options.first = address.sends_history_once ? feed::FirstLines::ungiven : feed::FirstLines::history;
    return std::make_unique<feed::LineServer>(io, options);
  } catch (const feed::FeedError& error) {
    throw runtime::UsageError(
        LocalizedMessage(tr("{what}: choose another address with --listen"), {{"what", error.message()}}));
  }
}

void write_port_file(const std::filesystem::path& file, std::uint16_t port) {
  if (file.empty()) {
    return;
  }
  if (const auto written = runtime::write_output(file, std::to_string(port) + "\n"); !written) {
    throw runtime::Failure(LocalizedMessage(
        tr("cannot write {file}: {why}"), {{"file", file.string()}, {"why", system_words(written.error())}}));
  }
}

}  // namespace

struct SimulateService::Impl {
  Impl(boost::asio::io_context& io, const SimulateAddress& address,
       std::unique_ptr<SentenceSource> its_source, std::function<void()> at_end)
      : host(address.host),
        source(std::move(its_source)),
        on_end(std::move(at_end)),
        server(listen(io, address, source->history())),
        port(server->port()),
        timer(io) {
    write_port_file(address.port_file, port);
  }

  void tick() {
    const SteadyTime now = runtime::read_clocks().steady;
    if (!source_ended_at && !source->append_due(*server)) {
      source_ended_at = now;
    }
    if (source_ended_at && (server->is_all_sent() || now > *source_ended_at + kLongestFarewell)) {
      server->close();
      on_end();
      return;
    }
    timer.expires_after(std::chrono::microseconds(source->period().in_microseconds()));
    timer.async_wait([this](const boost::system::error_code& error) {
      if (!error) {
        tick();
      }
    });
  }

  std::string host;
  std::unique_ptr<SentenceSource> source;
  std::function<void()> on_end;
  std::unique_ptr<feed::LineServer> server;
  std::uint16_t port;  // also after the server was closed
  boost::asio::steady_timer timer;
  std::optional<SteadyTime> source_ended_at;
};

SimulateService::SimulateService(boost::asio::io_context& io, const SimulateAddress& address,
                                 std::unique_ptr<SentenceSource> source, std::function<void()> on_end)
    : impl_(std::make_unique<Impl>(io, address, std::move(source), std::move(on_end))) {}
SimulateService::~SimulateService() = default;

void SimulateService::start() {
  impl_->tick();
}

std::uint16_t SimulateService::port() const {
  return impl_->port;
}

LocalizedMessage SimulateService::describe() const {
  return {tr("{what} on tcp://{host}:{port}"),
          {{"what", impl_->source->describe()}, {"host", impl_->host}, {"port", port()}}};
}

feed::LineServerCounters SimulateService::counters() const {
  return impl_->server->counters();
}

LocalizedMessage summary_of(const feed::LineServerCounters& counters) {
  return {
      tr("{n} {n:sentence|sentences}; sent {sent} to {clients} {clients:client|clients}, {dropped} dropped"),
      {{"n", counters.lines},
       {"sent", counters.sent_lines},
       {"clients", counters.clients},
       {"dropped", counters.dropped_lines}}};
}

std::string as_json(const feed::LineServerCounters& counters) {
  return nlohmann::ordered_json{{"sentences", counters.lines},
                                {"clients", counters.clients},
                                {"refused_clients", counters.refused_clients},
                                {"sent_sentences", counters.sent_lines},
                                {"dropped_sentences", counters.dropped_lines}}
      .dump();
}

}  // namespace selat::service
