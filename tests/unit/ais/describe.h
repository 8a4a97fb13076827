#pragma once
// A message as lines a mariner can read, for the golden files: "sog 12.3 kn", one field a line, absent fields
// left out. Positions in degrees and minutes to 1/10,000.

#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

#include "ais/message.h"
#include "base/bits.h"
#include "describe_application.h"

namespace selat::ais::test {

class Description {
 public:
  explicit Description(const Message& message) {
    std::visit([this](const auto& any) { fields(any); }, message);
  }
  [[nodiscard]] const std::vector<std::string>& lines() const { return lines_; }

 private:
  void line(std::string_view name, const std::string& value) {
    lines_.push_back(std::string(name) + " " + value);
  }
  void line(std::string_view name, std::string_view value) { line(name, std::string(value)); }
  void number(std::string_view name, std::uint64_t value) { line(name, std::to_string(value)); }
  void decimal(std::string_view name, double value, int places, const char* unit) {
    char text[64];
    std::snprintf(text, sizeof text, "%.*f%s", places, value, unit);
    line(name, std::string(text));
  }
  void yes(std::string_view name, bool value) { line(name, std::string(value ? "yes" : "no")); }
  template <typename Value, typename Show>
  void maybe(const std::optional<Value>& value, Show show) {
    if (value) {
      show(*value);
    }
  }
  void position(const std::optional<geo::Position>& place, int places = 4) {
    maybe(place, [&](const geo::Position& at) {
      line("position", degrees_and_minutes(at.latitude_deg(), 'N', 'S', 2, places) + " " +
                           degrees_and_minutes(at.longitude_deg(), 'E', 'W', 3, places));
    });
  }
  void head(const MessageHeader& header) {
    number("type", header.type);
    if (header.repeat != 0) {
      number("repeat", header.repeat);
    }
    char mmsi[16];
    std::snprintf(mmsi, sizeof mmsi, "%09u", header.mmsi.number());
    line("mmsi", std::string(mmsi));
  }
  void stamp(const TimeStamp& stamp) {
    maybe(stamp.utc_second, [&](auto second) { number("utc_second", second); });
    if (stamp.mode != PositioningMode::automatic) {
      line("positioning", name_of(stamp.mode));
    }
  }
  template <typename Moving>
  void motion(const Moving& message, int places = 1) {
    maybe(message.sog, [&](Speed sog) { decimal("sog", sog.in_knots(), places, " kn"); });
    maybe(message.cog, [&](Bearing cog) { decimal("cog", cog.in_degrees(), 1, "°"); });
    if constexpr (requires { message.heading; }) {
      maybe(message.heading, [&](Bearing heading) { decimal("heading", heading.in_degrees(), 0, "°"); });
    }
  }
  void size(const std::optional<model::Dimensions>& dimensions) {
    maybe(dimensions, [&](const model::Dimensions& size) {
      char text[96];
      std::snprintf(text, sizeof text, "bow %.0f m, stern %.0f m, port %.0f m, starboard %.0f m",
                    size.to_bow.in_metres(), size.to_stern.in_metres(), size.to_port.in_metres(),
                    size.to_starboard.in_metres());
      line("dimensions", std::string(text));
    });
  }
  template <typename Text>
  void text(std::string_view name, const std::optional<Text>& value) {
    maybe(value, [&](const Text& own) { line(name, "\"" + std::string(own.view()) + "\""); });
  }
  void device(const std::optional<FixingDevice>& value) {
    maybe(value, [&](FixingDevice own) { line("fixing_device", name_of(own)); });
  }
  void radio(const CommunicationState& state) {
    line("radio", std::string(state.is_itdma ? "itdma " : "sotdma ") + std::to_string(state.bits));
  }

