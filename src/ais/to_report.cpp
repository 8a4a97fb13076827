#include "ais/to_report.h"

#include <array>
#include <cmath>

#include "ais/decoder_table.h"

namespace selat::ais {

namespace {

constexpr double kSogLimitKnots = 102.15;
constexpr double kSarSogLimitKnots = 1021.5;
constexpr double kTurnLimit = 708.0;
constexpr std::uint32_t kFirstImo = 1'000'000;
constexpr std::uint32_t kLastImo = 9'999'999;

void take_motion(model::PositionReport& report, const auto& message) {
  report.position = message.position;
  report.sog = message.sog;
  report.is_sog_at_limit = message.sog && message.sog->in_knots() > kSogLimitKnots;
  report.cog = message.cog;
  report.is_high_accuracy = message.is_high_accuracy;
  report.has_raim = message.has_raim;
  if constexpr (requires { message.heading; }) {
    report.heading = message.heading;
  }
  if constexpr (requires { message.time_stamp; }) {
    report.is_dead_reckoning = message.time_stamp.mode == PositioningMode::dead_reckoning;
  }
}

void take_turn_rate(model::PositionReport& report, const PositionA& message) {
  if (message.turns_fast) {
    report.turn_rate = TurnRate::degrees_per_minute(*message.turns_fast == Side::starboard ? 10 : -10);
  } else if (message.turn_rate) {
    const double rate = message.turn_rate->in_degrees_per_minute();
    report.turn_rate =
        TurnRate::degrees_per_minute(std::abs(rate) > kTurnLimit ? std::copysign(720.0, rate) : rate);
  }
}

// "MM-DDTHH:MM", "--" for what is missing; nothing where all is.
[[nodiscard]] std::optional<ShortText<12>> eta_text(const Eta& eta) {
  if (eta == Eta{}) {
    return std::nullopt;
  }
  std::array<char, 11> text{'-', '-', '-', '-', '-', 'T', '-', '-', ':', '-', '-'};
  const auto put = [&text](std::size_t at, const std::optional<std::uint8_t>& value) {
    if (value) {
      text[at] = static_cast<char>('0' + *value / 10);
      text[at + 1] = static_cast<char>('0' + *value % 10);
    }
  };
  put(0, eta.month);
  put(3, eta.day);
  put(6, eta.hour);
  put(9, eta.minute);
  return ShortText<12>(std::string_view(text.data(), text.size()));
}

// Aid types 5–19 are fixed structures, 20–31 float (M.1371-5 annex 8, table 74).
[[nodiscard]] bool is_fixed_structure(const AidToNavigation& message) {
  return message.aid_type && *message.aid_type >= 5 && *message.aid_type <= 19;
}

// All messages that have no function of their own below: to other stations or about the link. They say
// nothing about the vessel that sends them.
template <typename Silent>
void add_reports(Reports&, const model::ReportHeader&, const Silent&) {}

void add_reports(Reports& reports, const model::ReportHeader& header, const PositionA& message) {
  auto& report = reports.begin<model::PositionReport>(header);
  take_motion(report, message);
  take_turn_rate(report, message);
  report.status = message.status;
}

void add_reports(Reports& reports, const model::ReportHeader& header, const BaseStation& message) {
  auto& report = reports.begin<model::PositionReport>(header);
  report.position = message.position;
  report.is_high_accuracy = message.is_high_accuracy;
  report.has_raim = message.has_raim;
}

void add_reports(Reports& reports, const model::ReportHeader& header, const StaticVoyage& message) {
  auto& report = reports.begin<model::StaticReport>(header);
  if (message.imo_number && *message.imo_number >= kFirstImo && *message.imo_number <= kLastImo) {
    report.imo = message.imo_number;
  }
  report.call_sign = message.call_sign;
  if (message.name) {
    report.name = ShortText<34>(message.name->view());
  }
  report.ship_type = message.ship_type;
  report.dimensions = message.dimensions;
  report.draught = message.draught;
  report.destination = message.destination;
  report.eta = eta_text(message.eta);
}

void add_reports(Reports& reports, const model::ReportHeader& header, const SarAircraftPosition& message) {
  auto& report = reports.begin<model::PositionReport>(header);
  take_motion(report, message);
  report.is_sog_at_limit = message.sog && message.sog->in_knots() > kSarSogLimitKnots;
  report.altitude = message.altitude;
}

void add_reports(Reports& reports, const model::ReportHeader& header, const AddressedSafety& message) {
  auto& report = reports.begin<model::SafetyReport>(header);
  report.text = ShortText<161>(message.text.view());
}

void add_reports(Reports& reports, const model::ReportHeader& header, const SafetyBroadcast& message) {
  auto& report = reports.begin<model::SafetyReport>(header);
  report.text = message.text;
}

void add_reports(Reports& reports, const model::ReportHeader& header, const PositionB& message) {
  auto& report = reports.begin<model::PositionReport>(header);
  take_motion(report, message);
}

void add_reports(Reports& reports, const model::ReportHeader& header, const ExtendedPositionB& message) {
  auto& place = reports.begin<model::PositionReport>(header);
  take_motion(place, message);
  auto& vessel = reports.begin<model::StaticReport>(header);
  if (message.name) {
    vessel.name = ShortText<34>(message.name->view());
  }
  vessel.ship_type = message.ship_type;
  vessel.dimensions = message.dimensions;
}

void add_reports(Reports& reports, const model::ReportHeader& header, const AidToNavigation& message) {
  auto& place = reports.begin<model::PositionReport>(header);
  place.position = message.position;
  place.is_high_accuracy = message.is_high_accuracy;
  place.has_raim = message.has_raim;
  place.is_dead_reckoning = message.time_stamp.mode == PositioningMode::dead_reckoning;
  if (message.time_stamp.utc_second && !is_fixed_structure(message)) {
    place.is_off_position = message.is_off_position;
  }
  auto& aid = reports.begin<model::StaticReport>(header);
  aid.name = message.name;
  aid.ship_type = message.aid_type;
  aid.dimensions = message.dimensions;
}

void add_reports(Reports& reports, const model::ReportHeader& header, const StaticPartA& message) {
  auto& report = reports.begin<model::StaticReport>(header);
  if (message.name) {
    report.name = ShortText<34>(message.name->view());
  }
}

void add_reports(Reports& reports, const model::ReportHeader& header, const StaticPartB& message) {
  auto& report = reports.begin<model::StaticReport>(header);
  report.ship_type = message.ship_type;
  report.call_sign = message.call_sign;
  report.dimensions = message.dimensions;
  report.mothership = message.mothership;
}

void add_reports(Reports& reports, const model::ReportHeader& header, const LongRangePosition& message) {
  auto& report = reports.begin<model::PositionReport>(header);
  take_motion(report, message);
  report.is_sog_at_limit = false;
  report.status = message.status;
}

}  // namespace

model::Transponder transponder_of(const Message& message) {
  return transponder_of(header_of(message).type);
}

model::Transponder transponder_of(std::uint8_t message_type) {
  return kDecoderTable[message_type].form.sent_by;
}

void to_reports(const Message& message, const model::ReportHeader& header, Reports& into) {
  std::visit([&](const auto& any) { add_reports(into, header, any); }, message);
}

Reports to_reports(const Message& message, const model::ReportHeader& header) {
  const MessageHeader& own = header_of(message);
  model::ReportHeader filled = header;
  filled.mmsi = own.mmsi;
  filled.message_type = own.type;
  filled.transponder = transponder_of(own.type);
  Reports reports;
  to_reports(message, filled, reports);
  return reports;
}

}  // namespace selat::ais
