#include "drawing.h"

#include <algorithm>
#include <cmath>

#include "detect/rule_table.h"
#include "geo/local_plane.h"

namespace selat::scenario {

namespace {

constexpr double kMetresPerMile = 1852;
constexpr char kLand = '#', kWater = '.';

// Of the chart's text: the column where the drawing begins, the same in every row.
std::size_t margin_of(const Drawing& drawing) {
  return drawing.chart.front().text.find_first_not_of(' ');
}

// A point of the drawing in cells from its north-west corner.
geo::Position at_cell(const Drawing& drawing, double row, double column) {
  return geo::LocalPlane(drawing.corner).to_position({column * drawing.cell_m, -row * drawing.cell_m});
}

geo::Polygon cell(const Drawing& drawing, int row, int column) {
  return geo::Polygon({at_cell(drawing, row, column), at_cell(drawing, row, column + 1),
                       at_cell(drawing, row + 1, column + 1), at_cell(drawing, row + 1, column)});
}

bool is_place_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

// What lies at a cell: a place that stands in a row between two cells of one zone lies in that zone.
char ground(const std::string& row, std::size_t column) {
  if (!is_place_name(row[column])) {
    return row[column];
  }
  std::size_t west = column, east = column;
  while (west > 0 && is_place_name(row[west])) {
    --west;
  }
  while (east + 1 < row.size() && is_place_name(row[east])) {
    ++east;
  }
  return row[west] == row[east] && row[west] != ' ' && !is_place_name(row[west]) ? row[west] : kWater;
}

char letter(const Word& word, const std::string& what) {
  if (word.text.size() != 1) {
    throw Problem{word.place, what + " is one character, not \"" + word.text + "\""};
  }
  return word.text.front();
}

struct Type {
  std::string_view name;
  std::uint8_t ship_type;
};
// ITU-R M.1371-5, annex 8, table 53.
constexpr std::array kTypes = {
    Type{"fishing", 30}, Type{"pleasure", 37},  Type{"pilot", 50}, Type{"rescue", 51}, Type{"tug", 52},
    Type{"patrol", 55},  Type{"passenger", 60}, Type{"cargo", 70}, Type{"tanker", 80}, Type{"device", 0}};

class Reader {
 public:
  Drawing read(const std::string& page) {
    const auto sections = sections_of(page);
    check_headings(sections, {"title", "why", "start", "corner", "cell", "chart", "vessels", "expect"},
                   {"zones", "wanted", "timeline"});
    drawing_.title = only_line(sections, "title").text;
    drawing_.why = only_line(sections, "why").text;
    drawing_.start = read_start(only_line(sections, "start"));
    read_corner(only_line(sections, "corner"));
    read_cell(only_line(sections, "cell"));
    // The legend before the chart, the chart before the timeline, wherever they stand.
    each_line(sections, "zones", [this](const Line& line) { read_zone(line); });
    each_line(sections, "chart", [this](const Line& line) { drawing_.chart.push_back(line); });
    survey();
    each_line(sections, "wanted", [this](const Line& line) { read_wanted(line); });
    each_line(sections, "vessels", [this](const Line& line) { read_ship(line); });
    each_line(sections, "timeline", [this](const Line& line) { read_event(line); });
    each_line(sections, "expect", [this](const Line& line) { read_expectation(line); });
    if (drawing_.expected.empty() && none_at_.line == 0) {
      throw Problem{{}, "\"expect:\" is empty; what must raise nothing expects \"none\""};
    }
    return std::move(drawing_);
  }

 private:
  // "2.50 N 101.00 E"
  void read_corner(const Line& line) {
    Reading reading(line);
    const double latitude = reading.number("a latitude");
    const bool is_north = reading.take("N");
    if (!is_north && !reading.take("S")) {
      reading.fail("N or S");
    }
    const double longitude = reading.number("a longitude");
    if (!reading.take("E")) {
      reading.fail("E");
    }
    reading.end();
    drawing_.corner = geo::Position::degrees(is_north ? latitude : -latitude, longitude);
  }

  // "0.5 nm" or "200 m"
  void read_cell(const Line& line) {
    Reading reading(line);
    const Place place = reading.place();
    const double size = reading.number("the size of a cell");
    if (!(size > 0)) {
      throw Problem{place, "a cell has a size above zero"};
    }
    const bool is_miles = reading.take("nm");
    if (!is_miles && !reading.take("m")) {
      reading.fail("nm or m");
    }
    reading.end();
    drawing_.cell_m = size * (is_miles ? kMetresPerMile : 1);
  }