  void fields(const NotYetDecoded& message) { head(message); }
  void fields(const PositionA& message) {
    head(message);
    line("status", name_of(message.status));
    maybe(message.turn_rate,
          [&](TurnRate rate) { decimal("turn_rate", rate.in_degrees_per_minute(), 1, "°/min"); });
    maybe(message.turns_fast, [&](Side side) { line("turns_fast_to", name_of(side)); });
    motion(message);
    yes("high_accuracy", message.is_high_accuracy);
    position(message.position);
    stamp(message.time_stamp);
    maybe(message.is_special_manoeuvre, [&](bool is) { yes("special_manoeuvre", is); });
    yes("raim", message.has_raim);
    radio(message.communication);
  }
  void fields(const BaseStation& message) {
    head(message);
    char time[64];
    std::snprintf(time, sizeof time, "%04d-%02d-%02d %02d:%02d:%02d", message.year.value_or(0),
                  message.month.value_or(0), message.day.value_or(0), message.hour.value_or(24),
                  message.minute.value_or(60), message.second.value_or(60));
    line("utc", std::string(time));
    yes("high_accuracy", message.is_high_accuracy);
    position(message.position);
    device(message.fixing_device);
    yes("transmits_long_range", message.transmits_long_range);
    yes("raim", message.has_raim);
    radio(message.communication);
  }
  void fields(const StaticVoyage& message) {
    head(message);
    number("ais_version", message.ais_version);
    maybe(message.imo_number, [&](auto imo) { number("imo", imo); });
    text("call_sign", message.call_sign);
    text("name", message.name);
    maybe(message.ship_type, [&](auto type) { number("ship_type", type); });
    size(message.dimensions);
    device(message.fixing_device);
    const auto& eta = message.eta;
    char time[32];
    std::snprintf(time, sizeof time, "month %d day %d %02d:%02d", eta.month.value_or(0), eta.day.value_or(0),
                  eta.hour.value_or(24), eta.minute.value_or(60));
    line("eta", std::string(time));
    maybe(message.draught, [&](Distance draught) { decimal("draught", draught.in_metres(), 1, " m"); });
    text("destination", message.destination);
    yes("data_terminal", message.has_data_terminal);
  }
  void fields(const SarAircraftPosition& message) {
    head(message);
    maybe(message.altitude, [&](Distance altitude) { decimal("altitude", altitude.in_metres(), 0, " m"); });
    yes("altitude_barometric", message.is_altitude_barometric);
    motion(message, 0);
    yes("high_accuracy", message.is_high_accuracy);
    position(message.position);
    stamp(message.time_stamp);
    yes("data_terminal", message.has_data_terminal);
    yes("assigned", message.is_assigned);
    yes("raim", message.has_raim);
    radio(message.communication);
  }
  void fields(const SafetyBroadcast& message) {
    head(message);
    line("text", "\"" + std::string(message.text.view()) + "\"");
  }
  void fields(const PositionB& message) {
    head(message);
    motion(message);
    yes("high_accuracy", message.is_high_accuracy);
    position(message.position);
    stamp(message.time_stamp);
    yes("carrier_sense", message.is_carrier_sense);
    yes("display", message.has_display);
    yes("dsc", message.has_dsc);
    yes("whole_band", message.takes_whole_band);
    yes("obeys_type_22", message.obeys_type_22);
    yes("assigned", message.is_assigned);
    yes("raim", message.has_raim);
    radio(message.communication);
  }
  void fields(const ExtendedPositionB& message) {
    head(message);
    motion(message);
    yes("high_accuracy", message.is_high_accuracy);
    position(message.position);
    stamp(message.time_stamp);
    text("name", message.name);
    maybe(message.ship_type, [&](auto type) { number("ship_type", type); });
    size(message.dimensions);
    device(message.fixing_device);
    yes("raim", message.has_raim);
    yes("data_terminal", message.has_data_terminal);
    yes("assigned", message.is_assigned);
  }
  void fields(const AidToNavigation& message) {
    head(message);
    maybe(message.aid_type, [&](auto type) { number("aid_type", type); });
    text("name", message.name);
    yes("high_accuracy", message.is_high_accuracy);
    position(message.position);
    size(message.dimensions);
    device(message.fixing_device);
    stamp(message.time_stamp);
    yes("off_position", message.is_off_position);
    number("aid_status", message.aid_status);
    yes("raim", message.has_raim);
    yes("virtual", message.is_virtual);
    yes("assigned", message.is_assigned);
  }
  void fields(const StaticPartA& message) {
    head(message);
    text("name", message.name);
  }
  void fields(const StaticPartB& message) {
    head(message);
    maybe(message.ship_type, [&](auto type) { number("ship_type", type); });
    text("vendor", message.vendor);
    number("unit_model", message.unit_model);
    number("serial_number", message.serial_number);
    text("call_sign", message.call_sign);
    size(message.dimensions);
    maybe(message.mothership, [&](model::Mmsi parent) { number("mothership", parent.number()); });
    device(message.fixing_device);
  }
  void station(std::string_view name, model::Mmsi mmsi) {
    char text[16];
    std::snprintf(text, sizeof text, "%09u", mmsi.number());
    line(name, std::string(text));
  }
  void data(const Bits& bits) { line("data", bits_in_words(bits, 0, bits.size())); }
  // The fields of an application Selat knows; else what its bits are.
  void application(bool is_addressed, const ApplicationId& id, const Bits& bits) {
    const auto* format = application_format(is_addressed, id, bits);
    line("application", "dac " + std::to_string(id.dac) + " fi " + std::to_string(id.fi) +
                            (format == nullptr ? "" : ": " + std::string(format->title)));
    if (format == nullptr) {
      return data(bits);
    }
    ApplicationDescription description(bits);
    walk_application(*format, bits, description);
    lines_.insert(lines_.end(), description.lines().begin(), description.lines().end());
  }
  void fields(const AddressedBinary& message) {
    head(message);
    number("sequence", message.sequence);
    station("destination", message.destination);
    yes("retransmitted", message.is_retransmitted);
    application(true, message.application, message.data);
  }
  void fields(const Acknowledgement& message) {
    head(message);
    for (const auto& received : message.received) {
      maybe(received, [&](const auto& own) {
        station("to", own.sender);
        number("  of_sequence", own.sequence);
      });
    }
  }
  void fields(const BroadcastBinary& message) {
    head(message);
    application(false, message.application, message.data);
  }
  void fields(const TimeInquiry& message) {
    head(message);
    station("destination", message.destination);
  }
  void fields(const AddressedSafety& message) {
    head(message);
    number("sequence", message.sequence);
    station("destination", message.destination);
    yes("retransmitted", message.is_retransmitted);
    line("text", "\"" + std::string(message.text.view()) + "\"");
  }
  void request(const Interrogation::Request& request) {
    line("  asks_for", "type " + std::to_string(request.message_type) + " at slot offset " +
                           std::to_string(request.slot_offset));
  }
  void fields(const Interrogation& message) {
    head(message);
    station("station", message.station);
    request(message.request);
    maybe(message.second_request, [&](const auto& own) { request(own); });
    maybe(message.second_station, [&](const auto& own) {
      station("station", own.station);
      request(own.request);
    });
  }
  void fields(const ModeAssignment& message) {
    head(message);
    const auto order = [&](const ModeAssignment::Order& own) {
      station("station", own.station);
      number("  offset", own.offset);
      number("  increment", own.increment);
    };
    order(message.first_order);
    maybe(message.second_order, order);
  }
  void fields(const DgnssBroadcast& message) {
    head(message);
    position(message.position, 1);
    maybe(message.correction(), [&](const auto& head) {
      line("correction", "type " + std::to_string(head.message_type) + " station " +
                             std::to_string(head.station) + " z_count " + std::to_string(head.z_count) +
                             " sequence " + std::to_string(head.sequence) + " words " +
                             std::to_string(head.word_count) + " health " + std::to_string(head.health));
    });
    data(message.data);
  }
  void fields(const LinkManagement& message) {
    head(message);
    for (const auto& reservation : message.reservations) {
      maybe(reservation, [&](const auto& own) {
        std::string text;
        const auto add = [&](const char* name, const auto& value) {
          maybe(value, [&](auto has) {
            text += (text.empty() ? "" : ", ") + std::string(name) + " " + std::to_string(has);
          });
        };
        add("offset", own.offset);
        add("slots", own.slots);
        add("timeout min", own.timeout);
        add("increment", own.increment);
        line("reserves", text.empty() ? std::string("nothing") : text);
      });
    }
  }
  void corners(const Region& region) {
    const auto corner = [&](const char* name, const std::optional<geo::Position>& at) {
      maybe(at, [&](const geo::Position& own) {
        line(name, degrees_and_minutes(own.latitude_deg(), 'N', 'S', 2, 1) + " " +
                       degrees_and_minutes(own.longitude_deg(), 'E', 'W', 3, 1));
      });
    };
    corner("north_east", region.north_east);
    corner("south_west", region.south_west);
  }
  void fields(const ChannelManagement& message) {
    head(message);
    number("channel_a", message.channel_a);
    number("channel_b", message.channel_b);
    number("transmit_receive", message.transmit_receive);
    yes("low_power", message.is_low_power);
    maybe(message.stations, [&](const auto& own) {
      station("station", own.first);
      station("station", own.second);
    });
    corners(message.region);
    yes("channel_a_narrow", message.is_channel_a_narrow);
    yes("channel_b_narrow", message.is_channel_b_narrow);
    line("transition_zone", std::to_string(message.transition_zone_nm) + " NM");
  }
  void fields(const GroupAssignment& message) {
    head(message);
    corners(message.region);
    number("station_type", message.station_type);
    number("ship_type", message.ship_type);
    number("transmit_receive", message.transmit_receive);
    number("reporting_interval", message.reporting_interval);
    line("quiet_time", std::to_string(message.quiet_time_min) + " min");
  }
  template <typename Binary>
  void slots(const Binary& message) {
    head(message);
    maybe(message.destination, [&](model::Mmsi own) { station("destination", own); });
    if (message.application) {
      application(message.destination.has_value(), *message.application, message.data);
    } else {
      data(message.data);
    }
  }
  void fields(const SingleSlotBinary& message) { slots(message); }
  void fields(const MultiSlotBinary& message) {
    slots(message);
    radio(message.communication);
  }
  void fields(const LongRangePosition& message) {
    head(message);
    yes("high_accuracy", message.is_high_accuracy);
    yes("raim", message.has_raim);
    line("status", name_of(message.status));
    position(message.position, 1);
    maybe(message.sog, [&](Speed sog) { decimal("sog", sog.in_knots(), 0, " kn"); });
    maybe(message.cog, [&](Bearing cog) { decimal("cog", cog.in_degrees(), 0, "°"); });
    yes("older_than_5_s", message.is_older_than_5_s);
  }

  std::vector<std::string> lines_;
};

}  // namespace selat::ais::test
