#include "terminal/screen.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <limits>

#include "cop/operational_picture.h"
#include "terminal/alert_lines.h"
#include "terminal/picture_text.h"
#include "terminal/status_sections.h"
#include "text/translate.h"

namespace selat::terminal {
namespace {

constexpr std::size_t kNoLimit = std::numeric_limits<std::size_t>::max();
constexpr std::size_t kEventsShown = 10;
constexpr std::size_t kSilentShown = 5;
constexpr std::size_t kFewestLinesOfSection = 2;  // its title and a line

// Of the lines below the head: the alerts take what they need, but leave two fifths to the rest.
std::size_t rows_of_alerts(std::size_t room, std::size_t wanted, std::size_t rows) {
  return rows < kSmallScreen ? room : std::min(wanted, room - room * 2 / 5);
}

// As much of the section as there is room for.
void append_within(Lines& lines, Lines section, std::size_t rows) {
  const std::size_t room = rows - std::min(rows, lines.size());
  if (room < std::min(section.size(), kFewestLinesOfSection)) {
    return;
  }
  section.resize(std::min(room, section.size()));
  append(lines, std::move(section));
}

// Sectors, feeds and processes, each whole where there is room beside the others, else in short; sectors
// first. Then events.
void append_status(Lines& lines, const StatusSections& sections, const ScreenStyle& style, std::size_t rows) {
  const std::size_t room = rows - std::min(rows, lines.size());
  const Lines feeds = sections.feeds(style.columns);
  const auto fit = [&](const Lines& its_sectors, const Lines& its_processes) {
    return its_sectors.size() + feeds.size() + its_processes.size() <= room;
  };
  const bool has_all_sectors = fit(sections.sectors(false), sections.processes(true));
  const Lines sectors = sections.sectors(!has_all_sectors);
  append_within(lines, sectors, rows);
  append_within(lines, sections.silent(style.columns, kSilentShown), rows);
  append_within(lines, feeds, rows);
  append_within(lines, sections.radars(), rows);
  append_within(lines, sections.processes(!fit(sectors, sections.processes(false))), rows);
  const std::size_t left = rows - std::min(rows, lines.size());
  if (left >= kFewestLinesOfSection) {
    append_within(lines, sections.events(std::min(kEventsShown, left - 1)), rows);
  }
}

Lines all_alerts(const cop::OperationalPicture& picture, const PictureText& text, const ScreenStyle& style,
                 Now now, std::size_t rows) {
  const Language language = text.language();
  const std::string staleness = text.staleness(cop::Part::alerts, now.steady);
  Lines lines = {{std::string(text::translate(tr("Alerts"), language)) +
                      (staleness.empty() ? "" : " (" + staleness + ")"),
                  staleness.empty() ? Tone::bold : Tone::red}};
  const auto open = picture.open_alerts();
  if (open.empty()) {
    if (staleness.empty()) {
      lines.push_back({std::string(text::translate(tr("no open alerts"), language)), Tone::green});
    }
    return lines;
  }
  const std::size_t fitting = (rows - std::min<std::size_t>(rows, 1)) / kLinesOfAlert;
  const bool fits = open.size() <= fitting;
  const std::size_t shown = fits ? open.size() : (rows - std::min<std::size_t>(rows, 2)) / kLinesOfAlert;
  for (std::size_t i = 0; i < shown; ++i) {
    append(lines, lines_in_list(*open[i], text, style.columns, now.wall, false));
  }
  if (!fits) {
    lines.push_back(
        {text::translate({tr("and {n} more"), {{"n", std::to_string(open.size() - shown)}}}, language),
         Tone::dim});
  }
  return lines;
}

}  // namespace

Lines compose(const cop::OperationalPicture& picture, Language language, const ScreenStyle& style, Now now,
              std::size_t wanted, const AlertSection& alerts, Lines footer) {
  const PictureText text(picture, language);
  const StatusSections sections(picture, text, now);
  if (style.rows > 0 && footer.size() > style.rows) {
    footer.erase(footer.begin(), footer.end() - static_cast<std::ptrdiff_t>(style.rows));
  }
  const std::size_t rows = style.rows == 0 ? kNoLimit : style.rows - footer.size();
  Lines lines = sections.head(style.columns, style.rows > 0 && style.rows < kSmallScreen);
  const std::size_t room = rows - std::min(rows, lines.size());
  append(lines, alerts(style.rows == 0 ? kNoLimit : rows_of_alerts(room, wanted, style.rows)));
  if (style.rows == 0 || style.rows >= kSmallScreen) {
    append_status(lines, sections, style, rows);
  }
  lines.resize(style.rows == 0 ? lines.size() : rows);  // the footer stands at the bottom
  append(lines, std::move(footer));
  return lines;
}

std::vector<std::string> draw(const cop::OperationalPicture& picture, Language language,
                              const ScreenStyle& style, Now now) {
  const PictureText text(picture, language);
  const std::size_t wanted = 1 + std::max<std::size_t>(1, kLinesOfAlert * picture.open_alerts().size());
  const Lines lines =
      compose(picture, language, style, now, wanted,
              [&](std::size_t rows) { return all_alerts(picture, text, style, now, rows); }, {});
  std::vector<std::string> out;
  std::ranges::transform(lines, std::back_inserter(out),
                         [&](const Line& line) { return finished(line, style.columns, style.has_colour); });
  return out;
}

}  // namespace selat::terminal
