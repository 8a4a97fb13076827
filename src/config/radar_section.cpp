#include "config/radar_section.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace selat::config {
namespace {

// Id, name and place of a site that is named in public, where the settings do not say them.
void take_site(Draft& draft, const Vocabulary& known, const AddProblem& add_problem) {
  if (draft.radar_site.empty() || !known.radar_sites) {
    return;
  }
  const std::vector<KnownSite> sites = known.radar_sites(draft.settings.geodata);
  const auto site = std::ranges::find(sites, draft.radar_site, &KnownSite::id);
  if (site == sites.end()) {
    std::vector<std::string_view> ids;
    std::ranges::transform(sites, std::back_inserter(ids), &KnownSite::id);
    add_problem(
        "site", ProblemKind::unknown_name,
        LocalizedMessage(tr("there is no radar site '{word}'"), {{"word", draft.radar_site}}),
        LocalizedMessage(tr("known are {known}"), {{"known", fmt::format("{}", fmt::join(ids, ", "))}}));
    return;
  }
  draft.radar.name = draft.radar.name.empty() ? site->name : draft.radar.name;
  if (draft.latitude_deg) {
    return;
  }
  draft.latitude_deg = site->position.latitude_deg();
  draft.longitude_deg = site->position.longitude_deg();
  if (known.on_warning) {
    add_problem("site", ProblemKind::obstacle,
                LocalizedMessage(tr("is known to {n} m only"),
                                 {{"n", static_cast<std::int64_t>(site->doubt.in_metres())}}),
                tr("give latitude_deg and longitude_deg of the antenna"));
  }
}

// By what its reports are told from others.
void check_reports_of_radar(const model::Radar& radar, const Settings& settings, const Vocabulary& known,
                            const AddProblem& add_problem) {
  if (radar.feed.empty() && radar.sent_as.empty()) {
    add_problem("", ProblemKind::missing, tr("says by nothing which reports are its"),
                tr("give feed, or source, or both"));
    return;
  }
  const auto has_the_same = [&](const model::Radar& other) {
    return other.feed == radar.feed && other.sent_as == radar.sent_as;
  };
  if (std::ranges::any_of(settings.radars, has_the_same)) {
    add_problem(radar.sent_as.empty() ? "feed" : "source", ProblemKind::duplicate,
                tr("is that of another radar"), tr("give each radar the source that its reports have"));
  }
  const bool has_feed =
      std::ranges::find(settings.feeds, radar.feed, &FeedSettings::name) != settings.feeds.end();
  if (known.on_warning && !radar.feed.empty() && !has_feed) {
    add_problem("feed", ProblemKind::obstacle,
                LocalizedMessage(tr("there is no feed '{name}' in this file"), {{"name", radar.feed}}),
                tr("name one, or give it on the command line"));
  }
}

}  // namespace

void begin_radar(Draft& draft) {
  draft.radar = {};
  draft.radar_site.clear();
  draft.latitude_deg.reset();
  draft.longitude_deg.reset();
}

void finish_radar(Draft& draft, std::string_view, const Vocabulary& known, const AddProblem& add_problem) {
  model::Radar& radar = draft.radar;
  if (draft.latitude_deg.has_value() != draft.longitude_deg.has_value()) {
    add_problem(draft.latitude_deg ? "latitude_deg" : "longitude_deg", ProblemKind::missing,
                tr("stands alone"), tr("give latitude_deg and longitude_deg, or neither"));
  } else if (!draft.latitude_deg && draft.radar_site.empty()) {
    add_problem("", ProblemKind::missing, tr("stands nowhere"),
                tr("give latitude_deg and longitude_deg, or a site of geodata/radars.geojson"));
  }
  take_site(draft, known, add_problem);
  radar.position = geo::Position::degrees(draft.latitude_deg.value_or(0), draft.longitude_deg.value_or(0));
  if (radar.id.empty()) {
    radar.id = std::string_view(draft.radar_site);
  }
  if (radar.id.empty()) {
    add_problem("", ProblemKind::missing, tr("has no name"), tr("give id or site"));
  } else if (std::ranges::find(draft.settings.radars, radar.id, &model::Radar::id) !=
             draft.settings.radars.end()) {
    add_problem("id", ProblemKind::duplicate,
                LocalizedMessage(tr("there is another radar '{name}'"), {{"name", radar.id.view()}}),
                tr("give each radar an id of its own"));
  }
  if (radar.name.empty()) {
    radar.name = radar.id.view();
  }
  check_reports_of_radar(radar, draft.settings, known, add_problem);
  draft.settings.radars.push_back(radar);
}

}  // namespace selat::config
