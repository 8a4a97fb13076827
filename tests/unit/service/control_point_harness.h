#pragma once
// A control point's terminal and a server of the test's own, over real sockets and a real file.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bus/order_server.h"
#include "bus/publisher.h"
#include "harness.h"
#include "runtime/process.h"
#include "service/control_point_service.h"
#include "support/paper_console.h"

namespace selat::test {

// Answers as the coordination server does and keeps what it was asked.
class Server {
 public:
  Server(const System& system, boost::asio::io_context& io)
      : bus_(system.join(io, "coordinate")),
        orders_(bus_, 10, [this](const model::ReceivedRequest& request) { take(request); }) {}

  void send(model::Order order) {
    orders_.send({.to = "lumut", .to_term = 0, .in_reply_to = std::nullopt, .body = std::move(order)});
  }
  // The answer to the last acceptance of it.
  void grant_to(const char* sector) {
    for (const model::ReceivedRequest& request : received) {
      const auto* const accept = std::get_if<model::Accept>(&request.body);
      if (accept != nullptr && accept->sector.view() == sector) {
        model::Grant grant{.assignment = {}, .lease_for = Span::seconds(60)};
        grant.assignment.sector = sector;
        grant.assignment.holder = "lumut";
        grant.assignment.epoch = accept->epoch;
        orders_.send({.to = request.from,
                      .to_term = request.term,
                      .in_reply_to = request.id,
                      .body = std::move(grant)});
        return;
      }
    }
  }
  void publish_sectors(const std::vector<std::string_view>& ids) {
    model::SectorTable table;
    for (const std::string_view id : ids) {
      table.rows.emplace_back().assignment.sector = id;
      table.rows.back().exclusions = exclusions;
    }
    publisher_.publish(table);
  }
  // Of one kind, in their order, with their heads.
  template <typename Body>
  [[nodiscard]] std::vector<Body> asked() const {
    std::vector<Body> bodies;
    for (const model::ReceivedRequest& request : received) {
      if (const auto* body = std::get_if<Body>(&request.body)) {
        bodies.push_back(*body);
      }
    }
    return bodies;
  }
  template <typename Body>
  [[nodiscard]] model::RequestHead head_of_first() const {
    for (const model::ReceivedRequest& request : received) {
      if (std::holds_alternative<Body>(request.body)) {
        return request.head;
      }
    }
    return {};
  }

  std::vector<model::ReceivedRequest> received;
  std::optional<model::RefusalCode> refuses_words_with;
  std::optional<LocalizedMessage> cannot_store;  // it admits nobody
  std::vector<model::Exclusion> exclusions;      // of each sector that is published
  std::optional<Instant> past_since;             // what it knows began then
  std::string reference;                         // of words that it takes

 private:
  void take(const model::ReceivedRequest& request) {
    received.push_back(request);
    if (cannot_store && std::holds_alternative<model::Join>(request.body)) {
      orders_.send({.to = request.from,
                    .to_term = request.term,
                    .in_reply_to = std::nullopt,
                    .body = model::Refusal{.code = model::RefusalCode::cannot_store,
                                           .current_epoch = 0,
                                           .sector = {},
                                           .why = *cannot_store}});
      return;
    }
    orders_.send(
        {.to = request.from, .to_term = request.term, .in_reply_to = request.id, .body = answer_to(request)});
  }
  [[nodiscard]] model::Order answer_to(const model::ReceivedRequest& request) const {
    if (std::holds_alternative<model::Join>(request.body)) {
      return model::Welcome{.holding = {},
                            .lease_for = Span::seconds(60),
                            .fence = 7,
                            .past_since = past_since.value_or(Instant())};
    }
    if (std::holds_alternative<model::Renew>(request.body)) {
      return model::Renewed{.holding = {}, .lease_for = Span::seconds(60)};
    }
    if (request.head.uid != 0 && refuses_words_with) {
      return model::Refusal{.code = *refuses_words_with, .sector = {}, .why = tr("say why: give a reason")};
    }
    return model::Receipt{.reference = reference};
  }

  bus::Bus bus_;
  bus::OrderServer orders_;
  bus::Publisher publisher_{bus_, {.term = 10}};
};

inline model::Notice notice(std::uint64_t alert, std::uint32_t change = 1,
                            model::NoticeCause cause = model::NoticeCause::raised,
                            model::Severity severity = model::Severity::warning) {
  model::Notice made{.cause = cause, .alert = {}, .nearest = {}};
  made.alert.id = made.alert.anomaly.id = alert;
  made.alert.number = static_cast<std::uint32_t>(alert);
  made.alert.change = change;
  made.alert.sector = "S07";
  made.alert.raised_at = made.alert.anomaly.started_at = made.alert.anomaly.decided_at =
      Instant::unix_seconds(1'767'268'800);
  made.alert.anomaly.rule = "distress";
  made.alert.anomaly.grade = "sart";
  made.alert.anomaly.severity = severity;
  made.alert.anomaly.vessels = {{model::Mmsi(970'123'456), ""}};
  made.alert.anomaly.place = geo::Position::degrees(1.25, 103.5);
  return made;
}

inline model::Offer offer(const char* sector) {
  model::Offer made{.assignment = {}, .answer_within = Span::seconds(60)};
  made.assignment.sector = sector;
  made.assignment.state = model::SectorState::offered;
  made.assignment.holder = "lumut";
  made.assignment.epoch = 3;
  return made;
}

// One run of a terminal; a later one has the same file.
struct Terminal {
  explicit Terminal(const config::Settings& settings, bool has_person = false, bool is_headless = false)
      : process("control-point.lumut", settings) {
    console.has_person = has_person;
    service = std::make_unique<service::ControlPointService>(
        process, settings, service::ControlPointOptions{.name = "lumut", .is_headless = is_headless},
        console);
  }
  [[nodiscard]] bool until(const std::function<bool()>& holds) { return run_until(process.io(), holds); }
  [[nodiscard]] bool until_said(std::string_view words) {
    return until([&] { return console.says(words); });
  }
  runtime::Process process;
  PaperConsole console;
  std::unique_ptr<service::ControlPointService> service;
};

}  // namespace selat::test
