#include "config/settings_schema.h"

#include <algorithm>
#include <sstream>

#include <fmt/format.h>

namespace selat::config {
namespace {

constexpr double kDay_s = 86'400;
constexpr double kLongText = 200;
constexpr double kPath = 4'000;
// With the longest name of a socket in it ("/terminal-4194304.<15 letters>.publish") a path of 107 bytes.
constexpr double kLongestBusDirectory = 66;

using enum ValueType;

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  std::istringstream in(text);
  for (std::string word; in >> word;) {
    words.push_back(std::move(word));
  }
  return words;
}

// section, name, type, low, high, required, default, meaning, store
constexpr auto kKeys = std::to_array<KeyRow>({
    {"", "language", choice, 0, 0, false, tr("the environment's LANG"),
     tr("Language of screens and sentences."),
     [](Draft& d, const Value& v) {
       d.settings.language = from_name<Language>(v.text).value_or(Language::en);
     },
     "en|id|ms"},
    {"", "data_directory", directory, 1, kPath, false,
     tr("$STATE_DIRECTORY of a unit of systemd, else $XDG_STATE_HOME/selat, else ~/.local/state/selat"),
     tr("The directory of the database and the logs."),
     [](Draft& d, const Value& v) { d.settings.data_directory = v.text; }},
    {"", "geodata", directory, 1, kPath, false, tr("geodata/ beside the program"),
     tr("The directory of sectors, lanes and zones."),
     [](Draft& d, const Value& v) { d.settings.geodata = v.text; }},

    {"bus", "directory", directory, 1, kLongestBusDirectory, false,
     tr("$RUNTIME_DIRECTORY/bus of a unit of systemd, else $XDG_RUNTIME_DIR/selat, else /tmp/selat-<uid>"),
     tr("The directory of the sockets between processes; only its owner may enter it."),
     [](Draft& d, const Value& v) { d.settings.bus.directory = v.text; }},
    {"bus", "keys", directory, 0, kPath, false, tr("none: this machine only"),
     tr("CURVE keys for processes on other machines: <process>.secret of this one, *.public of those "
        "allowed."),
     [](Draft& d, const Value& v) { d.settings.bus.keys = v.text; }},
    {"bus.remote.*",
     "publish",
     text,
     1,
     kLongText,
     true,
     {},
     tr("Endpoint where the process publishes."),
     [](Draft& d, const Value& v) { d.remote.publish = v.text; }},
    {"bus.remote.*",
     "request",
     text,
     1,
     kLongText,
     true,
     {},
     tr("Endpoint where the process answers repair requests."),
     [](Draft& d, const Value& v) { d.remote.request = v.text; }},

    {"bus.remote.*", "orders", text, 1, kLongText, false, tr("beside request: its port plus one"),
     tr("Endpoint where the process receives requests of control points."),
     [](Draft& d, const Value& v) { d.remote.orders = v.text; }},
    {"bus.peer.*", "topics", text, 1, kLongText, false, tr("all"),
     tr("What the owner of that key may hear, with blanks between, such as \"assignment alert health\"."),
     [](Draft& d, const Value& v) { d.peer.topics = words_of(v.text); }},
    {"bus.peer.*", "orders_from", text, 1, 63, false, tr("the name of its key"),
     tr("The only control point for which the owner of that key may send requests."),
     [](Draft& d, const Value& v) { d.peer.orders_from = v.text; }},

    {"feed[]",
     "name",
     text,
     1,
     31,
     true,
     {},
     tr("Name on screens and in counters; each feed has its own."),
     [](Draft& d, const Value& v) { d.feed.name = v.text; }},
    {"feed[]",
     "uri",
     text,
     1,
     kPath,
     true,
     {},
     tr("Where the feed comes from, such as tcp://host:port; 'selat ingest --help' shows every kind."),
     [](Draft& d, const Value& v) { d.feed.uri = v.text; }},
    {"feed[]", "source", text, 1, 31, false, tr("the feed's name"),
     tr("Source of reports whose sentences name no station."),
     [](Draft& d, const Value& v) { d.feed.source = v.text; }},
    {"feed[]", "latitude_deg", number, -90, 90, false, tr("not known"),
     tr("The position of the receiving station."),
     [](Draft& d, const Value& v) { d.latitude_deg = v.number; }},
    {"feed[]", "longitude_deg", number, -180, 180, false, tr("not known"),
     tr("The position of the receiving station."),
     [](Draft& d, const Value& v) { d.longitude_deg = v.number; }},
    {"feed[]", "silent_after_s", number, 1, kDay_s, false, verbatim("30"),
     tr("A connected feed without a sentence for this long is reported as silent."),
     [](Draft& d, const Value& v) { d.feed.silent_after = v.seconds(); }},
    {"feed[]", "lenient_checksum", flag, 0, 0, false, verbatim("false"),
     tr("Takes sentences without a checksum too; those with a wrong one never."),
     [](Draft& d, const Value& v) { d.feed.is_checksum_lenient = v.flag; }},
    {"feed[]", "max_lines_per_s", whole, 10, 10'000'000, false, verbatim("100000"),
     tr("What is more than this, beyond a reserve of ten seconds, is dropped and counted (lines_over_rate); "
        "recordings wait instead."),
     [](Draft& d, const Value& v) { d.feed.max_lines_per_s = static_cast<std::uint64_t>(v.whole()); }},

    {"feed[]", "peers", text, 0, kLongText, false, tr("none"),
     tr("Who may send to it where it is beyond this machine: addresses and ranges with blanks between, such "
        "as "
        "\"192.0.2.0/24 2001:db8::/48\"."),
     [](Draft& d, const Value& v) { d.feed.peers = words_of(v.text); }},
    {"feed[]", "unencrypted", flag, 0, 0, false, verbatim("false"),
     tr("Its lines may be read and forged on their way: true says that this is meant. A feed beyond this "
        "machine needs it."),
     [](Draft& d, const Value& v) { d.feed.is_unencrypted = v.flag; }},

    {"radar[]", "id", text, 1, 31, false, tr("that of its site"),
     tr("Short name of the radar, which its reports get as their source; each has its own."),
     [](Draft& d, const Value& v) { d.radar.id = std::string_view(v.text); }},
    {"radar[]", "site", text, 1, 31, false, tr("none"),
     tr("Its id in geodata/radars.geojson, such as \"tanjung-tuan\", where it stands on a site that is named "
        "in public."),
     [](Draft& d, const Value& v) { d.radar_site = v.text; }},
    {"radar[]", "name", text, 1, kLongText, false, tr("that of its site, or the id"), tr("Name on screens."),
     [](Draft& d, const Value& v) { d.radar.name = v.text; }},
    {"radar[]", "feed", text, 1, 31, false, tr("any"), tr("The name of the feed that brings its reports."),
     [](Draft& d, const Value& v) { d.radar.feed = v.text; }},
    {"radar[]", "source", text, 1, 31, false, tr("any of that feed"),
     tr("The source that its reports have there: s: of their TAG blocks, or SAC/SIC of ASTERIX as "
        "\"25/201\"."),
     [](Draft& d, const Value& v) { d.radar.sent_as = std::string_view(v.text); }},
    {"radar[]", "latitude_deg", number, -90, 90, false, tr("that of its site"),
     tr("Where its antenna stands."), [](Draft& d, const Value& v) { d.latitude_deg = v.number; }},
    {"radar[]", "longitude_deg", number, -180, 180, false, tr("that of its site"),
     tr("Where its antenna stands."), [](Draft& d, const Value& v) { d.longitude_deg = v.number; }},
    {"radar[]", "heading_deg", number, 0, 360, false, tr("none: its bearings are true"),
     tr("What is added to bearings that are relative, where the feed does not say it."),
     [](Draft& d, const Value& v) { d.radar.heading = Bearing::degrees(v.number); }},
    {"radar[]", "antenna_height_m", number, 1, 2'000, false, verbatim("50"),
     tr("How high its antenna is above the water."),
     [](Draft& d, const Value& v) { d.radar.antenna_height = Distance::metres(v.number); }},
    {"radar[]", "max_range_nm", number, 0.5, 200, false, verbatim("24"),
     tr("Beyond this it reports nothing."),
     [](Draft& d, const Value& v) { d.radar.max_range = Distance::nautical_miles(v.number); }},
    {"radar[]", "range_sigma_m", number, 1, 2'000, false, verbatim("25"),
     tr("The standard deviation of one measured range."),
     [](Draft& d, const Value& v) { d.radar.range_sigma = Distance::metres(v.number); }},
    {"radar[]", "bearing_sigma_deg", number, 0.01, 10, false, verbatim("0.3"),
     tr("The standard deviation of one measured bearing."),
     [](Draft& d, const Value& v) { d.radar.bearing_sigma = Angle::degrees(v.number); }},
    {"radar[]", "scan_period_s", number, 0.5, 60, false, verbatim("2.5"),
     tr("How long its antenna takes once around."),
     [](Draft& d, const Value& v) { d.radar.scan_period = v.seconds(); }},

    {"output[]",
     "name",
     text,
     1,
     31,
     true,
     {},
     tr("Name on screens and in counters; each output has its own."),
     [](Draft& d, const Value& v) { d.output.name = v.text; }},
    {"output[]",
     "uri",
     text,
     1,
     kPath,
     true,
     {},
     tr("Where it goes: tcp-listen://address:port, where programs connect and read, or udp://address:port, "
        "where datagrams are sent to."),
     [](Draft& d, const Value& v) { d.output.uri = v.text; }},
    {"output[]", "format", choice, 0, 0, false, verbatim("nmea"),
     tr("nmea: the AIS sentences of all feeds without duplicates; json: the same as lines of 'selat decode'; "
        "alerts: a line of JSON for each change of an alert, as in 'selat top --once --json'."),
     [](Draft& d, const Value& v) {
       d.output.format = from_name<OutputSettings::Format>(v.text).value_or(OutputSettings::Format::nmea);
     },
     "nmea|json|alerts"},
    {"output[]", "tag_blocks", flag, 0, 0, false, verbatim("false"),
     tr("Whether each sentence begins with a TAG block that says who received it, and when it was sent."),
     [](Draft& d, const Value& v) { d.output.has_tag_blocks = v.flag; }},
    {"output[]", "types", text, 1, kLongText, false, tr("all"),
     tr("Only messages of these types, with blanks between, such as \"1 2 3 5 18 24\"."),
     [](Draft& d, const Value& v) { d.types = v.text; }},
    {"output[]", "mmsis", text, 1, kPath, false, tr("all"),
     tr("Only vessels with these MMSIs of nine digits, with blanks between."),
     [](Draft& d, const Value& v) { d.mmsis = v.text; }},
    {"output[]", "area", text, 1, kLongText, false, tr("everywhere"),
     tr("Only vessels within WEST,SOUTH,EAST,NORTH in degrees, such as \"103.5,1,104.5,1.5\"."),
     [](Draft& d, const Value& v) { d.area = v.text; }},
    {"output[]", "peers", text, 0, kLongText, false, tr("none"),
     tr("Who may read it where it is beyond this machine: addresses and ranges with blanks between, such as "
        "\"192.0.2.0/24 2001:db8::/48\"."),
     [](Draft& d, const Value& v) { d.output.peers = words_of(v.text); }},
    {"output[]", "unencrypted", flag, 0, 0, false, verbatim("false"),
     tr("Its lines may be read and forged on their way: true says that this is meant. An output beyond this "
        "machine needs it."),
     [](Draft& d, const Value& v) { d.output.is_unencrypted = v.flag; }},

    {"detect", "lateness_s", number, 0, 3'600, false, verbatim("600"),
     tr("How late a report may arrive and still be used."),
     [](Draft& d, const Value& v) { d.settings.detect.lateness = v.seconds(); }},
    {"detect", "max_vessels", whole, 1'000, 1'000'000, false, verbatim("50000"),
     tr("The most vessels kept in memory; at this limit the least recently heard one is evicted."),
     [](Draft& d, const Value& v) { d.settings.detect.max_vessels = static_cast<std::uint64_t>(v.whole()); }},
    {"detect", "trusted_order", flag, 0, 0, false, verbatim("false"),
     tr("Whether the reports come in the order of their time, as from a sorted recording. Then a report far "
        "ahead of all others is used at once, however sparse they are; a wrong time is not recognised."),
     [](Draft& d, const Value& v) { d.settings.detect.trusts_order = v.flag; }},

    {"rules.*", "on", flag, 0, 0, false, verbatim("true"), tr("Whether the rule is applied."),
     [](Draft& d, const Value& v) { d.rule.is_on = v.flag; }},
    {"rules.*", "owner", text, 1, kLongText, false, tr("nobody"),
     tr("Who answers for the rule and its thresholds."),
     [](Draft& d, const Value& v) { d.rule.owner = v.text; }},
    {"rules.*", "review_date", date, 0, 0, false, tr("none"),
     tr("When the rule is to be looked at again, as \"2027-01-31\"."),
     [](Draft& d, const Value& v) { d.rule.review_date = v.text; }},

    {"watch[]",
     "label",
     text,
     1,
     kLongText,
     true,
     {},
     tr("The reason why this vessel is wanted, for the officer."),
     [](Draft& d, const Value& v) { d.watch.label = v.text; }},
    {"watch[]", "mmsi", mmsi, 1, 999'999'999, false, tr("any"), tr("Maritime Mobile Service Identity."),
     [](Draft& d, const Value& v) { d.watch.mmsi = static_cast<std::uint32_t>(v.whole()); }},
    {"watch[]", "imo", imo, 1'000'000, 9'999'999, false, tr("any"), tr("IMO ship number."),
     [](Draft& d, const Value& v) { d.watch.imo = static_cast<std::uint32_t>(v.whole()); }},
    {"watch[]", "call_sign", identity, 1, 7, false, tr("any"), tr("Call sign."),
     [](Draft& d, const Value& v) { d.watch.call_sign = v.text; }},
    {"watch[]", "name", identity, 1, 34, false, tr("any"), tr("Ship's name; similar names match too."),
     [](Draft& d, const Value& v) { d.watch.name = v.text; }},

    {"coordinate", "database", path, 0, kPath, false, verbatim("<data_directory>/coordinate.sqlite"),
     tr("The record of which control point answers for which sector."),
     [](Draft& d, const Value& v) { d.settings.coordinate.database = v.text; }},
    {"coordinate", "lease_s", number, 1, 3'600, false, verbatim("60"),
     tr("A control point that is silent for this long loses its sectors."),
     [](Draft& d, const Value& v) { d.settings.coordinate.lease = v.seconds(); }},
    {"coordinate", "renew_every_s", number, 0.2, 1'200, false, verbatim("20"),
     tr("How often a control point renews its leases; at most half a lease."),
     [](Draft& d, const Value& v) { d.settings.coordinate.renew_every = v.seconds(); }},
    {"coordinate", "skew_bound_s", number, 0.1, 60, false, verbatim("2"),
     tr("How far clocks may differ: a sector whose holder is lost is offered again only after its lease plus "
        "this time."),
     [](Draft& d, const Value& v) { d.settings.coordinate.skew_bound = v.seconds(); }},
    {"coordinate", "answer_within_s", number, 0.5, 600, false, verbatim("60"),
     tr("How long an offer may be answered."),
     [](Draft& d, const Value& v) { d.settings.coordinate.answer_within = v.seconds(); }},
    {"coordinate", "offer_tries", whole, 1, 100, false, verbatim("3"),
     tr("How often an offer is sent before another control point is asked."),
     [](Draft& d,
        const Value& v) { d.settings.coordinate.offer_tries = static_cast<std::uint32_t>(v.whole()); }},
    {"coordinate", "escalate_alarm_after_s", number, 1, 86'400, false, verbatim("300"),
     tr("When nobody has acknowledged an alarm for this long, the next nearest control point is told too."),
     [](Draft& d, const Value& v) { d.settings.coordinate.escalate_alarm_after = v.seconds(); }},
    {"coordinate", "escalate_distress_after_s", number, 1, 86'400, false, verbatim("120"),
     tr("The same for distress."),
     [](Draft& d, const Value& v) { d.settings.coordinate.escalate_distress_after = v.seconds(); }},

    {"control_point[]",
     "id",
     text,
     1,
     15,
     true,
     {},
     tr("Its id in geodata/control-points.geojson, such as \"belawan\"."),
     [](Draft& d, const Value& v) { d.control_point.id = std::string_view(v.text); }},
    {"control_point[]", "capacity", whole, 0, 100, false, verbatim("4"),
     tr("How many sectors one watch can answer for."),
     [](Draft& d, const Value& v) { d.control_point.capacity = static_cast<std::uint32_t>(v.whole()); }},

    {"asset[]",
     "id",
     text,
     1,
     31,
     true,
     {},
     tr("Short name of the patrol craft; each has its own."),
     [](Draft& d, const Value& v) { d.asset.id = std::string_view(v.text); }},
    {"asset[]",
     "control_point",
     text,
     1,
     15,
     true,
     {},
     tr("The control point that orders it."),
     [](Draft& d, const Value& v) { d.asset.control_point = std::string_view(v.text); }},
    {"asset[]", "name", text, 1, kLongText, false, tr("the id"), tr("Name on screens."),
     [](Draft& d, const Value& v) { d.asset.name = v.text; }},
    {"asset[]",
     "latitude_deg",
     number,
     -90,
     90,
     true,
     {},
     tr("Where its berth lies."),
     [](Draft& d, const Value& v) { d.latitude_deg = v.number; }},
    {"asset[]",
     "longitude_deg",
     number,
     -180,
     180,
     true,
     {},
     tr("Where its berth lies."),
     [](Draft& d, const Value& v) { d.longitude_deg = v.number; }},
    {"asset[]",
     "cruise_kn",
     number,
     1,
     80,
     true,
     {},
     tr("Speed on patrol."),
     [](Draft& d, const Value& v) { d.asset.cruise = Speed::knots(v.number); }},
    {"asset[]",
     "sprint_kn",
     number,
     1,
     80,
     true,
     {},
     tr("Speed when called out; used for travel times."),
     [](Draft& d, const Value& v) { d.asset.sprint = Speed::knots(v.number); }},
    {"asset[]", "available", flag, 0, 0, false, verbatim("true"), tr("Whether it can be sent."),
     [](Draft& d, const Value& v) { d.asset.is_available = v.flag; }},
    {"asset[]", "mmsi", mmsi, 1, 999'999'999, false, tr("none"),
     tr("MMSI of its own AIS: while that is heard, bearing and time to an alert count from where it is, not "
        "from "
        "its berth."),
     [](Draft& d, const Value& v) { d.asset.mmsi = model::Mmsi(static_cast<std::uint32_t>(v.whole())); }},
});

}  // namespace