  // "% watch lane", "+ anchorage", and of a watch zone: "from_dwell", "never", "limit 12 kn", "longest 30 m"
  void read_zone(const Line& line) {
    Reading reading(line);
    const Word& sign = reading.word("the zone's sign on the chart");
    const char c = letter(sign, "a zone's sign");
    if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == kLand || c == kWater) {
      throw Problem{sign.place, "letters, digits, # and . mean something else on the chart"};
    }
    model::Zone& zone = drawing_.zones[c];
    zone.kind = reading.one_of<model::ZoneKind>("watch, berth, anchorage, pilot_boarding or bunkering");
    zone.id = std::string_view(reading.quoted("the zone's name"));
    while (!reading.is_at_end()) {
      if (const auto watch = reading.maybe<model::StayWatch>()) {
        zone.stay_watch = *watch;
      } else if (reading.take("limit")) {
        zone.speed_limit = Speed::knots(reading.number("a speed"));
        reading.take("kn");
      } else if (reading.take("longest")) {
        zone.longest_vessel = Distance::metres(reading.number("a length"));
        reading.take("m");
      } else {
        reading.fail("from_dwell, never, limit or longest");
      }
    }
  }

  // "wanted" mmsi 525000001 | call_sign "YBAA" | name "OCEAN STAR"
  void read_wanted(const Line& line) {
    Reading reading(line);
    model::WatchEntry entry;
    entry.label = reading.quoted("why it is wanted");
    if (reading.take("mmsi")) {
      entry.mmsi = reading.mmsi();
    } else if (reading.take("call_sign")) {
      entry.call_sign = reading.quoted("a call sign");
    } else if (reading.take("name")) {
      entry.name = reading.quoted("a name");
    } else {
      reading.fail("mmsi, call_sign or name");
    }
    reading.end();
    drawing_.wanted.push_back(entry);
  }

  // A 525000001 "OCEAN STAR" tanker 180 m [class_b] [call_sign "YBAA"] [station "hill"]
  void read_ship(const Line& line) {
    Reading reading(line);
    const Word& sign = reading.word("the vessel's letter");
    const char c = letter(sign, "a vessel's letter");
    if (c < 'A' || c > 'Z') {
      throw Problem{sign.place, "a vessel has a capital letter"};
    }
    Ship& ship = drawing_.ships[c];
    ship.mmsi = reading.mmsi();
    ship.name = reading.quoted("a name");
    const Word& type = reading.word("a type such as cargo");
    const auto known = std::ranges::find(kTypes, type.text, &Type::name);
    if (known == kTypes.end()) {
      throw Problem{type.place, "\"" + type.text + "\" is no type of vessel that is known here"};
    }
    ship.ship_type = known->ship_type;
    while (!reading.is_at_end()) {
      read_ships_detail(reading, ship);
    }
  }

  static void read_ships_detail(Reading& reading, Ship& ship) {
    if (reading.take("call_sign")) {
      ship.call_sign = reading.quoted("a call sign");
    } else if (reading.take("station")) {
      ship.station = reading.quoted("a station");
    } else if (const auto transponder = reading.maybe<model::Transponder>()) {
      ship.transponder = *transponder;
    } else {
      ship.length_m = reading.number("a length, call_sign, station or class_b");
      reading.take("m");
    }
  }

  // 12:00 A at a | 12:50-13:10 A silent | 12:05 A says "SART ACTIVE" | …
  void read_event(const Line& line) {
    Reading reading(line);
    Event event;
    event.place = reading.place();
    std::tie(event.from, event.to) = reading.times(drawing_.start);
    event.ship = ship_letter(reading.word("a vessel's letter"));
    event.deed =
        reading.one_of<Deed>("at, jumps, heard, says, status, renamed, silent, late, invents or brings");
    check_times(event.deed == Deed::silent || event.deed == Deed::late || event.deed == Deed::invents ||
                    event.deed == Deed::brings,
                event.from, event.to, event.place);
    switch (event.deed) {
      case Deed::jumps:
        reading.take("to");
        event.position = position(reading.word("a place"));
        break;
      case Deed::heard:
        reading.take("at");
        event.position = position(reading.word("a place"));
        break;
      case Deed::at:
        event.position = position(reading.word("a place"));
        break;
      case Deed::says:
      case Deed::renamed:
        event.text = reading.quoted("the words");
        break;
      case Deed::status:
        event.status = reading.one_of<model::NavigationStatus>("a navigation status such as at_anchor");
        break;
      case Deed::late:
        event.delay = Span::minutes(1) * reading.number("minutes");
        reading.take("min");
        break;
      case Deed::invents:
      case Deed::brings:
        event.vessels = static_cast<int>(reading.number("how many vessels"));
        reading.take("at");
        event.position = position(reading.word("a place"));
        break;
      case Deed::silent:
        break;
    }
    reading.end();
    drawing_.timeline.push_back(event);
  }

