#include <algorithm>
#include <charconv>
#include <sstream>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "config/box_text.h"
#include "config/radar_section.h"
#include "config/settings_schema.h"

namespace selat::config {
namespace {

void nothing(Draft&) {}
void no_check(Draft&, std::string_view, const Vocabulary&, const AddProblem&) {}

void report(const std::optional<RowProblem>& problem, const AddProblem& add_problem,
            ProblemKind kind = ProblemKind::conflict) {
  if (problem) {
    add_problem(problem->key, kind, problem->found, problem->expected);
  }
}

void finish_program(Draft& draft, std::string_view, const Vocabulary& known, const AddProblem& add_problem) {
  if (known.geodata_problem && !draft.settings.geodata.empty()) {
    report(known.geodata_problem(draft.settings.geodata), add_problem);
  }
}

void finish_bus(Draft& draft, std::string_view, const Vocabulary& known, const AddProblem& add_problem) {
  if (known.keys_problem && !draft.settings.bus.keys.empty()) {
    report(known.keys_problem(draft.settings.bus.keys), add_problem);
  }
}

void begin_remote(Draft& draft) {
  draft.remote = {};
}
void finish_remote(Draft& draft, std::string_view name, const Vocabulary& known,
                   const AddProblem& add_problem) {
  if (known.process_problem) {
    report(known.process_problem(name), add_problem);
  }
  const BusSettings::Remote& remote = draft.remote;
  if (known.remote_problem && !remote.publish.empty() && !remote.request.empty()) {
    report(known.remote_problem(remote, !draft.settings.bus.keys.empty()), add_problem);
  }
  if (known.remote_place_problem && !remote.publish.empty() && !remote.request.empty()) {
    report(known.remote_place_problem(name, remote, draft.settings), add_problem, ProblemKind::duplicate);
  }
  draft.settings.bus.remote.insert_or_assign(std::string(name), remote);
}

// Read once, when they are first needed.
const std::vector<std::string>& known_control_points(Draft& draft, const Vocabulary& known) {
  if (!draft.known_control_points) {
    draft.known_control_points =
        known.control_points ? known.control_points(draft.settings.geodata) : std::vector<std::string>();
  }
  return *draft.known_control_points;
}

void check_control_point(std::string_view id, std::string_view key, const std::vector<std::string>& ids,
                         const AddProblem& add_problem) {
  if (!id.empty() && !ids.empty() && std::ranges::find(ids, id) == ids.end()) {
    add_problem(
        key, ProblemKind::unknown_name,
        LocalizedMessage(tr("there is no control point '{word}'"), {{"word", id}}),
        LocalizedMessage(tr("known are {known}"), {{"known", fmt::format("{}", fmt::join(ids, ", "))}}));
  }
}

// A control point is no key, and the key of one speaks for no other.
void check_key_name(std::string_view name, std::string_view speaks_for, const Vocabulary& known,
                    const std::vector<std::string>& speakers, const AddProblem& add_problem) {
  const auto own = known.speaker_of ? known.speaker_of(name) : std::nullopt;
  if (own) {
    check_control_point(*own, "", speakers, add_problem);
  } else if (std::ranges::find(speakers, name) != speakers.end()) {
    add_problem("", ProblemKind::unknown_name, tr("is a control point, and no key has its name"),
                {tr("write [bus.peer.\"control-point.{name}\"]"), {{"name", name}}});
  }
  if (own && !speaks_for.empty() && speaks_for != *own) {
    add_problem("orders_from", ProblemKind::conflict,
                {tr("lets the key of {name} speak for {other}"), {{"name", *own}, {"other", speaks_for}}},
                tr("leave it out, or make a key of another name"));
  }
}

void begin_peer(Draft& draft) {
  draft.peer = {};
}
void finish_peer(Draft& draft, std::string_view name, const Vocabulary& known,
                 const AddProblem& add_problem) {
  if (auto fault = known.key_name_fault ? known.key_name_fault(name) : std::nullopt) {
    add_problem("", ProblemKind::out_of_range, *std::move(fault), tr("name it as the file of its key"));
  }
  for (const std::string& topic : draft.peer.topics.value_or(std::vector<std::string>())) {
    if (!known.topics.empty() && std::ranges::find(known.topics, topic) == known.topics.end()) {
      add_problem("topics", ProblemKind::unknown_name,
                  LocalizedMessage(tr("there is no topic '{topic}'"), {{"topic", topic}}),
                  LocalizedMessage(tr("known are {known}"),
                                   {{"known", fmt::format("{}", fmt::join(known.topics, ", "))}}));
    }
  }
  std::vector<std::string> speakers = known_control_points(draft, known);
  if (!speakers.empty()) {
    speakers.insert(speakers.end(), known.further_speakers.begin(), known.further_speakers.end());
  }
  check_control_point(draft.peer.orders_from, "orders_from", speakers, add_problem);
  check_key_name(name, draft.peer.orders_from, known, speakers, add_problem);
  if (known.peer_obstacle && !draft.settings.bus.keys.empty()) {
    report(known.peer_obstacle(name, draft.settings.bus.keys), add_problem, ProblemKind::obstacle);
  }
  draft.settings.bus.peers.insert_or_assign(std::string(name), draft.peer);
}

void begin_feed(Draft& draft) {
  draft.feed = {};
  draft.latitude_deg.reset();
  draft.longitude_deg.reset();
}

// What is wrong with the URI first: where it goes is asked of one that can be understood.
void check_uri(const FeedSettings& feed, const Settings& others, const Vocabulary& known,
               const AddProblem& add_problem) {
  if (feed.uri.empty()) {
    return;
  }
  auto fault = known.feed_fault ? known.feed_fault(feed.uri) : std::nullopt;
  if (fault) {
    add_problem("uri", ProblemKind::out_of_range, *std::move(fault),
                tr("'selat ingest --help' shows every kind of feed with its options"));
    return;
  }
  if (const auto problem = known.feed_problem ? known.feed_problem(feed) : std::nullopt) {
    return report(problem, add_problem);
  }
  if (known.feed_place_problem) {
    report(known.feed_place_problem(feed, others), add_problem, ProblemKind::duplicate);
  }
  if (known.feed_obstacle) {
    report(known.feed_obstacle(feed), add_problem, ProblemKind::obstacle);
  }
  if (known.feed_place_obstacle) {
    report(known.feed_place_obstacle(feed, others), add_problem, ProblemKind::obstacle);
  }
}

void finish_feed(Draft& draft, std::string_view, const Vocabulary& known, const AddProblem& add_problem) {
  FeedSettings& feed = draft.feed;
  check_uri(feed, draft.settings, known, add_problem);
  if (draft.latitude_deg.has_value() != draft.longitude_deg.has_value()) {
    add_problem(draft.latitude_deg ? "latitude_deg" : "longitude_deg", ProblemKind::missing,
                tr("stands alone"), tr("give latitude_deg and longitude_deg, or neither"));
  } else if (draft.latitude_deg) {
    feed.station = geo::Position::degrees(*draft.latitude_deg, *draft.longitude_deg);
  }
  if (!feed.name.empty() &&
      std::ranges::find(draft.settings.feeds, feed.name, &FeedSettings::name) != draft.settings.feeds.end()) {
    add_problem("name", ProblemKind::duplicate,
                LocalizedMessage(tr("there is another feed '{name}'"), {{"name", feed.name}}),
                tr("give each feed a name of its own"));
  }
  if (feed.source.empty()) {
    feed.source = feed.name;
  }
  draft.settings.feeds.push_back(feed);
}

void begin_output(Draft& draft) {
  draft.output = {};
  draft.types.clear();
  draft.mmsis.clear();
  draft.area.clear();
}

// What may stand only beside some formats.
void check_format(const Draft& draft, const AddProblem& add_problem) {
  const bool is_nmea = draft.output.format == OutputSettings::Format::nmea;
  if (draft.output.has_tag_blocks && !is_nmea) {
    add_problem("tag_blocks", ProblemKind::conflict, tr("goes with format = \"nmea\" only"),
                tr("leave it out"));
  }
  if (!draft.types.empty() && draft.output.format == OutputSettings::Format::alerts) {
    add_problem("types", ProblemKind::conflict, tr("does not go with alerts, which have no message type"),
                tr("leave it out"));
  }
}

// The numbers of a list with blanks between.
template <typename Number>
void read_numbers(const std::string& list, Number least, Number most, std::size_t digits,
                  std::string_view key, std::vector<Number>& into, const AddProblem& add_problem) {
  std::istringstream words(list);
  for (std::string word; words >> word;) {
    unsigned number = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (error != std::errc() || end != word.data() + word.size() || number < least || number > most ||
        (digits > 0 && word.size() != digits)) {
      add_problem(key, ProblemKind::out_of_range,
                  LocalizedMessage(tr("'{word}' is none of those numbers"), {{"word", word}}),
                  digits > 0 ? LocalizedMessage(tr("give MMSIs of nine digits"))
                             : LocalizedMessage(tr("give numbers from 1 to 27")));
      return;
    }
    into.push_back(static_cast<Number>(number));
  }
}

void finish_output(Draft& draft, std::string_view, const Vocabulary& known, const AddProblem& add_problem) {
  OutputSettings& output = draft.output;
  auto& all = draft.settings.outputs;
  if (!output.name.empty() && std::ranges::find(all, output.name, &OutputSettings::name) != all.end()) {
    add_problem("name", ProblemKind::duplicate,
                LocalizedMessage(tr("there is another output '{name}'"), {{"name", output.name}}),
                tr("give each output a name of its own"));
  }
  check_format(draft, add_problem);
  read_numbers<std::uint8_t>(draft.types, 1, 27, 0, "types", output.types, add_problem);
  read_numbers<std::uint32_t>(draft.mmsis, 1, 999'999'999, 9, "mmsis", output.mmsis, add_problem);
  if (!draft.area.empty()) {
    if (const auto area = box_of(draft.area)) {
      output.area = *area;
    } else {
      add_problem("area", ProblemKind::out_of_range, area.error(),
                  tr("give WEST,SOUTH,EAST,NORTH in degrees, such as \"103.5,1,104.5,1.5\""));
    }
  }
  if (known.output_problem && !output.uri.empty()) {
    report(known.output_problem(output), add_problem);
  }
  if (known.output_place_problem && !output.uri.empty()) {
    report(known.output_place_problem(output, draft.settings), add_problem, ProblemKind::duplicate);
  }
  all.push_back(output);
}

void begin_watch(Draft& draft) {
  draft.watch = {};
}
void finish_watch(Draft& draft, std::string_view, const Vocabulary&, const AddProblem& add_problem) {
  const model::WatchEntry& watch = draft.watch;
  if (!watch.mmsi && !watch.imo && watch.call_sign.empty() && watch.name.empty()) {
    add_problem("", ProblemKind::missing, tr("names no vessel"),
                tr("give at least one of mmsi, imo, call_sign, name"));
  }
  draft.settings.detect.watch_list.push_back(watch);
}

// As they are in force, with what the file leaves as it is.
void check_thresholds(const KnownRule& rule, const RuleSettings& set, const AddProblem& add_problem) {
  const auto value_of = [&](const std::string& name) {
    const auto given = set.thresholds.find(name);
    return given != set.thresholds.end()
               ? given->second
               : std::ranges::find(rule.thresholds, name, &KnownThreshold::name)->standard;
  };
  for (const auto& [less, more] : rule.ascending) {
    const double least = value_of(less), most = value_of(more);
    if (least <= most) {
      continue;
    }
    if (set.thresholds.contains(more)) {
      add_problem(more, ProblemKind::conflict,
                  {tr("is less than {other}, which is {value}"),
                   {{"other", less}, {"value", fmt::format("{}", least)}}},
                  tr("the rule would contradict itself: change one of them"));
    } else {
      add_problem(less, ProblemKind::conflict,
                  {tr("is more than {other}, which is {value}"),
                   {{"other", more}, {"value", fmt::format("{}", most)}}},
                  tr("the rule would contradict itself: change one of them"));
    }
  }
}

void begin_rule(Draft& draft) {
  draft.rule = {};
}
void finish_rule(Draft& draft, std::string_view name, const Vocabulary& known,
                 const AddProblem& add_problem) {
  const auto rule = std::ranges::find(known.rules, name, &KnownRule::id);
  if (rule != known.rules.end()) {
    check_thresholds(*rule, draft.rule, add_problem);
  } else if (!known.rules.empty()) {
    std::vector<std::string_view> ids;
    ids.reserve(known.rules.size());
    for (const KnownRule& each : known.rules) {
      ids.push_back(each.id);
    }
    add_problem(
        "", ProblemKind::unknown_name, tr("there is no such rule"),
        LocalizedMessage(tr("known are {known}"), {{"known", fmt::format("{}", fmt::join(ids, ", "))}}));
  }
  draft.settings.detect.rules.insert_or_assign(std::string(name), draft.rule);
}

// Told of the one that the file sets, as far as that can be seen.
void check_escalation(const CoordinateSettings& set, const AddProblem& add_problem) {
  if (set.escalate_distress_after <= set.escalate_alarm_after) {
    return;
  }
  const LocalizedMessage advice = tr("a distress must not wait longer than an alarm: change one of them");
  if (set.escalate_distress_after == CoordinateSettings{}.escalate_distress_after) {
    add_problem("escalate_alarm_after_s", ProblemKind::conflict,
                {tr("is less than {other}, which is {value}"),
                 {{"other", "escalate_distress_after_s"},
                  {"value", fmt::format("{}", set.escalate_distress_after.in_seconds())}}},
                advice);
  } else {
    add_problem("escalate_distress_after_s", ProblemKind::conflict,
                {tr("is more than {other}, which is {value}"),
                 {{"other", "escalate_alarm_after_s"},
                  {"value", fmt::format("{}", set.escalate_alarm_after.in_seconds())}}},
                advice);
  }
}

void finish_coordinate(Draft& draft, std::string_view, const Vocabulary&, const AddProblem& add_problem) {
  const CoordinateSettings& coordinate = draft.settings.coordinate;
  if (coordinate.renew_every * 2.0 > coordinate.lease) {
    add_problem("renew_every_s", ProblemKind::conflict,
                tr("is more than half of lease_s, so that one lost message loses the sectors"),
                tr("make it a third of the lease"));
  }
  check_escalation(coordinate, add_problem);
  if (coordinate.skew_bound >= coordinate.lease) {
    add_problem("skew_bound_s", ProblemKind::conflict, tr("is not less than lease_s"),
                tr("make it a few seconds"));
  }
}

void begin_control_point(Draft& draft) {
  draft.control_point = {};
}
void finish_control_point(Draft& draft, std::string_view, const Vocabulary& known,
                          const AddProblem& add_problem) {
  auto& all = draft.settings.coordinate.control_points;
  check_control_point(draft.control_point.id.view(), "id", known_control_points(draft, known), add_problem);
  if (!draft.control_point.id.empty() &&
      std::ranges::find(all, draft.control_point.id, &model::ControlPoint::id) != all.end()) {
    add_problem("id", ProblemKind::duplicate,
                LocalizedMessage(tr("there is another control point '{name}'"),
                                 {{"name", draft.control_point.id.view()}}),
                tr("describe each once"));
  }
  all.push_back(draft.control_point);
}

void begin_asset(Draft& draft) {
  draft.asset = {};
  draft.latitude_deg.reset();
  draft.longitude_deg.reset();
}
void finish_asset(Draft& draft, std::string_view, const Vocabulary& known, const AddProblem& add_problem) {
  model::Asset& asset = draft.asset;
  auto& all = draft.settings.coordinate.assets;
  check_control_point(asset.control_point.view(), "control_point", known_control_points(draft, known),
                      add_problem);
  if (!asset.id.empty() && std::ranges::find(all, asset.id, &model::Asset::id) != all.end()) {
    add_problem("id", ProblemKind::duplicate,
                LocalizedMessage(tr("there is another asset '{name}'"), {{"name", asset.id.view()}}),
                tr("give each asset an id of its own"));
  }
  if (asset.sprint < asset.cruise) {
    add_problem("sprint_kn", ProblemKind::conflict, tr("is slower than cruise_kn"),
                tr("give the higher of the two speeds as sprint_kn"));
  }
  const auto has_this_mmsi = [&](const model::Asset& other) {
    return asset.mmsi && other.mmsi == asset.mmsi;
  };
  if (std::ranges::any_of(all, has_this_mmsi)) {
    add_problem("mmsi", ProblemKind::duplicate, tr("is that of another asset"),
                tr("give each craft its own, or leave it out"));
  }
  asset.berth = geo::Position::degrees(draft.latitude_deg.value_or(0), draft.longitude_deg.value_or(0));
  if (known.berth_obstacle && draft.latitude_deg && draft.longitude_deg) {
    report(known.berth_obstacle(asset.berth, draft.settings.geodata), add_problem, ProblemKind::obstacle);
  }
  if (asset.name.empty()) {
    asset.name = asset.id.view();
  }
  all.push_back(asset);
}

using enum SectionKind;

constexpr auto kSections = std::to_array<SectionRow>({
    {"", single, tr("The whole program."), nothing, finish_program},
    {"bus", single, tr("How the processes find each other."), nothing, finish_bus},
    {"bus.remote.*", named, tr("A process on another machine, by its name."), begin_remote, finish_remote},
    {"bus.peer.*", named, tr("What the owner of a key may do, by the name of the key."), begin_peer,
     finish_peer},
    {"feed[]", repeated, tr("An input of what AIS receivers and radars send."), begin_feed, finish_feed},
    {"radar[]", repeated, tr("A radar on the shore, whose reports a feed brings."), begin_radar,
     finish_radar},
    {"output[]", repeated, tr("What is handed on to other programs, such as charting programs and gpsd."),
     begin_output, finish_output},
    {"detect", single, tr("The detector."), nothing, no_check},
    {"rules.*", named, tr("A rule, by its id; its own thresholds are keys too."), begin_rule, finish_rule},
    {"watch[]", repeated, tr("A vessel on the watch list."), begin_watch, finish_watch},
    {"coordinate", single, tr("The coordination server."), nothing, finish_coordinate},
    {"control_point[]", repeated, tr("What a control point can answer for."), begin_control_point,
     finish_control_point},
    {"asset[]", repeated, tr("A patrol craft."), begin_asset, finish_asset},
});

}  // namespace

std::span<const SectionRow> settings_sections() {
  return kSections;
}

std::string header_of(const SectionRow& section) {
  std::string path(section.path);
  switch (section.kind) {
    case single:
      return path.empty() ? std::string() : "[" + path + "]";
    case named:
      return "[" + path.substr(0, path.size() - 1) + "<name>]";
    case repeated:
      return "[[" + path.substr(0, path.size() - 2) + "]]";
  }
  return path;
}

}  // namespace selat::config
