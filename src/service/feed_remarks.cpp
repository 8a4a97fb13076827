#include "service/feed_remarks.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <ranges>
#include <string>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace selat::service {
namespace {

std::int64_t whole_seconds(Span span) {
  return span.in_microseconds() / 1'000'000;
}

bool has_data_blocks(std::string_view uri) {
  return uri.find("format=asterix") != std::string_view::npos;
}

// "21, 240"
std::string categories_of(const radar::AsterixCounters& blocks) {
  std::string list;
  for (std::size_t category = 0; category < blocks.unknown_categories.size(); ++category) {
    if (blocks.unknown_categories[category] > 0) {
      list += (list.empty() ? "" : ", ") + std::to_string(category);
    }
  }
  return list;
}

}  // namespace

FeedUse use_of(std::string_view uri, std::uint64_t ais_sentences, const RadarCounts& radars) {
  if (has_data_blocks(uri)) {
    return FeedUse::data_blocks;
  }
  return ais_sentences == 0 && radars.lines.sentences > 0 ? FeedUse::radar_lines : FeedUse::ais;
}

LocalizedMessage nothing_usable(FeedUse use, const RadarCounts& radars, Span quiet_for) {
  const std::int64_t quiet_s = whole_seconds(quiet_for);
  switch (use) {
    case FeedUse::radar_lines:
      return {tr("lines arrive, but no target of a radar for {n} s"), {{"n", quiet_s}}};
    case FeedUse::data_blocks:
      return radars.blocks.records == 0 && radars.blocks.unknown_blocks() > 0
                 ? LocalizedMessage(tr("data blocks arrive, but only of category {list}, which nothing here "
                                       "reads"),
                                    {{"list", categories_of(radars.blocks)}})
                 : LocalizedMessage(tr("datagrams arrive, but no data block of a radar for {n} s"),
                                    {{"n", quiet_s}});
    case FeedUse::ais:
      break;
  }
  return {tr("lines arrive, but no AIS sentence for {n} s"), {{"n", quiet_s}}};
}

LocalizedMessage looks_of(feed::Likeness likeness, std::string_view uri) {
  if (!has_data_blocks(uri)) {
    return feed::told(likeness);
  }
  switch (likeness) {
    case feed::Likeness::asterix:
      return {};
    case feed::Likeness::ais:
    case feed::Likeness::nmea:
      return tr("it looks like lines of NMEA: leave out format=asterix");
    default:
      return feed::told(likeness);
  }
}

LocalizedMessage remark_on(const radar::RadarRemark& remark) {
  const auto words = [&](MessageId text, std::uint64_t n) {
    return LocalizedMessage(text, {{"radar", remark.radar.view()}, {"n", n}});
  };
  switch (remark.fault) {
    case radar::RadarFault::clock_behind:
      return words(tr("the clock of radar {radar} is {n} s behind; for its reports, the time of reception "
                      "counts"),
                   static_cast<std::uint64_t>(whole_seconds(remark.behind)));
    case radar::RadarFault::clock_ahead:
      return words(tr("the clock of radar {radar} is ahead; for its reports ({n} so far), the time of "
                      "reception counts"),
                   remark.reports);
    case radar::RadarFault::own_position_missing:
      return words(tr("nothing says where radar {radar} stands: {n} {n:report|reports} without a position; "
                      "[[radar]] in the settings can say it"),
                   remark.reports);
    case radar::RadarFault::heading_missing:
      return words(tr("bearings of radar {radar} are relative, and nothing says its heading: {n} "
                      "{n:report|reports} without a position; heading_deg of its [[radar]] can say it"),
                   remark.reports);
    case radar::RadarFault::repeats:
      return words(tr("radar {radar} sends scans again: {n} {n:report|reports} left out"), remark.reports);
  }
  return {};
}

LocalizedMessage remark_on(const radar::UndecidedRadar& radar) {
  const auto names = std::views::transform(radar.sources, &model::SourceName::view);
  return {tr("radars {list} come in this feed, and nothing says which of them is {radar}, so none is: give "
             "its [[radar]] the source, as in source = \"{first}\", and each other a [[radar]] of its own"),
          {{"list", fmt::format("{}", fmt::join(names, ", "))},
           {"radar", radar.id.view()},
           {"first", radar.sources.front().view()}}};
}

}  // namespace selat::service
