#pragma once
// A message as lines a mariner can read, for the golden files: "speed 12.3 kn", one field a line in the order
// of the air interface, absent fields left out. Positions in degrees and minutes to 1/10,000; the fields of
// an application follow those of its message.

#include <cstdio>
#include <string>
#include <type_traits>
#include <vector>

#include "ais/message.h"
#include "base/bits.h"
#include "describe_application.h"

namespace selat::ais::test {

// Takes part in the walk of a message (ais/fields/terms.h).
class Description {
 public:
  explicit Description(const Message& message) {
    std::visit(
        [this]<typename Kind>(const Kind& any) {
          if constexpr (std::is_same_v<Kind, NotYetDecoded>) {
            header(any);
          } else {
            Kind::walk(*this, any);
          }
          if constexpr (requires { any.correction(); }) {
            maybe(any.correction(), [this](const auto& head) { correction(head); });
          }
        },
        message);
  }
  [[nodiscard]] const std::vector<std::string>& lines() const { return lines_; }

  void header(const MessageHeader& header) {
    integer("type", header.type);
    if (header.repeat != 0) {
      integer("repeat", header.repeat);
    }
    mmsi("mmsi", header.mmsi);
  }
  void spare(Width) {}
  void reserved(Name, Width) {}
  void byte_boundary() {}
  void part_number(Name name, unsigned number) { line(name, number == 0 ? "A" : "B"); }

  void flag(Name name, bool value) { line(name, value ? "yes" : "no"); }
  void inverted_flag(Name name, bool value) { flag(name, value); }
  void flag_and_reserved(Name name, Width, bool value) { flag(name, value); }
  template <typename Number>
  void number(Name name, Width, Number value) {
    integer(name, value);
  }
  template <typename Number>
  void number_from_one(Name name, Width, Number value) {
    integer(name, value);
  }
  template <typename Number>
  void number_or_absent(Name name, Width, const std::optional<Number>& value, std::uint32_t, std::uint32_t,
                        std::uint32_t) {
    maybe(value, [&](Number own) { integer(name, own); });
  }
  template <typename Code>
  void code(Name name, Width, WordOf word_of, const Code& value) {
    const auto raw = static_cast<std::uint32_t>(value);
    line(name, std::to_string(raw) + " (" + std::string(word_of(raw)) + ")");
  }
  template <typename Code>
  void code(Name name, Width width, WordOf word_of, const std::optional<Code>& value) {
    maybe(value, [&](Code own) { code(name, width, word_of, own); });
  }
  void fixing_device(Name name, const std::optional<FixingDevice>& value) {
    maybe(value, [&](FixingDevice own) { line(name, name_of(own)); });
  }

  void quantity(Name name, const QuantityFormat& format, const std::optional<Speed>& value) {
    maybe(value, [&](Speed own) { amount(name, format, own.in_knots()); });
  }
  void quantity(Name name, const QuantityFormat& format, const std::optional<Distance>& value) {
    maybe(value, [&](Distance own) { amount(name, format, own.in_metres()); });
  }
  void course(Name name, const std::optional<Bearing>& value) {
    maybe(value, [&](Bearing own) { decimal(name, own.in_degrees(), 1, "°"); });
  }
  void heading(Name name, const std::optional<Bearing>& value) {
    maybe(value, [&](Bearing own) { decimal(name, own.in_degrees(), 0, "°"); });
  }
  void turn(Name name, const std::optional<TurnRate>& rate, const std::optional<Side>& turns_fast) {
    maybe(rate, [&](TurnRate own) { decimal(name, own.in_degrees_per_minute(), 1, "°/min"); });
    maybe(turns_fast, [&](Side side) { line(name, "fast to " + std::string(name_of(side))); });
  }
  void position(const std::optional<geo::Position>& value) { place("position", value, 4); }
  void coarse_position(const std::optional<geo::Position>& value) { place("position", value, 1); }
  void corner(Name lon, Name lat, const std::optional<geo::Position>& value) {
    maybe(value, [&](const geo::Position& at) {
      line(lon, longitude(at, 1));
      line(lat, latitude(at, 1));
    });
  }
  void time_stamp(Name name, const TimeStamp& value) {
    maybe(value.utc_second, [&](std::uint8_t second) { integer(name, second); });
    if (value.mode != PositioningMode::automatic) {
      line(name, name_of(value.mode));
    }
  }
  void date_and_time(Name name, const DateAndTime& value) {
    char text[64];
    std::snprintf(text, sizeof text, "%04d-%02d-%02d %02d:%02d:%02d", value.year.value_or(0),
                  value.month.value_or(0), value.day.value_or(0), value.hour.value_or(24),
                  value.minute.value_or(60), value.second.value_or(60));
    line(name, text);
  }
  void eta(Name name, const Eta& value) {
    char text[64];
    std::snprintf(text, sizeof text, "month %d day %d %02d:%02d", value.month.value_or(0),
                  value.day.value_or(0), value.hour.value_or(24), value.minute.value_or(60));
    line(name, text);
  }
  void special_manoeuvre(Name name, const std::optional<bool>& value) {
    maybe(value, [&](bool own) { flag(name, own); });
  }
  void communication(Name name, const CommunicationState& value, bool) {
    communication_with_selector(name, value);
  }
  void communication_with_selector(Name name, const CommunicationState& value) {
    line(name, (value.is_itdma ? "itdma " : "sotdma ") + std::to_string(value.bits));
  }
  void dimensions(const std::optional<model::Dimensions>& value) {
    maybe(value, [&](const model::Dimensions& size) {
      char text[96];
      std::snprintf(text, sizeof text, "bow %.0f m, stern %.0f m, port %.0f m, starboard %.0f m",
                    size.to_bow.in_metres(), size.to_stern.in_metres(), size.to_port.in_metres(),
                    size.to_starboard.in_metres());
      line("dimensions", text);
    });
  }
  void mmsi(Name name, model::Mmsi value) {
    char text[16];
    std::snprintf(text, sizeof text, "%09u", value.number());
    line(name, text);
  }
  void mmsi_or_absent(Name name, const std::optional<model::Mmsi>& value) {
    maybe(value, [&](model::Mmsi own) { mmsi(name, own); });
  }

