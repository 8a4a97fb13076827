#include "service/letter_codec.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "selat/v1/assignment.pb.h"
#include "wire/alert.h"
#include "wire/assignment.h"

namespace selat::service {
namespace {

using wire::WireProblem;

// No sea has more sectors; a letter that lists more is cut.
constexpr int kMostListed = 1'000;
constexpr std::int64_t kLongestSpan_ms = 24 * 3'600 * 1'000;

template <typename Id>
std::expected<Id, WireProblem> id_from_wire(const std::string& text) {
  if (text.size() > Id::capacity())
    return std::unexpected(WireProblem::text_too_long);
  return Id(std::string_view(text));
}

template <typename Id>
std::string string_of(const Id& id) {
  return std::string(id.view());
}

Span span_from_wire(std::uint64_t milliseconds) {
  return Span::milliseconds(
      static_cast<std::int64_t>(std::min<std::uint64_t>(milliseconds, kLongestSpan_ms)));
}

void write_holding(const std::vector<coordinate::HeldSector>& holding, auto& wire) {
  for (const coordinate::HeldSector& held : holding) {
    auto& added = *wire.add_holding();
    added.set_sector(string_of(held.sector));
    added.set_epoch(held.epoch);
    added.set_lease(held.lease);
  }
}

std::vector<coordinate::HeldSector> read_holding(const auto& wire) {
  std::vector<coordinate::HeldSector> holding;
  for (int i = 0; i < std::min(wire.holding_size(), kMostListed); ++i) {
    const auto sector = id_from_wire<model::SectorId>(wire.holding(i).sector());
    if (sector)
      holding.push_back({*sector, wire.holding(i).epoch(), wire.holding(i).lease()});
  }
  return holding;
}

std::vector<model::Assignment> read_assignments(const auto& list) {
  std::vector<model::Assignment> assignments;
  for (int i = 0; i < std::min(list.size(), kMostListed); ++i) {
    if (auto assignment = wire::from_wire(list.Get(i)))
      assignments.push_back(std::move(*assignment));
  }
  return assignments;
}

// One overload a body; the visitor of both directions of writing.
struct Writer {
  v1::Letter& wire;

  void operator()(const coordinate::Join& join) const {
    write_holding(join.holding, *wire.mutable_join());
    wire.mutable_join()->set_take_over(join.take_over);
  }
  void operator()(const coordinate::Renew& renew) const {
    write_holding(renew.holding, *wire.mutable_renew());
  }
  void operator()(const coordinate::Accept& accept) const {
    wire.mutable_accept()->set_sector(string_of(accept.sector));
    wire.mutable_accept()->set_epoch(accept.epoch);
  }
  void operator()(const coordinate::Decline& decline) const {
    auto& body = *wire.mutable_decline();
    body.set_sector(string_of(decline.sector));
    body.set_epoch(decline.epoch);
    body.set_code(wire::to_wire(decline.code));
    body.set_remark(decline.remark.substr(0, kLongestRemark));
  }
  void operator()(const coordinate::Release& release) const {
    auto& body = *wire.mutable_release();
    body.set_sector(string_of(release.sector));
    body.set_epoch(release.epoch);
    if (release.code)
      body.set_code(wire::to_wire(*release.code));
  }
  void operator()(const coordinate::PatrolReport& report) const {
    auto& body = *wire.mutable_patrol_report();
    body.set_sector(string_of(report.sector));
    body.set_epoch(report.epoch);
    body.set_text(report.text.substr(0, kLongestRemark));
    if (report.place) {
      body.mutable_place()->set_latitude_e7(report.place->latitude_e7());
      body.mutable_place()->set_longitude_e7(report.place->longitude_e7());
    }
  }
  void operator()(const coordinate::AcknowledgeAlert& acknowledge) const {
    wire.mutable_acknowledge_alert()->set_alert(acknowledge.alert);
  }
  void operator()(const coordinate::Leave&) const { wire.mutable_leave(); }

