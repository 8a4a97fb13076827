#include "terminal/radar_alignments.h"

#include <cmath>
#include <string>
#include <vector>

#include "text/measure.h"
#include "text/terminal.h"
#include "text/translate.h"

namespace selat::terminal {
namespace {

std::string with_sign(double value, int decimals, Language language) {
  return (std::signbit(value) ? "−" : "+") + text::number(std::abs(value), decimals, language);
}

std::string state_of(const model::RadarAlignment& radar, Language language) {
  return std::string(text::translate(!radar.is_used    ? tr("NOT USED")
                                     : !radar.is_known ? tr("radar", "few vessels yet")
                                                       : tr("radar", "aligned"),
                                     language));
}

Line row_of(const model::RadarAlignment& radar, const std::vector<Column>& columns, Language language) {
  const auto of = [&](double value, int decimals, const char* unit) {
    return radar.is_known ? with_sign(value, decimals, language) + unit : std::string("–");
  };
  return {cells(columns, {text::for_terminal(radar.radar), of(radar.range.in_metres(), 0, " m"),
                          of(radar.bearing.in_degrees(), 2, "°"), of(radar.time.in_seconds(), 1, " s"),
                          text::number(radar.false_plots, 0, language), state_of(radar, language)}),
          radar.is_used ? Tone::plain : Tone::red};
}

}  // namespace

Lines radar_alignments(const cop::OperationalPicture& picture, Language language) {
  const auto word = [language](MessageId id) { return std::string(text::translate(id, language)); };
  const std::vector<Column> columns = {
      {word(tr("column", "radar")), 16},        {word(tr("column", "range")), 9, true},
      {word(tr("column", "bearing")), 9, true}, {word(tr("column", "clock")), 9, true},
      {word(tr("column", "clutter")), 9, true}, {word(tr("column", "against AIS")), 0}};
  Lines lines;
  for (const auto& [name, process] : picture.processes()) {
    for (const model::RadarAlignment& radar : process.health.radars) {
      lines.push_back(row_of(radar, columns, language));
    }
  }
  if (!lines.empty()) {
    lines.insert(lines.begin(), {Line{word(tr("Radars")), Tone::bold}, titles_of(columns)});
  }
  return lines;
}

}  // namespace selat::terminal