  template <std::size_t kCapacity>
  void text(Name name, const std::optional<ShortText<kCapacity>>& value) {
    maybe(value, [&](const ShortText<kCapacity>& own) { remaining_text(name, own); });
  }
  template <std::size_t kCapacity>
  void remaining_text(Name name, const ShortText<kCapacity>& value) {
    line(name, "\"" + std::string(value.view()) + "\"");
  }
  void name_with_extension(Name name, const std::optional<ShortText<34>>& value, std::size_t) {
    text(name, value);
  }
  void name_extension(const std::optional<ShortText<34>>&) {}

  void application(const ApplicationId& id) {
    integer("dac", id.dac);
    integer("fid", id.fi);
  }
  void slot_application(const ApplicationId& id) { application(id); }
  void data(Name name, const Bits& bits) { line(name, bits_in_words(bits, 0, bits.size())); }
  // The fields of an application Selat knows; else its bits.
  void application_data(bool is_addressed, const ApplicationId& id, const Bits& bits) {
    const auto* format = application_format(is_addressed, id, bits);
    if (format == nullptr) {
      return data("data", bits);
    }
    line("application", format->title);
    ApplicationDescription description(bits);
    walk_application(*format, bits, description);
    lines_.insert(lines_.end(), description.lines().begin(), description.lines().end());
  }
  void slot_data(bool is_addressed, const std::optional<ApplicationId>& id, const Bits& bits, std::size_t) {
    if (id) {
      application_data(is_addressed, *id, bits);
    } else {
      data("data", bits);
    }
  }

  template <typename Part, typename Walk>
  bool part(const std::optional<Part>& part, Width, const Walk& walk) {
    maybe(part, walk);
    return part.has_value();
  }
  template <typename Part>
  bool presence(Name name, const std::optional<Part>& part) {
    flag(name, part.has_value());
    return part.has_value();
  }
  template <typename Part, typename Walk>
  void announced_part(bool, const std::optional<Part>& part, Width, const Walk& walk) {
    maybe(part, walk);
  }
  bool flag_ahead(std::size_t, bool is_set) const { return is_set; }
  template <typename Part>
  const Part& choice(const std::optional<Part>& part) {
    return *part;
  }
  void flag_read_ahead(Name name, bool is_set) { flag(name, is_set); }

 private:
  void line(Name name, std::string_view value) {
    lines_.push_back(std::string(name.text) + std::string(name.ending) + " " + std::string(value));
  }
  void correction(const DgnssBroadcast::Correction& head) {
    line("correction", "type " + std::to_string(head.message_type) + " station " +
                           std::to_string(head.station) + " z_count " + std::to_string(head.z_count) +
                           " sequence " + std::to_string(head.sequence) + " words " +
                           std::to_string(head.word_count) + " health " + std::to_string(head.health));
  }
  void integer(Name name, std::uint64_t value) { line(name, std::to_string(value)); }
  void decimal(Name name, double value, int places, const std::string& unit) {
    char text[64];
    std::snprintf(text, sizeof text, "%.*f%s", places, value, unit.c_str());
    line(name, text);
  }
  void amount(Name name, const QuantityFormat& format, double value) {
    decimal(name, value, format.divisor == 10 ? 1 : 0, " " + std::string(format.unit));
  }
  template <typename Value, typename Show>
  static void maybe(const std::optional<Value>& value, const Show& show) {
    if (value) {
      show(*value);
    }
  }
  static std::string latitude(const geo::Position& at, int places) {
    return degrees_and_minutes(at.latitude_deg(), 'N', 'S', 2, places);
  }
  static std::string longitude(const geo::Position& at, int places) {
    return degrees_and_minutes(at.longitude_deg(), 'E', 'W', 3, places);
  }
  void place(Name name, const std::optional<geo::Position>& value, int places) {
    maybe(value,
          [&](const geo::Position& at) { line(name, latitude(at, places) + " " + longitude(at, places)); });
  }

  std::vector<std::string> lines_;
};

}  // namespace selat::ais::test
