#include "wire/request.h"

#include <algorithm>
#include <string>
#include <variant>

#include "selat/v1/coordination.pb.h"
#include "wire/reading.h"
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
    for (const model::HeldSector& held : join.holding) {
      auto& added = *body.add_holding();
      added.set_sector(utf8_or_marked(held.sector));
      added.set_epoch(held.epoch);
    }
    body.set_take_over(join.take_over);
  }
  void operator()(const model::Renew&) const { wire.mutable_renew(); }
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
  void operator()(const model::AcknowledgeAlert& acknowledge) const {
    wire.mutable_acknowledge_alert()->set_alert(acknowledge.alert);
  }
  void operator()(const model::Leave&) const { wire.mutable_leave(); }
};

model::Join read(Reading& reading, const v1::Join& wire) {
  model::Join join{.holding = {}, .take_over = wire.take_over()};
  for (int i = 0; i < std::min(wire.holding_size(), kMostListed); ++i) {
    const v1::HeldSector& held = wire.holding(i);
    join.holding.push_back(
        {.sector = reading.identity<model::SectorId>(held.sector()), .epoch = held.epoch()});
  }
  return join;
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
                         .code = std::nullopt};
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
      return whole(read(reading, wire.join()));
    case Body::kRenew:
      return model::Renew{};
    case Body::kAccept:
      return whole(read(reading, wire.accept()));
    case Body::kDecline:
      return whole(read(reading, wire.decline()));
    case Body::kRelease:
      return whole(read(reading, wire.release()));
    case Body::kPatrolReport:
      return whole(read(reading, wire.patrol_report()));
    case Body::kAcknowledgeAlert:
      return model::AcknowledgeAlert{.alert = wire.acknowledge_alert().alert()};
    case Body::kLeave:
      return model::Leave{};
    default:
      return std::unexpected(WireProblem::missing_field);
  }
}

}  // namespace selat::wire
