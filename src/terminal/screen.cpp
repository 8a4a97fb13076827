#include "terminal/screen.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>
#include <utility>
#include <variant>

#include "cop/operational_picture.h"
#include "terminal/health_text.h"
#include "terminal/picture_text.h"
#include "text/measure.h"
#include "text/names.h"
#include "text/terminal.h"
#include "text/translate.h"
#include "text/why.h"

namespace selat::terminal {
namespace {

// SGR parameters of ECMA-48.
constexpr std::string_view kBold = "1", kDim = "2", kRed = "1;31", kYellow = "33", kGreen = "32",
                           kReverse = "7";

constexpr std::size_t kFewestAlertLines = 3;
constexpr std::size_t kSectorTableFromRows = 45;
constexpr std::size_t kProcessTableFromRows = 32;
constexpr std::size_t kStateOfAlertFromColumns = 60;

struct Column {
  std::string title;
  std::size_t width;
  bool is_right = false;
};

class Drawing {
 public:
  Drawing(const cop::OperationalPicture& picture, Language language, const ScreenStyle& style, Now now)
      : picture_(picture), text_(picture, language), language_(language), style_(style), now_(now) {}

  std::vector<std::string> lines() {
    head();
    processes();
    feeds();
    if (style_.rows == 0 || style_.rows >= kSectorTableFromRows) {
      sector_table();
    } else {
      sectors_by_holder();
    }
    alerts();
    events();
    if (style_.rows > 0 && lines_.size() > style_.rows) {
      lines_.resize(style_.rows);
    }
    return std::move(lines_);
  }

 private:
  [[nodiscard]] std::string_view word(MessageId key) const { return text::translate(key, language_); }
  [[nodiscard]] std::string colour(std::string_view words, std::string_view how) const {
    return style_.has_colour && !how.empty()
               ? "\x1b[" + std::string(how) + "m" + std::string(words) + "\x1b[0m"
               : std::string(words);
  }
  void line(std::string_view words, std::string_view how = {}) {
    lines_.push_back(colour(text::cut(words, style_.columns), how));
  }
  void title(MessageId key) {
    if (style_.rows == 0 || style_.rows >= 40) {
      lines_.emplace_back();
    }
    line(word(key), kBold);
  }

  // Cells of fixed width; the last one takes the remaining width.
  [[nodiscard]] std::string cells(const std::vector<Column>& columns,
                                  const std::vector<std::string>& values) const {
    std::string out;
    for (std::size_t i = 0; i < columns.size() && i < values.size(); ++i) {
      if (i > 0) {
        out += ' ';
      }
      if (i + 1 == columns.size()) {
        out += values[i];
      } else {
        out += columns[i].is_right ? text::fitted_right(values[i], columns[i].width)
                                   : text::fitted(values[i], columns[i].width);
      }
    }
    return out;
  }
  void header(const std::vector<Column>& columns) {
    std::vector<std::string> titles;
    titles.reserve(columns.size());
    for (const Column& column : columns) {
      titles.push_back(column.title);
    }
    line(cells(columns, titles), kDim);
  }

  void head() {
    const auto utc = text::time_of_day(now_.wall).substr(0, 8);
    const auto local = [&](int hours) {
      return text::time_of_day(now_.wall + Span::hours(hours)).substr(0, 5);
    };
    const std::string sums =
        text::translate({tr("{tracks} tracks, {alerts} open alerts, {held} of {sectors} sectors held"),
                         {{"tracks", std::to_string(picture_.live_tracks())},
                          {"alerts", std::to_string(picture_.open_alerts().size())},
                          {"held", std::to_string(picture_.sectors_held())},
                          {"sectors", std::to_string(picture_.sectors().size())}}},
                        language_);
    const std::string times = "Selat  " + utc + " UTC  (WIB " + local(7) + ", MYT/SGT " + local(8) + ")";
    if (text::columns_of(times) + 2 + text::columns_of(sums) <= style_.columns) {
      line(times + "  " + sums, kReverse);
    } else {
      line(times, kReverse);
      line(sums, kReverse);
    }
    const auto missing = picture_.missing(now_.steady);
    if (!missing.empty()) {
      std::string names;
      for (const std::string& name : missing) {
        names += (names.empty() ? "" : ", ") + text::for_terminal(name);
      }
      line(text::translate({tr("not heard: {names}"), {{"names", names}}}, language_), kRed);
    }
  }

