#include "wire/order.h"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <variant>
#include <vector>

#include "selat/v1/coordination.pb.h"
#include "wire/alert.h"
#include "wire/assignment.h"
#include "wire/localized_message.h"
#include "wire/names.h"
#include "wire/reading.h"
#include "wire/time.h"
#include "wire/utf8.h"

namespace selat::wire {

namespace {

// No system has more sectors and zones; an order that lists more is cut.
constexpr int kMostAssignments = 1'000;
constexpr int kMostPlaces = 10'000;

// One overload a body.
struct Writer {
  v1::CoordinationMessage& wire;

  void operator()(const model::Welcome& welcome) const {
    auto& body = *wire.mutable_welcome();
    for (const auto& assignment : welcome.holding) {
      to_wire(assignment, *body.add_assignments());
    }
    body.set_lease_for_ms(unsigned_milliseconds(welcome.lease_for));
    body.set_fence(welcome.fence);
    body.set_skew_bound_ms(unsigned_milliseconds(welcome.skew_bound));
    body.set_past_since_unix_us(to_wire(welcome.past_since));
    body.set_asks_for_claims(welcome.asks_for_claims);
  }
  void operator()(const model::Renewed& renewed) const {
    auto& body = *wire.mutable_renewed();
    for (const auto& assignment : renewed.holding) {
      to_wire(assignment, *body.add_holding());
    }
    body.set_lease_for_ms(unsigned_milliseconds(renewed.lease_for));
    body.set_asks_for_claims(renewed.asks_for_claims);
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
  void operator()(const model::Notice& notice) const {
    auto& body = *wire.mutable_notice();
    body.set_cause(enum_to_wire<v1::NoticeCause>(notice.cause));
    to_wire(notice.alert, *body.mutable_alert());
    if (notice.nearest) {
      to_wire(*notice.nearest, *body.mutable_nearest());
    }
    if (notice.risen_to) {
      body.set_risen_to(enum_to_wire<v1::Severity>(*notice.risen_to));
    }
  }
  void operator()(const model::Receipt& receipt) const {
    wire.mutable_receipt()->set_reference(utf8_or_marked(receipt.reference));
  }
  void operator()(const model::Refusal& refusal) const {
    auto& body = *wire.mutable_refusal();
    body.set_code(enum_to_wire<v1::RefusalCode>(refusal.code));
    body.set_current_epoch(refusal.current_epoch);
    body.set_sector(utf8_or_marked(refusal.sector));
    if (refusal.why != LocalizedMessage()) {
      to_wire(refusal.why, *body.mutable_why());
    }
  }
  void operator()(const model::Places& places) const {
    auto& body = *wire.mutable_places();
    for (const auto& place : places.places) {
      auto& added = *body.add_places();
      added.set_id(utf8_or_marked(place.id));
      to_wire(place.names, *added.mutable_names());
    }
  }
};

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

model::Welcome read(Reading& reading, const v1::Welcome& wire) {
  return {.holding = read_assignments(wire.assignments()),
          .lease_for = span_from_wire(wire.lease_for_ms()),
          .skew_bound = span_from_wire(wire.skew_bound_ms()),
          .fence = wire.fence(),
          .past_since = reading.instant(wire.past_since_unix_us()),
          .asks_for_claims = wire.asks_for_claims()};
}

model::Places read(const v1::Places& wire) {
  model::Places read;
  for (int i = 0; i < std::min(wire.places_size(), kMostPlaces); ++i) {
    read.places.push_back({.id = wire.places(i).id(), .names = from_wire(wire.places(i).names())});
  }
  return read;
}

model::Offer read(Reading& reading, const v1::Offer& wire) {
  return {.assignment = reading.value(from_wire(wire.assignment())),
          .answer_within = span_from_wire(wire.answer_within_ms())};
}

model::Grant read(Reading& reading, const v1::Grant& wire) {
  return {.assignment = reading.value(from_wire(wire.assignment())),
          .lease_for = span_from_wire(wire.lease_for_ms())};
}

model::Revoke read(Reading& reading, const v1::Revoke& wire) {
  return {.sector = reading.identity<model::SectorId>(wire.sector()), .epoch = wire.epoch()};
}

model::Notice read(Reading& reading, const v1::Notice& wire) {
  model::Notice notice{.cause = reading.enumeration<model::NoticeCause>(wire.cause()),
                       .alert = reading.value(from_wire(wire.alert())),
                       .nearest = std::nullopt};
  if (wire.has_nearest()) {
    notice.nearest = reading.value(from_wire(wire.nearest()));
  }
  if (wire.risen_to() != v1::SEVERITY_UNSPECIFIED) {
    notice.risen_to = reading.enumeration<model::Severity>(wire.risen_to());
  }
  return notice;
}

model::Refusal read(Reading& reading, const v1::Refusal& wire) {
  return {.code = reading.enumeration<model::RefusalCode>(wire.code()),
          .current_epoch = wire.current_epoch(),
          .sector = reading.identity<model::SectorId>(wire.sector()),
          .why = wire.has_why() ? reading.value(from_wire(wire.why())) : LocalizedMessage()};
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
      return whole(read(reading, wire.welcome()));
    case Body::kRenewed:
      return model::Renewed{.holding = read_assignments(wire.renewed().holding()),
                            .lease_for = span_from_wire(wire.renewed().lease_for_ms()),
                            .asks_for_claims = wire.renewed().asks_for_claims()};
    case Body::kOffer:
      return whole(read(reading, wire.offer()));
    case Body::kGrant:
      return whole(read(reading, wire.grant()));
    case Body::kRevoke:
      return whole(read(reading, wire.revoke()));
    case Body::kNotice:
      return whole(read(reading, wire.notice()));
    case Body::kReceipt:
      return model::Receipt{.reference = wire.receipt().reference().substr(0, model::kLongestFreeText)};
    case Body::kRefusal:
      return whole(read(reading, wire.refusal()));
    case Body::kPlaces:
      return read(wire.places());
    default:
      return std::unexpected(WireProblem::missing_field);
  }
}

std::string to_bytes(const model::Notice& notice) {
  v1::CoordinationMessage wire;
  to_wire(model::Order(notice), wire);
  return wire.SerializeAsString();
}

std::expected<model::Notice, WireProblem> notice_from_bytes(std::string_view bytes) {
  v1::CoordinationMessage wire;
  if (!wire.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())) || !wire.has_notice()) {
    return std::unexpected(WireProblem::missing_field);
  }
  Reading reading;
  return reading.result(read(reading, wire.notice()));
}

}  // namespace selat::wire
