#include "wire/request.h"

#include <algorithm>
#include <string>
#include <variant>

#include "selat/v1/coordination.pb.h"
#include "wire/context_entry.h"
#include "wire/reading.h"
#include "wire/sighting.h"
#include "wire/time.h"
#include "wire/utf8.h"

namespace selat::wire {

namespace {

// No system has more sectors; a request that lists more is cut.
constexpr int kMostListed = 1'000;

// One overload a body.
struct Writer {
  v1::CoordinationMessage& wire;

  void operator()(const model::Join& join) const {
    auto& body = *wire.mutable_join();
    body.set_take_over(join.take_over);
    body.set_is_standby(join.is_standby);
    body.set_longest_lease_ms(unsigned_milliseconds(join.longest_lease));
    body.set_skew_bound_ms(unsigned_milliseconds(join.skew_bound));
    body.set_speaker_fence(join.speaker_fence);
  }
  void operator()(const model::Renew& renew) const {
    auto& body = *wire.mutable_renew();
    for (const model::HeldSector& held : renew.claims) {
      auto& added = *body.add_claims();
      added.set_sector(utf8_or_marked(held.sector));
      added.set_epoch(held.epoch);
    }
    body.mutable_heard_alerts()->Assign(renew.heard_alerts.begin(), renew.heard_alerts.end());
  }
  void operator()(const model::Accept& accept) const {
    auto& body = *wire.mutable_accept();
    body.set_sector(utf8_or_marked(accept.sector));
    body.set_epoch(accept.epoch);
  }
  void operator()(const model::Decline& decline) const {
    auto& body = *wire.mutable_decline();
    body.set_sector(utf8_or_marked(decline.sector));
    body.set_epoch(decline.epoch);
    body.set_code(enum_to_wire<v1::DeclineCode>(decline.code));
    body.set_remark(decline.remark.substr(0, model::kLongestFreeText));
  }
  void operator()(const model::Release& release) const {
    auto& body = *wire.mutable_release();
    body.set_sector(utf8_or_marked(release.sector));
    body.set_epoch(release.epoch);
    if (release.code) {
      body.set_code(enum_to_wire<v1::DeclineCode>(*release.code));
    }
    body.set_remark(release.remark.substr(0, model::kLongestFreeText));
  }
  void operator()(const model::Resume& resume) const {
    wire.mutable_resume()->set_sector(utf8_or_marked(resume.sector));
  }
  void operator()(const model::PatrolReport& report) const {
    auto& body = *wire.mutable_patrol_report();
    body.set_sector(utf8_or_marked(report.sector));
    body.set_epoch(report.epoch);
    body.set_text(report.text.substr(0, model::kLongestFreeText));
    if (report.place) {
      write_position(*report.place, *body.mutable_place());
    }
  }
  void operator()(const model::NoticeReceipt& receipt) const {
    auto& body = *wire.mutable_notice_receipt();
    body.set_alert(receipt.alert);
    body.set_change(receipt.change);
    body.set_is_seen(receipt.is_seen);
  }
  void operator()(const model::AcknowledgeAlert& acknowledge) const {
    auto& body = *wire.mutable_acknowledge_alert();
    body.set_alert(acknowledge.alert);
    body.set_severity(enum_to_wire<v1::Severity>(acknowledge.severity));
  }
  void operator()(const model::CommentAlert& comment) const {
    auto& body = *wire.mutable_comment_alert();
    body.set_alert(comment.alert);
    body.set_text(comment.text.substr(0, model::kLongestFreeText));
  }
  void operator()(const model::CloseAlert& close) const {
    auto& body = *wire.mutable_close_alert();
    body.set_alert(close.alert);
    body.set_outcome(enum_to_wire<v1::Outcome>(close.outcome));
    body.set_text(close.text.substr(0, model::kLongestFreeText));
  }
  void operator()(const model::WriteLog& entry) const {
    auto& body = *wire.mutable_write_log();
    body.set_text(entry.text.substr(0, model::kLongestFreeText));
    if (entry.place) {
      write_position(*entry.place, *body.mutable_place());
    }
    if (entry.vessel) {
      body.set_vessel_mmsi(entry.vessel->number());
    }
  }
  void operator()(const model::AddContextEntry& add) const {
    to_wire(add.entry, *wire.mutable_add_context_entry()->mutable_entry());
  }
  void operator()(const model::EndContextEntry& end) const {
    auto& body = *wire.mutable_end_context_entry();
    body.set_id(utf8_or_marked(end.id));
    body.set_reason(end.reason.substr(0, model::kLongestFreeText));
  }
  void operator()(const model::ReportSighting& report) const {
    to_wire(report.sighting, *wire.mutable_report_sighting()->mutable_sighting());
  }
  void operator()(const model::Leave&) const { wire.mutable_leave(); }
};

model::Join read(const v1::Join& wire) {
  return {.take_over = wire.take_over(),
          .is_standby = wire.is_standby(),
          .longest_lease = span_from_wire(wire.longest_lease_ms()),
          .skew_bound = span_from_wire(wire.skew_bound_ms()),
          .speaker_fence = wire.speaker_fence()};
}

model::Renew read(Reading& reading, const v1::Renew& wire) {
  model::Renew renew;
  for (int i = 0; i < std::min(wire.claims_size(), kMostListed); ++i) {
    const v1::HeldSector& held = wire.claims(i);
    renew.claims.push_back(
        {.sector = reading.identity<model::SectorId>(held.sector()), .epoch = held.epoch()});
  }
  const auto& heard = wire.heard_alerts();
  constexpr int kMost = static_cast<int>(model::Renew::kMostHeardAlerts);
  renew.heard_alerts.assign(heard.begin(), heard.begin() + std::min(heard.size(), kMost));
  return renew;
}

model::Accept read(Reading& reading, const v1::Accept& wire) {
  return {.sector = reading.identity<model::SectorId>(wire.sector()), .epoch = wire.epoch()};
}

model::Decline read(Reading& reading, const v1::Decline& wire) {
  return {.sector = reading.identity<model::SectorId>(wire.sector()),
          .epoch = wire.epoch(),
          .code = reading.enumeration<model::DeclineCode>(wire.code()),
          .remark = wire.remark().substr(0, model::kLongestFreeText)};
}

model::Release read(Reading& reading, const v1::Release& wire) {
  model::Release release{.sector = reading.identity<model::SectorId>(wire.sector()),
                         .epoch = wire.epoch(),
                         .code = std::nullopt,
                         .remark = wire.remark().substr(0, model::kLongestFreeText)};
  if (wire.code() != v1::DECLINE_CODE_UNSPECIFIED) {
    release.code = reading.enumeration<model::DeclineCode>(wire.code());
  }
  return release;
}

model::PatrolReport read(Reading& reading, const v1::PatrolReport& wire) {
  model::PatrolReport report{.sector = reading.identity<model::SectorId>(wire.sector()),
                             .epoch = wire.epoch(),
                             .place = std::nullopt,
                             .text = wire.text().substr(0, model::kLongestFreeText)};
  if (wire.has_place()) {
    report.place = reading.place(wire.place());
  }
  return report;
}

model::AcknowledgeAlert read(Reading& reading, const v1::AcknowledgeAlert& wire) {
  return {.alert = wire.alert(), .severity = reading.enumeration<model::Severity>(wire.severity())};
}

model::CommentAlert read(const v1::CommentAlert& wire) {
  return {.alert = wire.alert(), .text = wire.text().substr(0, model::kLongestFreeText)};
}

model::CloseAlert read(Reading& reading, const v1::CloseAlert& wire) {
  return {.alert = wire.alert(),
          .outcome = reading.enumeration<model::Outcome>(wire.outcome()),
          .text = wire.text().substr(0, model::kLongestFreeText)};
}

model::WriteLog read(Reading& reading, const v1::WriteLog& wire) {
  model::WriteLog entry{.text = wire.text().substr(0, model::kLongestFreeText), .place = {}, .vessel = {}};
  if (wire.has_place()) {
    entry.place = reading.place(wire.place());
  }
  if (wire.has_vessel_mmsi()) {
    entry.vessel = reading.mmsi(wire.vessel_mmsi());
  }
  return entry;
}

model::EndContextEntry read(Reading& reading, const v1::EndContextEntry& wire) {
  return {.id = reading.identity<model::ContextEntryId>(wire.id()),
          .reason = wire.reason().substr(0, model::kLongestFreeText)};
}

// What a person asks about an alert, writes, or adds to the context.
std::expected<model::Request, WireProblem> words_from_wire(const v1::CoordinationMessage& wire) {
  using Body = v1::CoordinationMessage::BodyCase;
  Reading reading;
  const auto whole = [&](model::Request request) { return reading.result(std::move(request)); };
  switch (wire.body_case()) {
    case Body::kPatrolReport:
      return whole(read(reading, wire.patrol_report()));
    case Body::kAcknowledgeAlert:
      return whole(read(reading, wire.acknowledge_alert()));
    case Body::kCommentAlert:
      return read(wire.comment_alert());
    case Body::kCloseAlert:
      return whole(read(reading, wire.close_alert()));
    case Body::kWriteLog:
      return whole(read(reading, wire.write_log()));
    case Body::kAddContextEntry:
      return whole(
          model::AddContextEntry{.entry = reading.value(from_wire(wire.add_context_entry().entry()))});
    case Body::kEndContextEntry:
      return whole(read(reading, wire.end_context_entry()));
    case Body::kReportSighting:
      return whole(
          model::ReportSighting{.sighting = reading.value(from_wire(wire.report_sighting().sighting()))});
    default:
      return std::unexpected(WireProblem::missing_field);
  }
}

}  // namespace

void to_wire(const model::Request& request, v1::CoordinationMessage& wire) {
  std::visit(Writer{wire}, request);
}

std::expected<model::Request, WireProblem> request_from_wire(const v1::CoordinationMessage& wire) {
  using Body = v1::CoordinationMessage::BodyCase;
  Reading reading;
  const auto whole = [&](model::Request request) { return reading.result(std::move(request)); };
  switch (wire.body_case()) {
    case Body::kJoin:
      return read(wire.join());
    case Body::kRenew:
      return whole(read(reading, wire.renew()));
    case Body::kAccept:
      return whole(read(reading, wire.accept()));
    case Body::kDecline:
      return whole(read(reading, wire.decline()));
    case Body::kRelease:
      return whole(read(reading, wire.release()));
    case Body::kResume:
      return whole(model::Resume{.sector = reading.identity<model::SectorId>(wire.resume().sector())});
    case Body::kNoticeReceipt:
      return model::NoticeReceipt{.alert = wire.notice_receipt().alert(),
                                  .change = wire.notice_receipt().change(),
                                  .is_seen = wire.notice_receipt().is_seen()};
    case Body::kLeave:
      return model::Leave{};
    default:
      return words_from_wire(wire);
  }
}

std::string to_bytes(const model::Request& request) {
  v1::CoordinationMessage wire;
  to_wire(request, wire);
  return wire.SerializeAsString();
}

std::expected<model::Request, WireProblem> request_from_bytes(std::string_view bytes) {
  v1::CoordinationMessage wire;
  if (!wire.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return std::unexpected(WireProblem::missing_field);
  }
  return request_from_wire(wire);
}

}  // namespace selat::wire
