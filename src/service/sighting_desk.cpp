#include "service/sighting_desk.h"

#include <algorithm>
#include <istream>
#include <ostream>
#include <tuple>
#include <utility>

#include <nlohmann/json.hpp>

#include "runtime/command_error.h"
#include "service/place_doubt.h"
#include "service/sighting_dialogue.h"
#include "service/sighting_form.h"
#include "service/sighting_import.h"
#include "service/watch_terminal.h"
#include "terminal/sighting_json.h"
#include "text/names.h"
#include "text/sighting.h"
#include "text/terminal.h"
#include "text/translate.h"

namespace selat::service {

using runtime::Failure;
using runtime::UsageError;

model::Sighting typed_sighting(const std::vector<std::string>& typed, bool insists,
                               const config::Settings& settings, Instant now) {
  const auto fields = sighting_fields();
  model::Sighting sighting = new_sighting(now);
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (typed[i].empty() && fields[i].is_needed) {
      throw UsageError({tr("say where it was seen: {option} PLACE"), {{"option", fields[i].option}}});
    }
    if (typed[i].empty()) {
      continue;
    }
    if (auto problem = take(fields[i], sighting, typed[i], now)) {
      throw UsageError(*std::move(problem));
    }
  }
  const auto doubt = insists ? std::nullopt : PlaceDoubt(settings)(sighting.place);
  if (doubt) {
    throw UsageError({tr("{doubt}: are all digits right? If it is so, say --insist"), {{"doubt", *doubt}}});
  }
  return sighting;
}

model::Sighting asked_sighting(std::istream& in, std::ostream& out, const config::Settings& settings,
                               const Clock& clock) {
  const auto say = [&](const LocalizedMessage& message, std::string_view end) {
    out << text::for_terminal(text::translate(message, settings.language)) << end << std::flush;
  };
  SightingDialogue dialogue({.language = settings.language,
                             .wall = [&clock] { return clock().wall; },
                             .doubt = PlaceDoubt(settings)});
  std::string line;
  for (say(dialogue.question(), " "); std::getline(in, line); say(dialogue.question(), " ")) {
    if (const auto said = dialogue.take(line)) {
      say(*said, "\n");
    }
    if (dialogue.state() == SightingDialogue::State::done) {
      return dialogue.sighting();
    }
    if (dialogue.state() == SightingDialogue::State::cancelled) {
      throw Failure(tr("nothing was sent"));
    }
  }
  out << '\n';
  throw Failure(tr("the form was not filled to its end: nothing was sent"));
}

std::string enter(const model::Sighting& sighting, const config::Settings& settings) {
  return WatchTerminal(settings).ask(model::ReportSighting{sighting});
}

std::string entered_as_text(const model::Sighting& sighting, const std::string& number, Language language) {
  return text::for_terminal(text::translate({tr("Entered as #{number}, {severity}. {sighting}"),
                                             {{"number", number},
                                              {"severity", text::label(model::severity_of(sighting))},
                                              {"sighting", text::sighting(sighting, language)}}},
                                            language));
}

std::string entered_as_json(const model::Sighting& sighting, const std::string& number) {
  nlohmann::ordered_json out = terminal::sighting_json<nlohmann::ordered_json>(sighting);
  for (const char* const set_by_server : {"id", "entered_by", "entered_at"}) {
    out.erase(set_by_server);
  }
  out["number"] = std::stoul(number);
  out["severity"] = std::string(name_of(model::severity_of(sighting)));
  return out.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

std::vector<terminal::ListedSighting> sightings(const config::Settings& settings) {
  WatchTerminal watch(settings);
  std::vector<terminal::ListedSighting> listed;
  for (model::Sighting& seen : watch.sightings()) {
    listed.push_back({.sighting = std::move(seen), .alert = {}});
  }
  for (model::Alert& alert : watch.alerts()) {
    const auto of_it = std::ranges::find_if(listed, [&](const terminal::ListedSighting& one) {
      return alert.sighting && alert.sighting->id == one.sighting.id;
    });
    if (of_it != listed.end()) {
      of_it->alert = std::move(alert);
    }
  }
  return listed;
}

bool import_detections(const std::filesystem::path& file, const config::Settings& settings, Instant now,
                       std::ostream& out, std::ostream& errors) {
  const ReadDetections read = load_detections(file, now);
  constexpr std::size_t kMostUnanswered = 3;  // in a row: the rest would fare no better
  std::size_t taken = 0, refused = 0;
  const auto name = [&](std::size_t line, std::size_t column, const LocalizedMessage& what) {
    errors << file.string() << ':' << line << ':' << column << ": "
           << text::for_terminal(text::translate(what, settings.language)) << '\n';
  };
  for (const BadLine& bad : read.bad) {
    name(bad.line, bad.column, bad.what);
  }
  WatchTerminal watch(settings);
  PlaceDoubt doubt_about(settings);
  std::size_t unanswered = 0;
  for (const Detection& detection : read.detections) {
    if (const auto doubt = doubt_about(detection.sighting.place)) {
      name(detection.line, 1, *doubt);
      ++refused;
      continue;
    }
    if (unanswered == kMostUnanswered) {
      name(detection.line, 1, tr("this line and those after it were not tried: nobody takes them in"));
      ++refused;
      break;
    }
    try {
      std::ignore = watch.ask(model::ReportSighting{detection.sighting});
      ++taken;
      unanswered = 0;
    } catch (const Refused& refusal) {
      name(detection.line, 1, refusal.message());
      ++refused;
      unanswered = 0;
    } catch (const Failure& failure) {
      name(detection.line, 1, failure.message());
      ++refused;
      ++unanswered;
    }
  }
  out << text::translate({tr("{n} {n:detection|detections} taken, {refused} refused, {bad} not read"),
                          {{"n", taken}, {"refused", refused}, {"bad", read.bad.size()}}},
                         settings.language)
      << std::endl;
  return refused == 0 && read.bad.empty();
}

}  // namespace selat::service
