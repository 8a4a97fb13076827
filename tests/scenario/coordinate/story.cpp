#include "story.h"

#include <tuple>
#include <utility>

namespace selat::scenario {

namespace {

class Reader {
 public:
  Story read(const std::string& page) {
    const auto sections = sections_of(page);
    check_headings(
        sections, {"title", "why", "start", "control points", "sectors", "travel", "timeline", "expect"}, {});
    story_.title = only_line(sections, "title").text;
    story_.start = read_start(only_line(sections, "start"));
    story_.settings.timing.answer_within = Span::seconds(10);  // people in stories are quick
    each_line(sections, "control points", [this](const Line& line) { read_control_point(line); });
    each_line(sections, "sectors", [this](const Line& line) { read_sector(line); });
    each_line(sections, "travel", [this](const Line& line) { read_travel(line); });
    settings().travel = plan::TravelTable(settings().sectors.size(), settings().control_points.size(), rows_);
    each_line(sections, "timeline", [this](const Line& line) { read_step(line); });
    each_line(sections, "expect", [this](const Line& line) { read_claim(line); });
    if (story_.claims.empty()) {
      throw Problem{{}, "\"expect:\" is empty"};
    }
    return std::move(story_);
  }

 private:
  coordinate::CoordinatorSettings& settings() { return story_.settings; }

  // belawan idn [by_hand]
  void read_control_point(const Line& line) {
    Reading reading(line);
    model::ControlPoint control_point;
    control_point.id = std::string_view(reading.word("a name").text);
    control_point.nation = reading.one_of<model::Nation>("a nation such as idn");
    settings().control_points.push_back(control_point);
    story_.by_hand.push_back(reading.take("by_hand"));
    reading.end();
  }

  // S01 idn mys: the nations that may patrol it
  void read_sector(const Line& line) {
    Reading reading(line);
    model::Sector sector;
    sector.id = std::string_view(reading.word("a sector").text);
    while (!reading.is_at_end()) {
      const auto nation = reading.one_of<model::Nation>("a nation such as idn");
      sector.permits[static_cast<std::size_t>(nation)] = model::Permit::full;
    }
    settings().sectors.push_back(sector);
  }

  // belawan S01 1.5 h
  void read_travel(const Line& line) {
    Reading reading(line);
    plan::TravelRow row;
    row.control_point = control_point(reading.word("a control point"));
    row.sector = sector(reading.word("a sector"));
    row.time = Span::hours(1) * reading.number("hours");
    reading.take("h");
    reading.end();
    rows_.push_back(row);
  }

  // 12:00 belawan joins | 12:10-12:30 belawan silent | 12:05 lumut declines S01 weather
  void read_step(const Line& line) {
    Reading reading(line);
    Step step;
    step.place = reading.place();
    std::tie(step.from, step.to) = reading.times(story_.start);
    step.control_point = control_point(reading.word("a control point"));
    step.act = reading.one_of<Act>("joins, leaves, killed, silent, accepts or declines");
    check_times(step.act == Act::silent, step.from, step.to, step.place);
    if (step.act == Act::accepts || step.act == Act::declines) {
      step.sector = settings().sectors[sector(reading.word("a sector"))].id;
    }
    if (step.act == Act::declines) {
      step.code = reading.one_of<model::DeclineCode>("a reason such as weather");
    }
    reading.end();
    story_.timeline.push_back(step);
  }

  // 12:01-12:10 S01 belawan | 12:11 S01 nobody | 12:12 S01 offered lumut
  void read_claim(const Line& line) {
    Reading reading(line);
    Claim claim;
    claim.place = reading.place();
    std::tie(claim.from, claim.to) = reading.times(story_.start);
    claim.sector = settings().sectors[sector(reading.word("a sector"))].id;
    claim.is_offered = reading.take("offered");
    if (claim.is_offered || !reading.take("nobody")) {
      claim.who = settings().control_points[control_point(reading.word("a control point or nobody"))].id;
    }
    reading.end();
    story_.claims.push_back(claim);
  }

  std::size_t control_point(const Word& word) {
    return index(settings().control_points, word, "no control point ");
  }
  std::size_t sector(const Word& word) { return index(settings().sectors, word, "no sector "); }

  template <typename List>
  static std::size_t index(const List& list, const Word& word, const std::string& none) {
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (list[i].id.view() == word.text) {
        return i;
      }
    }
    throw Problem{word.place, none + word.text + " was named above"};
  }

  Story story_;
  std::vector<plan::TravelRow> rows_;
};

}  // namespace

Story read_story(const std::string& page) {
  return Reader().read(page);
}

}  // namespace selat::scenario
