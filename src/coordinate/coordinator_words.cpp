// How the Coordinator answers what persons write: reports, answers to alerts, entries of the log and of the
// context of the rules; and what terminals say they were told.

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <variant>

#include "coordinate/question.h"

namespace selat::coordinate {

using model::LogKind;
using model::RefusalCode;

namespace {

// How far outside its sector a patrol says it saw something, in whole nautical miles; empty where it is not
// far. A patrol sees beyond the boundary; farther away the place, or the sector, was mistyped.
std::string miles_outside(const model::Sector& sector, const std::optional<geo::Position>& place) {
  constexpr Distance kFar = Distance::nautical_miles(5);
  if (!place || sector.area.empty() || sector.area.contains(*place)) {
    return {};
  }
  const Distance outside = sector.area.distance_to_edge(*place);
  return outside < kFar ? std::string() : std::to_string(std::lround(outside.in_nautical_miles()));
}

}  // namespace

// Whoever holds the sector by now, and if it has another name: what a patrol saw is no order, so neither is a
// reason to refuse it.
void Coordinator::answer(Question& question, const model::PatrolReport& report) {
  const auto sector = sector_index(report.sector);
  const std::string outside = sector ? miles_outside(settings_.sectors[*sector], report.place) : "";
  log(question, LogKind::patrol_report,
      {.sector = report.sector,
       .epoch = report.epoch,
       .place = report.place,
       .reference = outside,
       .text = report.text});
  reply(question, model::Receipt{.reference = outside});
}

void Coordinator::answer(Question& question, const model::NoticeReceipt& receipt) {
  const std::uint64_t fence = terminals_[question.control_point].speaker.fence;
  const auto* const first = alerts_.take_receipt(question.control_point, fence, receipt, question.now);
  if (first != nullptr) {
    log_about(question, LogKind::told, first->id, {});
  }
  reply(question, model::Receipt{});
}

// A control point to which the alert is due may answer it, and the watch; where nobody holds its sector,
// everybody.
bool Coordinator::may_answer(Question& question, const model::Alert& alert) {
  const auto sector = sector_index(alert.sector);
  const bool is_held = sector && !leases_.holder(*sector).empty();
  const bool is_due = std::ranges::any_of(alert.recipients, [&](const model::AlertRecipient& recipient) {
    return recipient.due && recipient.control_point == question.request.from;
  });
  const bool is_holder = is_held && leases_.holder(*sector) == question.request.from;
  if (question.is_watch || is_due || is_holder || !is_held) {
    return true;
  }
  refuse(question, RefusalCode::not_holder, alert.sector, leases_.epoch(*sector));
  return false;
}

void Coordinator::answer(Question& question, const model::AcknowledgeAlert& acknowledge) {
  const model::Alert* const alert = alerts_.registry().find(acknowledge.alert);
  if (alert == nullptr) {
    return refuse(question, RefusalCode::unknown_alert);
  }
  if (!may_answer(question, *alert)) {
    return;
  }
  if (alerts_.acknowledge(acknowledge, question.request.from, question.now)) {
    const model::Severity seen = std::min(acknowledge.severity, alert->anomaly.severity);
    log_about(question, LogKind::acknowledged, alert->id, {.severity = seen});
    needs_plan_ = true;
  }
  reply(question, model::Receipt{});
}

void Coordinator::answer(Question& question, const model::CommentAlert& comment) {
  if (!alerts_.comment(comment, question.request.from, question.now)) {
    return refuse(question, RefusalCode::unknown_alert);
  }
  log_about(question, LogKind::commented, comment.alert, {.text = comment.text});
  reply(question, model::Receipt{});
}

void Coordinator::answer(Question& question, const model::CloseAlert& close) {
  const model::Alert* const alert = alerts_.registry().find(close.alert);
  if (alert == nullptr) {
    return refuse(question, RefusalCode::unknown_alert);
  }
  if (!may_answer(question, *alert)) {
    return;
  }
  const bool has_changed = alerts_.close(close, question.request.from, question.now);
  needs_plan_ |= has_changed;
  if (has_changed || !close.text.empty()) {
    const std::string outcome(name_of(close.outcome));
    log_about(question, LogKind::closed, close.alert,
              {.text = close.text.empty() ? outcome : outcome + ": " + close.text});
  }
  reply(question, model::Receipt{});
}

void Coordinator::answer(Question& question, const model::WriteLog& entry) {
  log(question, LogKind::watch_log, {.place = entry.place, .vessel = entry.vessel, .text = entry.text});
  reply(question, model::Receipt{});
}

namespace {

// What is watched, and why, for the log: "MMSI 525000001, JAYA: seen without lights".
model::LogEntry about_entry(const model::ContextEntry& entry) {
  model::LogEntry about{.reference = std::string(entry.id.view())};
  std::string what;
  const auto add = [&](const std::string& part) { what += (what.empty() ? "" : ", ") + part; };
  if (const auto* const vessel = std::get_if<model::WatchEntry>(&entry.what)) {
    if (vessel->mmsi) {
      about.vessel = model::Mmsi(*vessel->mmsi);
    }
    if (vessel->imo) {
      add("IMO " + std::to_string(*vessel->imo));
    }
    for (const std::string& text : {vessel->call_sign, vessel->name}) {
      if (!text.empty()) {
        add(text);
      }
    }
  } else if (const auto* const zone = std::get_if<model::Zone>(&entry.what)) {
    add(zone->names.en);
  }
  const bool says_more =
      !what.empty() && what != entry.reason;  // a zone is named by its reason, unless it has a name
  about.text = says_more ? what + ": " + entry.reason : entry.reason;
  return about;
}

}  // namespace

void Coordinator::answer(Question& question, const model::AddContextEntry& add) {
  const auto entry = context_.add(add.entry, question.request.from, question.now.wall);
  if (!entry) {
    counters_.refusals.add(RefusalCode::not_possible);
    return reply(
        question,
        model::Refusal{
            .code = RefusalCode::not_possible, .current_epoch = 0, .sector = {}, .why = entry.error()});
  }
  const std::string id(entry->id.view());
  question.effects.context.push_back(*entry);
  question.effects.has_context_changed = true;
  log(question, LogKind::context_added, about_entry(*entry));
  reply(question, model::Receipt{.reference = id});
}

void Coordinator::answer(Question& question, const model::EndContextEntry& end) {
  if (!context_.end(end.id)) {
    return refuse(question, RefusalCode::unknown_entry);
  }
  question.effects.ended_context.push_back(end.id);
  question.effects.has_context_changed = true;
  const std::string id(end.id.view());
  log(question, LogKind::context_ended, {.reference = id, .text = end.reason});
  reply(question, model::Receipt{.reference = id});
}

void Coordinator::expire_context(Now now, Effects& effects) {
  for (const model::ContextEntry& ended : context_.expire(now.wall)) {
    effects.ended_context.push_back(ended.id);
    effects.has_context_changed = true;
    effects.log.push_back(about_entry(ended));
    effects.log.back().at = now.wall;
    effects.log.back().kind = LogKind::context_ended;
  }
}

// The watch answers alerts, writes the log and the context; it holds no sector.
void Coordinator::answer_watch(Question& question) {
  if (is_repeated(question)) {
    return;
  }
  std::visit(
      [&]<typename Body>(const Body& body) {
        constexpr bool kMayAsk =
            std::is_same_v<Body, model::AcknowledgeAlert> || std::is_same_v<Body, model::CommentAlert> ||
            std::is_same_v<Body, model::CloseAlert> || std::is_same_v<Body, model::WriteLog> ||
            std::is_same_v<Body, model::AddContextEntry> || std::is_same_v<Body, model::EndContextEntry> ||
            std::is_same_v<Body, model::ReportSighting>;
        if constexpr (kMayAsk) {
          answer(question, body);
        } else {
          refuse(question, RefusalCode::not_possible);
        }
      },
      question.request.body);
}

void Coordinator::log_about(Question& question, LogKind kind, std::uint64_t id, model::LogEntry entry) {
  if (const model::Alert* const alert = alerts_.registry().find(id)) {
    entry.sector = alert->sector;
    entry.alert = id;
    entry.alert_number = alert->number;
    entry.severity = entry.severity ? entry.severity : std::optional(alert->anomaly.severity);
    if (alert->anomaly.place.is_valid()) {
      entry.place = alert->anomaly.place;
    }
    if (!alert->anomaly.vessels.empty()) {
      entry.vessel = alert->anomaly.vessels.front().mmsi;
    }
  }
  log(question, kind, std::move(entry));
}

}  // namespace selat::coordinate