  // A table; on a small terminal a count, and only those that do not run as they should.
  void processes() {
    title(tr("Processes"));
    const std::vector<Column> columns = {
        {std::string(word(tr("process"))), 22},       {std::string(word(tr("state"))), 16},
        {std::string(word(tr("CPU"))), 6, true},      {std::string(word(tr("memory"))), 8, true},
        {std::string(word(tr("restarts"))), 8, true}, {std::string(word(tr("missing"))), 0}};
    const bool is_small = style_.rows > 0 && style_.rows < kProcessTableFromRows;
    std::size_t running = 0;
    if (!is_small) {
      header(columns);
    }
    for (const auto& [name, process] : picture_.processes()) {
      const bool is_silent = process.is_silent(now_.steady);
      const auto* const child = picture_.child(name);
      std::string missing;
      for (const std::string& what : missing_of(process.health, language_)) {
        missing += (missing.empty() ? "" : "; ") + what;
      }
      const std::string row =
          cells(columns,
                {text::for_terminal(name), std::string(word(state_of(process, is_silent))),
                 text::number(process.cpu_share * 100, 0, language_) + " %",
                 text::number(static_cast<double>(process.health.resident_bytes) / 1e6, 0, language_) + " MB",
                 child != nullptr ? std::to_string(child->restarts) : "", missing});
      const bool is_degraded = process.health.state == model::ProcessState::degraded;
      const bool is_running = !is_silent && process.health.state == model::ProcessState::running;
      running += is_running ? 1 : 0;
      if (!is_small || !is_running) {
        line(row, is_silent || is_degraded ? kRed : std::string_view());
      }
    }
    if (is_small) {
      line(text::translate({tr("{n} running"), {{"n", std::to_string(running)}}}, language_));
    }
  }
  static MessageId state_of(const cop::ProcessNow& process, bool is_silent) {
    if (is_silent) {
      return tr("NOT HEARD");
    }
    switch (process.health.state) {
      case model::ProcessState::running:
        return tr("running");
      case model::ProcessState::waiting:
        return tr("waiting");
      case model::ProcessState::degraded:
        return tr("DEGRADED");
      case model::ProcessState::stopping:
        return tr("stopping");
      case model::ProcessState::starting:
        break;
    }
    return tr("starting");
  }

  void feeds() {
    title(tr("Feeds"));
    const std::vector<Column> columns = {{std::string(word(tr("feed"))), 16},
                                         {std::string(word(tr("state"))), 12},
                                         {std::string(word(tr("per second"))), 10, true},
                                         {std::string(word(tr("sentences"))), 11, true},
                                         {std::string(word(tr("reports"))), 11, true},
                                         {std::string(word(tr("duplicates"))), 10, true},
                                         {std::string(word(tr("problems"))), 0}};
    header(columns);
    for (const cop::FeedNow& feed : picture_.feeds()) {
      const bool is_well =
          feed.health.state == model::FeedState::receiving || feed.health.state == model::FeedState::finished;
      line(cells(columns,
                 {text::for_terminal(feed.health.name), std::string(word(phrase_of(feed.health.state))),
                  text::number(feed.sentences_per_s, 0, language_), std::to_string(feed.health.sentences),
                  std::to_string(feed.health.reports), std::to_string(feed.health.duplicates),
                  problems_of(feed.health)}),
           is_well ? std::string_view() : kYellow);
    }
  }
  // The reason of the last failure, then problems and losses by kind, the most frequent first.
  [[nodiscard]] std::string problems_of(const model::FeedHealth& health) const {
    using enum model::FeedCount;
    std::vector<std::pair<std::uint64_t, std::string>> kinds;
    for (const model::NamedCount& problem : health.problems) {
      if (problem.count > 0) {
        kinds.emplace_back(problem.count, problem.name);
      }
    }
    for (const auto lost : {unrecognised_lines, overlong_lines, refused_senders, kernel_drops}) {
      if (health.transport[lost] > 0) {
        kinds.emplace_back(health.transport[lost], name_of(lost));
      }
    }
    std::ranges::sort(kinds, std::greater<>());
    std::string out = reason_of(health, language_);
    for (const auto& [count, name] : kinds) {
      out += (out.empty() ? "" : ", ") + std::to_string(count) + " " + problem_word(name, language_);
    }
    return out;
  }

  [[nodiscard]] std::string lease_of(const model::Assignment& assignment) const {
    if (!assignment.expires_at) {
      return {};
    }
    const double left_s = std::max(0.0, (*assignment.expires_at - now_.wall).in_seconds());
    return text::duration(Span::seconds(std::floor(left_s)), language_);
  }

  void sector_table() {
    title(tr("Sectors"));
    const std::vector<Column> columns = {
        {std::string(word(tr("sector"))), 30},       {std::string(word(tr("state"))), 16},
        {std::string(word(tr("held by"))), 10},      {std::string(word(tr("lease"))), 9, true},
        {std::string(word(tr("vessels"))), 7, true}, {std::string(word(tr("why"))), 0}};
    header(columns);
    for (const model::SectorRow& sector : picture_.sectors()) {
      const model::Assignment& a = sector.assignment;
      const std::string_view how = a.state == model::SectorState::held      ? std::string_view()
                                   : a.state == model::SectorState::unowned ? kRed
                                                                            : kYellow;
      line(cells(columns, {text::for_terminal(text_.sector_name(a.sector.view())),
                           std::string(text::name(a.state, language_)), text::for_terminal(a.holder.view()),
                           lease_of(a), std::to_string(sector.vessels), text_.why(a)}),
           how);
    }
  }