std::span<const KeyRow> settings_keys() {
  return kKeys;
}

LocalizedMessage number_between(double low, double high) {
  return {tr("a number from {low} to {high}"),
          {{"low", fmt::format("{}", low)}, {"high", fmt::format("{}", high)}}};
}

LocalizedMessage expected_value(const KeyRow& row) {
  switch (row.type) {
    case text:
    case identity:
      return {tr("a text of at most {n} letters in quotes"), {{"n", static_cast<int>(row.high)}}};
    case path:
    case directory:
      return row.high < kPath ? LocalizedMessage(tr("a path of at most {n} bytes in quotes"),
                                                 {{"n", static_cast<int>(row.high)}})
                              : LocalizedMessage(tr("a path in quotes"));
    case date:
      return tr("a date in quotes, such as \"2027-01-31\"");
    case choice:
      return {tr("one of {words} in quotes"), {{"words", row.words}}};
    case flag:
      return tr("true or false");
    case whole:
      return {tr("a whole number from {low} to {high}"),
              {{"low", fmt::format("{}", row.low)}, {"high", fmt::format("{}", row.high)}}};
    case number:
      return number_between(row.low, row.high);
    case mmsi:
      return tr("nine digits in quotes, or their number");
    case imo:
      return tr("seven digits without quotes");
  }
  return {};
}

}  // namespace selat::config
