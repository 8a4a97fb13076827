#include "wire/order.h"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <variant>
#include <vector>

#include "selat/v1/coordination.pb.h"
#include "wire/assignment.h"
#include "wire/reading.h"
#include "wire/utf8.h"

namespace selat::wire {

namespace {

// No system has more sectors and zones; an order that lists more is cut.
constexpr int kMostAssignments = 1'000;
constexpr int kMostPlaces = 10'000;
constexpr std::uint64_t kLongestSpan_ms = 24 * 3'600 * 1'000;

// One overload a body.
struct Writer {
  v1::CoordinationMessage& wire;

  void operator()(const model::Welcome& welcome) const {
    auto& body = *wire.mutable_welcome();
    for (const auto& assignment : welcome.holding) {
      to_wire(assignment, *body.add_assignments());
    }
    body.set_lease_for_ms(unsigned_milliseconds(welcome.lease_for));
    for (const auto& place : welcome.places) {
      auto& added = *body.add_places();
      added.set_id(utf8_or_marked(place.id));
      added.mutable_names()->set_en(utf8_or_marked(place.names.en));
      added.mutable_names()->set_id(utf8_or_marked(place.names.id));
      added.mutable_names()->set_ms(utf8_or_marked(place.names.ms));
    }
  }
  void operator()(const model::Renewed& renewed) const {
    auto& body = *wire.mutable_renewed();
    for (const auto& assignment : renewed.holding) {
      to_wire(assignment, *body.add_holding());
    }
    body.set_lease_for_ms(unsigned_milliseconds(renewed.lease_for));
  }
  void operator()(const model::Offer& offer) const {
    to_wire(offer.assignment, *wire.mutable_offer()->mutable_assignment());
    wire.mutable_offer()->set_answer_within_ms(unsigned_milliseconds(offer.answer_within));
  }
  void operator()(const model::Grant& grant) const {
    to_wire(grant.assignment, *wire.mutable_grant()->mutable_assignment());
    wire.mutable_grant()->set_lease_for_ms(unsigned_milliseconds(grant.lease_for));
  }
  void operator()(const model::Revoke& revoke) const {
    wire.mutable_revoke()->set_sector(utf8_or_marked(revoke.sector));
    wire.mutable_revoke()->set_epoch(revoke.epoch);
  }
  void operator()(const model::Receipt&) const { wire.mutable_receipt(); }
  void operator()(const model::Refusal& refusal) const {
    auto& body = *wire.mutable_refusal();
    body.set_code(enum_to_wire<v1::RefusalCode>(refusal.code));
    body.set_current_epoch(refusal.current_epoch);
    body.set_sector(utf8_or_marked(refusal.sector));
    body.set_remark(refusal.remark);
  }
};

Span read_span(std::uint64_t milliseconds) {
  return Span::milliseconds(static_cast<std::int64_t>(std::min(milliseconds, kLongestSpan_ms)));
}

template <typename List>
std::vector<model::Assignment> read_assignments(const List& list) {
  std::vector<model::Assignment> assignments;
  for (int i = 0; i < std::min(list.size(), kMostAssignments); ++i) {
    if (const auto assignment = from_wire(list.Get(i))) {
      assignments.push_back(*assignment);
    }
  }
  return assignments;
}

model::Welcome read(const v1::Welcome& wire) {
  model::Welcome welcome{.holding = read_assignments(wire.assignments()),
                         .lease_for = read_span(wire.lease_for_ms()),
                         .places = {}};
  for (int i = 0; i < std::min(wire.places_size(), kMostPlaces); ++i) {
    const v1::Names& names = wire.places(i).names();
    welcome.places.push_back(
        {.id = wire.places(i).id(), .names = {.en = names.en(), .id = names.id(), .ms = names.ms()}});
  }
  return welcome;
}

model::Offer read(Reading& reading, const v1::Offer& wire) {
  return {.assignment = reading.value(from_wire(wire.assignment())),
          .answer_within = read_span(wire.answer_within_ms())};
}

model::Grant read(Reading& reading, const v1::Grant& wire) {
  return {.assignment = reading.value(from_wire(wire.assignment())),
          .lease_for = read_span(wire.lease_for_ms())};
}

model::Revoke read(Reading& reading, const v1::Revoke& wire) {
  return {.sector = reading.identity<model::SectorId>(wire.sector()), .epoch = wire.epoch()};
}

model::Refusal read(Reading& reading, const v1::Refusal& wire) {
  return {.code = reading.enumeration<model::RefusalCode>(wire.code()),
          .current_epoch = wire.current_epoch(),
          .sector = reading.identity<model::SectorId>(wire.sector()),
          .remark = wire.remark().substr(0, model::kLongestFreeText)};
}

}  // namespace

void to_wire(const model::Order& order, v1::CoordinationMessage& wire) {
  std::visit(Writer{wire}, order);
}

std::expected<model::Order, WireProblem> order_from_wire(const v1::CoordinationMessage& wire) {
  using Body = v1::CoordinationMessage::BodyCase;
  Reading reading;
  const auto whole = [&](model::Order order) { return reading.result(std::move(order)); };
  switch (wire.body_case()) {
    case Body::kWelcome:
      return read(wire.welcome());
    case Body::kRenewed:
      return model::Renewed{.holding = read_assignments(wire.renewed().holding()),
                            .lease_for = read_span(wire.renewed().lease_for_ms())};
    case Body::kOffer:
      return whole(read(reading, wire.offer()));
    case Body::kGrant:
      return whole(read(reading, wire.grant()));
    case Body::kRevoke:
      return whole(read(reading, wire.revoke()));
    case Body::kReceipt:
      return model::Receipt{};
    case Body::kRefusal:
      return whole(read(reading, wire.refusal()));
    default:
      return std::unexpected(WireProblem::missing_field);
  }
}

}  // namespace selat::wire