  // One line a control point, for small terminals: its sectors and the shortest of their leases.
  void sectors_by_holder() {
    title(tr("Sectors"));
    std::map<std::pair<bool, std::string>, std::vector<const model::Assignment*>> by_holder;
    for (const model::ControlPointStatus& point : picture_.control_points()) {
      by_holder[{false, std::string(point.control_point.id.view())}];
    }
    for (const model::SectorRow& sector : picture_.sectors()) {
      const bool is_covered = !sector.assignment.holder.empty();
      by_holder[{!is_covered, std::string(sector.assignment.holder.view())}].push_back(&sector.assignment);
    }
    for (const auto& [key, assignments] : by_holder) {
      const auto& [is_uncovered, holder] = key;
      std::string row =
          text::fitted(is_uncovered ? std::string(word(tr("UNCOVERED"))) : text::for_terminal(holder), 14);
      std::optional<Instant> first_end;
      for (const model::Assignment* a : assignments) {
        const bool is_held = a->state == model::SectorState::held;
        row += " " + text::for_terminal(a->sector.view()) + (is_held || is_uncovered ? "" : "?");
        if (is_held && a->expires_at && (!first_end || *a->expires_at < *first_end)) {
          first_end = a->expires_at;
        }
      }
      if (first_end) {
        model::Assignment shortest;
        shortest.expires_at = first_end;
        row += "  (" + std::string(word(tr("lease"))) + " " + lease_of(shortest) + ")";
      }
      line(row, is_uncovered ? kRed : std::string_view());
    }
  }

  static std::string_view colour_of(model::Severity severity) {
    switch (severity) {
      case model::Severity::distress:
      case model::Severity::alarm:
        return kRed;
      case model::Severity::warning:
        return kYellow;
      default:
        return {};
    }
  }

  [[nodiscard]] std::size_t lines_left(std::size_t wanted_later) const {
    if (style_.rows == 0) {
      return 1'000'000;
    }
    const std::size_t used = lines_.size() + wanted_later;
    return std::max(kFewestAlertLines, style_.rows > used ? style_.rows - used : 0);
  }

  void alerts() {
    title(tr("Alerts"));
    const auto open = picture_.open_alerts();
    if (open.empty()) {
      line(word(tr("no open alerts")), kGreen);
      return;
    }
    const std::size_t for_events =
        style_.events == 0 ? 0 : std::min(style_.events, picture_.events().size()) + 2;
    const std::size_t room = lines_left(std::min<std::size_t>(for_events, style_.rows / 4));
    const std::size_t shown = open.size() <= room ? open.size() : room - 1;
    // On a narrow terminal the reason matters more than age and state.
    const bool is_narrow = style_.columns < kStateOfAlertFromColumns;
    const std::vector<Column> columns =
        is_narrow ? std::vector<Column>{{"", 11}, {"", 0}}
                  : std::vector<Column>{{"", 11}, {"", style_.columns >= 100 ? 19U : 13U}, {"", 8}, {"", 0}};
    for (std::size_t i = 0; i < shown; ++i) {
      const model::Alert& alert = *open[i];
      const std::string age = text::duration(std::max(Span(), now_.wall - alert.raised_at), language_);
      const std::string severity(text::name(alert.anomaly.severity, language_));
      const std::string state(text::name(alert.state, language_));
      line(is_narrow ? cells(columns, {severity, text_.why(alert)})
                     : cells(columns, {severity, state, age, text_.why(alert)}),
           colour_of(alert.anomaly.severity));
    }
    if (shown < open.size()) {
      line(text::translate({tr("and {n} more"), {{"n", std::to_string(open.size() - shown)}}}, language_),
           kDim);
    }
  }

  void events() {
    const std::size_t room =
        style_.rows == 0 ? style_.events : style_.rows - std::min(style_.rows, lines_.size());
    if (style_.events == 0 || room < 3) {
      return;
    }
    title(tr("Recent events"));
    const std::size_t left = style_.rows == 0 ? style_.events : style_.rows - lines_.size();
    const std::size_t shown = std::min({style_.events, left, picture_.events().size()});
    for (std::size_t i = picture_.events().size() - shown; i < picture_.events().size(); ++i) {
      const cop::Event& event = picture_.events()[i];
      const auto* const raised = std::get_if<cop::AlertRaised>(&event.what);
      line(text::time_of_day(event.at) + "  " + text_.line_of(event),
           raised != nullptr ? colour_of(raised->alert.anomaly.severity) : std::string_view());
    }
  }

  const cop::OperationalPicture& picture_;
  PictureText text_;
  Language language_;
  const ScreenStyle& style_;
  Now now_;
  std::vector<std::string> lines_;
};

}  // namespace

std::vector<std::string> draw(const cop::OperationalPicture& picture, Language language,
                              const ScreenStyle& style, Now now) {
  return Drawing(picture, language, style, now).lines();
}

}  // namespace selat::terminal