  // none | 12:35-12:45 rendezvous A B warning [grade]
  void read_expectation(const Line& line) {
    Reading reading(line);
    Expectation expected;
    expected.place = reading.place();
    if (none_at_.line != 0) {
      throw Problem{none_at_, "\"none\" stands alone"};
    }
    if (drawing_.expected.empty() && reading.take("none")) {
      none_at_ = expected.place;
      return reading.end();
    }
    std::tie(expected.not_before, expected.not_after) = reading.times(drawing_.start);
    const Word& rule = reading.word("a rule");
    if (detect::find_rule(rule.text) == nullptr) {
      throw Problem{rule.place, "there is no rule \"" + rule.text + "\""};
    }
    expected.rule = rule.text;
    std::optional<model::Severity> severity;
    while (!(severity = reading.maybe<model::Severity>())) {
      const Word& ship = reading.word("a vessel's letter or a severity");
      expected.vessels.insert(drawing_.ships.at(ship_letter(ship)).mmsi);
    }
    expected.severity = *severity;
    if (!reading.is_at_end()) {
      expected.grade = reading.word("a grade").text;
    }
    reading.end();
    drawing_.expected.push_back(expected);
  }

  char ship_letter(const Word& word) const {
    const char c = letter(word, "a vessel");
    if (!drawing_.ships.contains(c)) {
      throw Problem{word.place, "no vessel " + word.text + " in the legend"};
    }
    return c;
  }

  geo::Position position(const Word& word) const {
    const char c = letter(word, "a place");
    if (!drawing_.places.contains(c)) {
      throw Problem{word.place, "no place " + word.text + " on the chart"};
    }
    return drawing_.places.at(c);
  }

  // Finds places and the cells of zones on the chart.
  void survey() {
    if (drawing_.chart.empty()) {
      throw Problem{{}, "\"chart:\" is empty"};
    }
    std::map<char, std::vector<geo::Polygon>> cells;
    const std::size_t margin = margin_of(drawing_);
    for (std::size_t row = 0; row < drawing_.chart.size(); ++row) {
      const Line& line = drawing_.chart[row];
      if (line.text.find_first_not_of(' ') != margin) {
        throw Problem{{line.number, static_cast<int>(margin) + 1}, "the rows of a chart begin in one column"};
      }
      for (std::size_t column = margin; column < line.text.size(); ++column) {
        survey_cell(line, row, column, cells);
      }
    }
    for (auto& [sign, zone] : drawing_.zones) {
      if (!cells.contains(sign)) {
        throw Problem{{}, std::string("zone ") + sign + " of the legend is not on the chart"};
      }
      zone.area = geo::Area(std::move(cells[sign]));
    }
  }

  void survey_cell(const Line& line, std::size_t row, std::size_t column,
                   std::map<char, std::vector<geo::Polygon>>& cells) {
    const Place place{line.number, static_cast<int>(column) + 1};
    const auto cell_row = static_cast<int>(row), cell_column = static_cast<int>(column - margin_of(drawing_));
    const char sign = line.text[column];
    if (is_place_name(sign) &&
        !drawing_.places.emplace(sign, at_cell(drawing_, cell_row + 0.5, cell_column + 0.5)).second) {
      throw Problem{place, std::string("place ") + sign + " is on the chart twice"};
    }
    const char below = ground(line.text, column);
    if (below == kWater || below == kLand) {
      return;
    }
    if (!drawing_.zones.contains(below)) {
      throw Problem{place, std::string("the sign ") + below + " is not in the legend"};
    }
    cells[below].push_back(cell(drawing_, cell_row, cell_column));
  }

  Drawing drawing_;
  Place none_at_{0, 0};  // where it says that nothing is expected
};

}  // namespace

Drawing read_drawing(const std::string& page) {
  return Reader().read(page);
}

bool is_land(const Drawing& drawing, geo::Position position) {
  const geo::Offset offset = geo::LocalPlane(drawing.corner).to_plane(position);
  const double row = std::floor(-offset.north_m / drawing.cell_m);
  const double column = std::floor(offset.east_m / drawing.cell_m);
  if (row < 0 || column < 0 || row >= static_cast<double>(drawing.chart.size())) {
    return false;
  }
  const std::string& text = drawing.chart[static_cast<std::size_t>(row)].text;
  const std::size_t index = margin_of(drawing) + static_cast<std::size_t>(column);
  return index < text.size() && text[index] == kLand;
}

}  // namespace selat::scenario
