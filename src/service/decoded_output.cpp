#include "service/decoded_output.h"

#include <variant>

#include "ais/json/message_json.h"
#include "ais/static_pairs.h"
#include "service/radar_json.h"
#include "wire/report_stream.h"

namespace selat::service {

namespace {

class JsonOutput : public DecodedOutput {
 public:
  JsonOutput(bool is_scaled, bool splits_type_24) : splits_type_24_(splits_type_24) {
    options_.is_scaled = is_scaled;
  }
  void begin(std::string_view device) override {
    device_ = device;
    options_.device = device_;
  }
  void take(const ais::Received& received) override {
    const ais::JsonContext context{
        .source = received.header.source.view(), .toa = received.tag.time, .warnings = received.warnings};
    if (!splits_type_24_ && received.header.message_type == 24) {
      if (const auto pair = pairs_.take(received.message, received.header.observed_at)) {
        write_merged_static_json(*pair, options_, context, text_);
        text_.character('\n');
        return;
      }
    }
    write_json(received.message, received.bits, options_, context, text_);
    text_.character('\n');
  }
  void take(const radar::ReceivedReport& received) override {
    write_radar_json(received, device_, text_);
    text_.character('\n');
  }
  void take(const radar::ReceivedStatus& received) override {
    write_radar_json(received, device_, text_);
    text_.character('\n');
  }
  std::string_view pending() const override { return text_.view(); }
  void clear() override { text_.clear(); }

 private:
  bool splits_type_24_;
  std::string device_;
  ais::JsonOptions options_;
  ais::StaticPairs pairs_;
  ais::JsonText text_;
};

// One line for each message; columns that the message does not have are empty.
class CsvOutput : public DecodedOutput {
 public:
  CsvOutput() {
    text_.literal(
        "toa,source,type,mmsi,lon,lat,speed_kn,course,heading,turn_deg_min,status,name,callsign,imo,"
        "shiptype,length_m,beam_m,draught_m,destination,eta,text\n");
  }
  void begin(std::string_view) override {}
  void take(const ais::Received& received) override {
    model::PositionReport place;
    model::StaticReport vessel;
    for (const auto& report : received.reports) {
      if (const auto* own = std::get_if<model::PositionReport>(&report)) {
        place = *own;
      } else if (const auto* statics = std::get_if<model::StaticReport>(&report)) {
        vessel = *statics;
      }
    }
    write_head(received);
    write(place);
    write(vessel);
    cell(text_of(received.message));
    text_.character('\n');
  }
  void take(const radar::ReceivedReport& received) override {
    const model::RadarReport& radar = received.report;
    ais::write_json_time(radar.observed_at, text_);
    comma();
    cell(radar.source);
    comma();
    text_.raw(name_of(radar.format));
    text_.literal(",,");  // no MMSI
    model::PositionReport place;
    place.position = radar.position;
    place.sog = radar.speed;
    place.cog = radar.course;
    write(place);
    model::StaticReport vessel;
    if (!radar.name.empty()) {
      vessel.name = radar.name.view();
    }
    write(vessel);
    text_.character('\n');
  }
  void take(const radar::ReceivedStatus&) override {}
  std::string_view pending() const override { return text_.view(); }
  void clear() override { text_.clear(); }

 private:
  void comma() { text_.character(','); }
  // In quotes if needed; a quote in the text is doubled. Control characters become spaces, so that a record
  // stays one line. Before a leading formula sign an apostrophe is put, since a spreadsheet would execute it.
  void cell(std::string_view value) {
    if (value.find_first_of(",\"\r\n\t=+-@") == std::string_view::npos) {
      text_.raw(value);
      return;
    }
    text_.character('"');
    if (std::string_view("=+-@\t\r").find(value.front()) != std::string_view::npos) {
      text_.character('\'');
    }
    for (const char character : value) {
      if (character == '"') {
        text_.character('"');
      }
      text_.character(static_cast<std::uint8_t>(character) < 0x20 ? ' ' : character);
    }
    text_.character('"');
  }
  template <typename Value, typename Write>
  void maybe(const std::optional<Value>& value, Write write) {
    if (value) {
      write(*value);
    }
    comma();
  }
  // Of a safety-related message; else empty.
  static std::string_view text_of(const ais::Message& message) {
    return std::visit(
        [](const auto& any) -> std::string_view {
          if constexpr (requires { any.text; }) {
            return any.text;
          } else {
            return {};
          }
        },
        message);
  }
  void write_head(const ais::Received& received) {
    maybe(received.tag.time, [this](Instant at) { ais::write_json_time(at, text_); });
    cell(received.header.source);
    comma();
    text_.number(received.header.message_type);
    comma();
    text_.digits(received.header.mmsi.number(), 9);
    comma();
  }
  void write(const model::PositionReport& place) {
    maybe(place.position, [this](geo::Position at) { text_.decimal(at.longitude_deg(), 6); });
    maybe(place.position, [this](geo::Position at) { text_.decimal(at.latitude_deg(), 6); });
    maybe(place.sog, [this](Speed sog) { text_.decimal(sog.in_knots(), 1); });
    maybe(place.cog, [this](Bearing cog) { text_.decimal(cog.in_degrees(), 1); });
    maybe(place.heading, [this](Bearing heading) { text_.decimal(heading.in_degrees(), 0); });
    maybe(place.turn_rate, [this](TurnRate turn) { text_.decimal(turn.in_degrees_per_minute(), 1); });
    if (place.status != model::NavigationStatus::undefined) {
      text_.raw(name_of(place.status));
    }
    comma();
  }
  void write(const model::StaticReport& vessel) {
    const auto words = [this](const auto& text) { cell(text.view()); };
    const auto number = [this](auto value) { text_.number(value); };
    maybe(vessel.name, words);
    maybe(vessel.call_sign, words);
    maybe(vessel.imo, number);
    maybe(vessel.ship_type, number);
    maybe(vessel.dimensions, [this](const auto& size) { text_.decimal(size.length().in_metres(), 0); });
    maybe(vessel.dimensions, [this](const auto& size) { text_.decimal(size.beam().in_metres(), 0); });
    maybe(vessel.draught, [this](Distance draught) { text_.decimal(draught.in_metres(), 1); });
    maybe(vessel.destination, words);
    maybe(vessel.eta, words);
  }

  ais::JsonText text_;
};

class ProtobufOutput : public DecodedOutput {
 public:
  void begin(std::string_view) override {}
  void take(const ais::Received& received) override {
    for (const auto& report : received.reports) {
      stream_.append(report);
    }
  }
  void take(const radar::ReceivedReport&) override {}
  void take(const radar::ReceivedStatus&) override {}
  void finish() override { stream_.finish(); }
  std::string_view pending() const override { return stream_.bytes(); }
  void clear() override { stream_.clear(); }

 private:
  wire::ReportStream stream_;
};

}  // namespace

std::unique_ptr<DecodedOutput> json_output(bool is_scaled, bool splits_type_24) {
  return std::make_unique<JsonOutput>(is_scaled, splits_type_24);
}
std::unique_ptr<DecodedOutput> csv_output() {
  return std::make_unique<CsvOutput>();
}
std::unique_ptr<DecodedOutput> protobuf_output() {
  return std::make_unique<ProtobufOutput>();
}

std::unique_ptr<DecodedOutput> decoded_output(std::string_view format, bool is_scaled, bool splits_type_24) {
  return format == "csv"        ? csv_output()
         : format == "protobuf" ? protobuf_output()
                                : json_output(is_scaled, splits_type_24);
}

}  // namespace selat::service
