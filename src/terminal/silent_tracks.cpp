#include "terminal/silent_tracks.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "text/measure.h"
#include "text/names.h"
#include "text/seen_by.h"
#include "text/terminal.h"
#include "text/translate.h"

namespace selat::terminal {
namespace {

// Columns of the screen that the last one needs.
constexpr std::size_t kColumnsForSeenBy = 100;

std::vector<Column> columns_in(Language language, bool has_seen_by) {
  const auto word = [language](MessageId id) { return std::string(text::translate(id, language)); };
  std::vector<Column> columns = {{word(tr("column", "vessel")), 22},
                                 {word(tr("column", "position")), 23},
                                 {word(tr("column", "course")), 6, true},
                                 {word(tr("column", "speed")), 10, true},
                                 {word(tr("column", "heard")), 14}};
  if (has_seen_by) {
    columns.push_back({word(tr("column", "seen by")), 0});
  }
  return columns;
}

// Its mark, or what it called itself when AIS still was heard.
std::string called(const model::Track& track, Language language) {
  if (model::is_without_ais(track)) {
    return text::translate({tr("{mark} (no AIS)"), {{"mark", text::track_mark(track.id)}}}, language);
  }
  const std::string name = track.vessel.name ? text::for_terminal(track.vessel.name->view()) : std::string();
  return name.empty() ? std::to_string(track.vessel.mmsi.number()) : name;
}

Line row_of(const model::Track& track, const std::vector<Column>& columns, Language language, Instant now) {
  return {cells(columns, {called(track, language), text::position(track.position, language),
                          track.cog ? text::bearing(*track.cog) : "–",
                          track.sog ? text::speed(*track.sog, language) : "–",
                          text::age(track.last_at, now, language), text::seen_by(track, language)}),
          track.state == model::TrackState::lost ? Tone::dim : Tone::plain};
}

}  // namespace

Lines silent_tracks(const cop::OperationalPicture& picture, Language language, Now now,
                    std::size_t columns_shown, std::size_t most) {
  const auto tracks = picture.silent_tracks();
  if (tracks.empty()) {
    return {};
  }
  const bool has_seen_by = columns_shown >= kColumnsForSeenBy;
  const std::vector<Column> columns = columns_in(language, has_seen_by);
  Lines lines = {{std::string(text::translate(tr("Silent on AIS"), language)), Tone::bold},
                 titles_of(columns)};
  const std::size_t shown = std::min(most, tracks.size());
  for (std::size_t i = 0; i < shown; ++i) {
    lines.push_back(row_of(*tracks[i], columns, language, now.wall));
    if (!has_seen_by) {
      lines.push_back({"  " + text::translate({tr("seen by {sensors}"),
                                               {{"sensors", text::seen_by(*tracks[i], language)}}},
                                              language),
                       Tone::dim});
    }
  }
  if (tracks.size() > shown) {
    lines.push_back({text::translate(
        {tr("and {n} more (selat vessels --without-ais)"), {{"n", tracks.size() - shown}}}, language)});
  }
  return lines;
}

}  // namespace selat::terminal
