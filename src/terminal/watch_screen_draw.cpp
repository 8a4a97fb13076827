// How WatchScreen is drawn.
#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "terminal/alert_lines.h"
#include "terminal/picture_text.h"
#include "terminal/status_sections.h"
#include "terminal/watch_keys.h"
#include "terminal/watch_screen.h"
#include "text/measure.h"
#include "text/names.h"
#include "text/terminal.h"
#include "text/translate.h"

namespace selat::terminal {
namespace {

constexpr std::size_t kRowsForHints = 34;
constexpr std::size_t kMostNotesShown = 3;

// The hints that fit whole; two blanks stand between them.
std::string fitting_hints(std::string hints, std::size_t columns) {
  while (text::columns_of(hints) > columns) {
    const auto last = hints.rfind("  ");
    if (last == std::string::npos) {
      break;
    }
    hints.resize(last);
  }
  return hints;
}

constexpr std::string_view kBetweenCells = "  ";

// To where the last cell of a row begins; without padded cells 0.
std::size_t width_of_cells(std::string_view row) {
  const auto last = row.rfind(kBetweenCells);
  return last == std::string_view::npos ? 0 : text::columns_of(row.substr(0, last + kBetweenCells.size()));
}

// Where a table has no room, its cells follow one another.
std::string without_padding(std::string_view row) {
  std::string out;
  while (!row.empty()) {
    const auto cell = row.substr(0, row.find(kBetweenCells));
    out.append(out.empty() || cell.empty() ? "" : kBetweenCells).append(cell);
    row.remove_prefix(cell.size());
    row.remove_prefix(std::min(row.find_first_not_of(' '), row.size()));
  }
  return out;
}

}  // namespace

// A distress cannot be filtered out.
std::vector<const model::Alert*> WatchScreen::listed() const {
  std::vector<const model::Alert*> alerts = picture_.open_alerts();
  if (!filter_.empty()) {
    const PictureText text(picture_, options_.language);
    std::erase_if(alerts, [&](const model::Alert* alert) {
      return alert->anomaly.severity != model::Severity::distress && !is_match(*alert, text, filter_);
    });
  }
  return alerts;
}

const model::Alert* WatchScreen::first_match() const {
  const PictureText text(picture_, options_.language);
  const auto alerts = listed();
  const auto match = std::ranges::find_if(
      alerts, [&](const model::Alert* alert) { return is_match(*alert, text, filter_); });
  return match == alerts.end() ? nullptr : *match;
}

std::vector<std::string> WatchScreen::draw(const ScreenStyle& style, Now now) {
  Lines lines;
  Lines below = footer(style, now);
  const model::Alert* const opened = page_ == Page::alert ? picture_.alert(opened_) : nullptr;
  if (page_ == Page::help) {
    lines = page(style, now, help(style.columns));
  } else if (page_ == Page::system) {
    lines = page(style, now, system(style, now));
  } else if (opened != nullptr) {
    lines = page(
        style, now,
        page_of(*opened, PictureText(picture_, options_.language).alert_words(), style.columns, now.wall));
  } else {
    page_ = Page::list;
    const std::size_t wanted = 1 + std::max<std::size_t>(1, kLinesOfAlert * listed().size());
    lines = compose(
        picture_, options_.language, style, now, wanted,
        [&](std::size_t rows) { return list_section(rows, style.columns, now); }, std::move(below));
  }
  const model::Alert* const alert = chosen();
  shown_severity_ = alert == nullptr ? std::nullopt : std::optional(alert->anomaly.severity);
  std::vector<std::string> out;
  std::ranges::transform(lines, std::back_inserter(out),
                         [&](const Line& line) { return finished(line, style.columns, style.has_colour); });
  return out;
}

Lines WatchScreen::list_section(std::size_t rows, std::size_t columns, Now now) {
  const PictureText text(picture_, options_.language);
  const std::vector<const model::Alert*> alerts = listed();
  std::vector<std::uint64_t> ids;
  std::ranges::transform(alerts, std::back_inserter(ids), &model::Alert::id);
  const AlertList::Window window =
      list_.arrange(ids, (rows - std::min<std::size_t>(rows, 1)) / kLinesOfAlert);
  Lines lines = {list_title(window, alerts.size(), now)};
  for (std::size_t i = window.first; i < window.first + window.count; ++i) {
    append(lines, lines_in_list(*alerts[i], text, columns, now.wall, list_.selected() == alerts[i]->id));
  }
  if (alerts.empty() && !picture_.freshness(cop::Part::alerts).is_stale(now.steady)) {
    lines.push_back(
        {tell(filter_.empty() ? tr("no open alerts") : tr("no alert fits the filter")), Tone::green});
  }
  lines.resize(std::min(lines.size(), rows));
  return lines;
}

// "Alerts 4 to 9 of 40; 3 above, 31 below", with what the filter is and how old they are.
Line WatchScreen::list_title(AlertList::Window window, std::size_t listed, Now now) const {
  const std::string staleness =
      PictureText(picture_, options_.language).staleness(cop::Part::alerts, now.steady);
  std::string title = tell(tr("Alerts"));
  if (window.count < listed) {
    title +=
        " " + tell({tr("{first} to {last} of {n}"),
                    {{"first", window.first + 1}, {"last", window.first + window.count}, {"n", listed}}});
  }
  if (!staleness.empty()) {
    title += " (" + staleness + ")";
  }
  if (!filter_.empty()) {
    title += "  " +
             tell({tr("filter: {text} (a distress always stays)"), {{"text", text::for_terminal(filter_)}}});
  }
  return {title, staleness.empty() ? Tone::bold : Tone::red};
}

// The head, the body as far as it was scrolled, the footer.
Lines WatchScreen::page(const ScreenStyle& style, Now now, Lines body) {
  const PictureText text(picture_, options_.language);
  Lines below = footer(style, now);
  Lines lines = StatusSections(picture_, text, now).head(style.columns, style.rows < kSmallScreen);
  const std::size_t taken = lines.size() + below.size();
  const std::size_t room = style.rows - std::min(style.rows, taken);
  scrolled_ = std::min(scrolled_, body.size() - std::min(body.size(), std::max<std::size_t>(room, 1)));
  body.erase(body.begin(), body.begin() + static_cast<std::ptrdiff_t>(scrolled_));
  below_ = body.size() - std::min(body.size(), room);
  if ((below_ > 0 || scrolled_ > 0) && typing_ == Typing::nothing) {
    below.back().text = fitting_hints(
        tell({tr("{n} above, {m} below"), {{"n", scrolled_}, {"m", below_}}}) + "  " + below.back().text,
        style.columns);
  }
  body.resize(room);
  append(lines, std::move(body));
  append(lines, std::move(below));
  lines.resize(std::min(lines.size(), style.rows));
  return lines;
}

Lines WatchScreen::help(std::size_t columns) const {
  Lines lines;
  const auto add = [&](const std::string& text, std::size_t indent) {
    for (std::string& line : text::wrapped(text, columns, indent)) {
      lines.push_back({std::move(line)});
    }
  };
  for (const MessageId line : kWatchKeys) {
    add(tell(line), 4);
  }
  for (const std::string& hint : options_.hints) {
    add(hint, 4);
  }
  return lines;
}

// What stands beside the alerts, whole: rows too wide for the screen go on in the next line.
Lines WatchScreen::system(const ScreenStyle& style, Now now) const {
  constexpr std::size_t kIndent = 4;
  constexpr std::size_t kMostEvents = 1'000, kMostSilent = 100;
  const PictureText text(picture_, options_.language);
  const StatusSections sections(picture_, text, now);
  const std::size_t columns = style.columns;
  Lines lines;
  if (style.rows < kSmallScreen) {
    lines = sections.warnings(columns, false);  // above they stand in short
  }
  for (const Lines& section :
       {sections.silent(columns, kMostSilent), sections.sectors(false), sections.feeds(columns),
        sections.radars(), sections.processes(false), sections.events(kMostEvents)}) {
    const bool has_room = std::ranges::all_of(
        section, [columns](const Line& line) { return width_of_cells(line.text) <= columns; });
    for (const Line& line : section) {
      const std::string row = has_room ? line.text : without_padding(line.text);
      for (std::string& part : text::wrapped(row, columns, kIndent)) {
        lines.push_back({std::move(part), line.tone});
      }
    }
  }
  return lines;
}

Line WatchScreen::note_line(const Note& note, Now now) const {
  if (note.is_received) {
    return {tell({tr("received: {what}"), {{"what", note.what}}}), Tone::green};
  }
  if (!note.failure.empty()) {
    return {tell({tr("NOT DONE: {what}: {why}"), {{"what", note.what}, {"why", note.failure}}}), Tone::red};
  }
  return {
      tell({tr("sent, no answer yet ({span}): {what}"),
            {{"what", note.what}, {"span", text::duration(now.steady - note.sent_at, options_.language)}}}),
      Tone::yellow};
}

// What failed first, then the newest.
Lines WatchScreen::note_lines(std::size_t most, Now now) const {
  std::vector<const Note*> notes;
  for (const auto& [act, note] : notes_) {
    notes.insert(notes.begin(), &note);
  }
  std::ranges::stable_sort(notes, {}, [](const Note* note) { return note->failure.empty(); });
  notes.resize(std::min(notes.size(), most));
  Lines lines;
  std::ranges::transform(notes, std::back_inserter(lines),
                         [&](const Note* note) { return note_line(*note, now); });
  return lines;
}

std::string WatchScreen::prompt() const {
  const model::Alert* const alert = picture_.alert(typing_about_);
  const std::uint32_t number = alert == nullptr ? 0 : alert->number;
  switch (typing_) {
    case Typing::filter:
      return tell(tr("filter: ")) + text::for_terminal(filter_) + "_";
    case Typing::comment:
      return tell({tr("comment on #{number}: "), {{"number", number}}}) + text::for_terminal(typed_) + "_";
    case Typing::outcome:
      return tell(
          {tr("close #{number} as: 1 true, 2 false, 3 unclear, 4 could not be checked; Esc: leave it open"),
           {{"number", number}}});
    case Typing::remark:
      return tell({tr("#{number} {outcome}; remark, then Enter: "),
                   {{"number", number}, {"outcome", text::label(outcome_)}}}) +
             text::for_terminal(typed_) + "_";
    case Typing::end:
      return tell(tr("y: end the whole system; any other key: go on"));
    case Typing::nothing:
      break;
  }
  return key_hints();
}

std::string WatchScreen::key_hints() const {
  const std::string bell = is_muted_ ? tell(tr("BELL OFF")) + "  " : std::string();
  if (page_ == Page::system || page_ == Page::help) {
    return bell + tell(tr("Esc, q back  j/k scroll"));
  }
  if (page_ != Page::list && !options_.read_only_for.empty()) {
    return bell + tell(tr("Esc, q back  j/k scroll"));
  }
  if (page_ != Page::list) {
    return bell + tell(tr("Esc, q back  j/k scroll  a acknowledge  c comment  x close"));
  }
  if (!options_.read_only_for.empty()) {
    return bell + tell(tr("? help  q end  Enter open  s system  / filter  j/k select"));
  }
  return bell +
         tell(tr(
             "? help  q end  Enter open  s system  a acknowledge  / filter  c comment  x close  j/k select"));
}

// All of them on a tall screen; else those that are commands, one after another. The help has all.
Lines WatchScreen::hint_lines(const ScreenStyle& style, Now now) const {
  constexpr std::int64_t kShownForS = 8;
  Lines all, commands;
  for (const std::string& hint : options_.hints) {
    all.push_back({hint, Tone::dim});
    if (hint.starts_with(' ')) {
      commands.push_back({hint, Tone::dim});
    }
  }
  if (style.rows >= kRowsForHints) {
    return all;
  }
  if (style.rows < kSmallScreen || commands.empty()) {
    return {};
  }
  const auto turn = static_cast<std::size_t>(now.wall.in_unix_seconds() / kShownForS);
  const std::string hint = without_padding(commands[turn % commands.size()].text);
  Lines lines;
  for (std::string& line : text::wrapped(tell({tr("to try: {what}"), {{"what", hint}}}), style.columns, 2)) {
    lines.push_back({std::move(line), Tone::plain});
  }
  return lines;
}

// Hints, then what became of the last acts, then the line that is typed on.
Lines WatchScreen::footer(const ScreenStyle& style, Now now) const {
  Lines lines;
  if (page_ == Page::list) {
    lines = hint_lines(style, now);
  }
  if (!said_.empty()) {
    for (std::string& line : text::wrapped(said_, style.columns, 2)) {
      lines.push_back({std::move(line), Tone::yellow});
    }
  }
  append(lines, note_lines(style.rows < kRowsForHints ? 1 : kMostNotesShown, now));
  std::string typed = prompt();
  if (typing_ == Typing::outcome || typing_ == Typing::end) {  // a question, to be read whole
    for (std::string& line : text::wrapped(typed, style.columns, 2)) {
      lines.push_back({std::move(line), Tone::bold});
    }
    return lines;
  }
  if (typing_ == Typing::nothing) {
    typed = fitting_hints(std::move(typed), style.columns);
  } else {
    // The end of what is typed stays in sight.
    while (text::columns_of(typed) > std::max<std::size_t>(style.columns, 1)) {
      typed.erase(0, 1);
      while (!typed.empty() && (static_cast<unsigned char>(typed[0]) & 0xc0U) == 0x80) {
        typed.erase(0, 1);
      }
    }
  }
  lines.push_back({typed, typing_ == Typing::nothing ? Tone::dim : Tone::bold});
  return lines;
}

}  // namespace selat::terminal