  void operator()(const coordinate::Welcome& welcome) const {
    auto& body = *wire.mutable_welcome();
    for (const auto& assignment : welcome.holding)
      wire::to_wire(assignment, *body.add_assignments());
    for (const auto& alert : welcome.alerts)
      wire::to_wire(alert, *body.add_alerts());
    body.set_lease_for_ms(static_cast<std::uint64_t>(welcome.lease_for.in_milliseconds()));
  }
  void operator()(const coordinate::Renewed& renewed) const {
    auto& body = *wire.mutable_renewed();
    for (const auto& assignment : renewed.holding)
      wire::to_wire(assignment, *body.add_holding());
    body.set_lease_for_ms(static_cast<std::uint64_t>(renewed.lease_for.in_milliseconds()));
  }
  void operator()(const coordinate::Offer& offer) const {
    wire::to_wire(offer.assignment, *wire.mutable_offer()->mutable_assignment());
    const auto left = std::max(Span(), offer.answer_within);
    wire.mutable_offer()->set_answer_within_ms(static_cast<std::uint64_t>(left.in_milliseconds()));
  }
  void operator()(const coordinate::Grant& grant) const {
    wire::to_wire(grant.assignment, *wire.mutable_grant()->mutable_assignment());
    wire.mutable_grant()->set_lease_for_ms(static_cast<std::uint64_t>(grant.lease_for.in_milliseconds()));
  }
  void operator()(const coordinate::Revoke& revoke) const {
    wire.mutable_revoke()->set_sector(string_of(revoke.sector));
    wire.mutable_revoke()->set_epoch(revoke.epoch);
  }
  void operator()(const coordinate::Receipt&) const { wire.mutable_receipt(); }
  void operator()(const coordinate::Refusal& refusal) const {
    auto& body = *wire.mutable_refusal();
    body.set_code(static_cast<v1::RefusalCode>(static_cast<int>(refusal.code) + 1));
    body.set_current_epoch(refusal.current_epoch);
    body.set_sector(string_of(refusal.sector));
  }
};

using FromBody = std::expected<coordinate::FromControlPoint, WireProblem>;

FromBody read_decline(const v1::Decline& body, const model::SectorId& sector) {
  const auto code = wire::from_wire(body.code());
  if (!code)
    return std::unexpected(code.error());
  return coordinate::Decline{sector, body.epoch(), *code, body.remark().substr(0, kLongestRemark)};
}

FromBody read_release(const v1::Release& body, const model::SectorId& sector) {
  coordinate::Release release{sector, body.epoch(), std::nullopt};
  if (body.code() != v1::DECLINE_CODE_UNSPECIFIED) {
    const auto code = wire::from_wire(body.code());
    if (!code)
      return std::unexpected(code.error());
    release.code = *code;
  }
  return release;
}

FromBody read_report(const v1::PatrolReport& body, const model::SectorId& sector) {
  coordinate::PatrolReport report{sector, body.epoch(), std::nullopt, body.text().substr(0, kLongestRemark)};
  if (body.has_place()) {
    const auto place = geo::Position::e7(body.place().latitude_e7(), body.place().longitude_e7());
    if (!place.is_valid())
      return std::unexpected(WireProblem::out_of_domain);
    report.place = place;
  }
  return report;
}

// The bodies that speak of one sector.
FromBody read_about_sector(const v1::Letter& wire) {
  const auto with = [](const auto& body, auto read) -> FromBody {
    const auto sector = id_from_wire<model::SectorId>(body.sector());
    if (!sector)
      return std::unexpected(sector.error());
    return read(body, *sector);
  };
  if (wire.has_decline())
    return with(wire.decline(), read_decline);
  if (wire.has_release())
    return with(wire.release(), read_release);
  if (wire.has_patrol_report())
    return with(wire.patrol_report(), read_report);
  return with(wire.accept(), [](const v1::Accept& body, const model::SectorId& sector) -> FromBody {
    return coordinate::Accept{sector, body.epoch()};
  });
}

FromBody read_from_control_point(const v1::Letter& wire) {
  switch (wire.body_case()) {
    case v1::Letter::kJoin:
      return coordinate::Join{read_holding(wire.join()), wire.join().take_over()};
    case v1::Letter::kRenew:
      return coordinate::Renew{read_holding(wire.renew())};
    case v1::Letter::kAccept:
    case v1::Letter::kDecline:
    case v1::Letter::kRelease:
    case v1::Letter::kPatrolReport:
      return read_about_sector(wire);
    case v1::Letter::kAcknowledgeAlert:
      return coordinate::AcknowledgeAlert{wire.acknowledge_alert().alert()};
    case v1::Letter::kLeave:
      return coordinate::Leave{};
    default:
      return std::unexpected(WireProblem::missing_field);
  }
}

coordinate::Welcome read_welcome(const v1::Welcome& body) {
  coordinate::Welcome welcome;
  welcome.holding = read_assignments(body.assignments());
  for (const auto& alert : body.alerts()) {
    if (auto read = wire::from_wire(alert))
      welcome.alerts.push_back(std::move(*read));
  }
  welcome.lease_for = span_from_wire(body.lease_for_ms());
  return welcome;
}

}  // namespace

void to_wire(const coordinate::OutgoingLetter& letter, v1::Letter& wire) {
  wire.Clear();
  wire.set_to(string_of(letter.to));
  if (letter.in_reply_to)
    wire.set_in_reply_to(*letter.in_reply_to);
  std::visit(Writer{wire}, letter.body);
}

void to_wire(const coordinate::FromControlPoint& body, v1::Letter& wire) {
  wire.Clear();
  std::visit(Writer{wire}, body);
}

std::expected<coordinate::IncomingLetter, WireProblem> incoming_from_wire(const v1::Letter& wire) {
  const auto from = id_from_wire<model::ControlPointId>(wire.from());
  if (!from)
    return std::unexpected(from.error());
  auto body = read_from_control_point(wire);
  if (!body)
    return std::unexpected(body.error());
  return coordinate::IncomingLetter{*from, wire.term(), wire.id(), std::move(*body)};
}

std::expected<coordinate::ToControlPoint, WireProblem> body_from_wire(const v1::Letter& wire) {
  switch (wire.body_case()) {
    case v1::Letter::kWelcome:
      return read_welcome(wire.welcome());
    case v1::Letter::kRenewed:
      return coordinate::Renewed{read_assignments(wire.renewed().holding()),
                                 span_from_wire(wire.renewed().lease_for_ms())};
    case v1::Letter::kOffer: {
      const auto assignment = wire::from_wire(wire.offer().assignment());
      if (!assignment)
        return std::unexpected(assignment.error());
      return coordinate::Offer{*assignment, span_from_wire(wire.offer().answer_within_ms())};
    }
    case v1::Letter::kGrant: {
      const auto assignment = wire::from_wire(wire.grant().assignment());
      if (!assignment)
        return std::unexpected(assignment.error());
      return coordinate::Grant{*assignment, span_from_wire(wire.grant().lease_for_ms())};
    }
    case v1::Letter::kRevoke: {
      const auto sector = id_from_wire<model::SectorId>(wire.revoke().sector());
      if (!sector)
        return std::unexpected(sector.error());
      return coordinate::Revoke{*sector, wire.revoke().epoch()};
    }
    case v1::Letter::kReceipt:
      return coordinate::Receipt{};
    case v1::Letter::kRefusal: {
      const auto sector = id_from_wire<model::SectorId>(wire.refusal().sector());
      const int code = static_cast<int>(wire.refusal().code());
      const bool is_known = code >= 1 && code <= static_cast<int>(enum_count<coordinate::RefusalCode>);
      if (!sector || !is_known)
        return std::unexpected(WireProblem::unknown_enum);
      return coordinate::Refusal{static_cast<coordinate::RefusalCode>(code - 1),
                                 wire.refusal().current_epoch(), *sector};
    }
    default:
      return std::unexpected(WireProblem::missing_field);
  }
}

}  // namespace selat::service
