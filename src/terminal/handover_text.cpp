#include "terminal/handover_text.h"

#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

#include "terminal/alert_lines.h"
#include "terminal/context_text.h"
#include "terminal/log_text.h"
#include "terminal/operational_picture_json.h"
#include "terminal/phrases.h"
#include "terminal/picture_text.h"
#include "terminal/status_sections.h"
#include "text/alert_place.h"
#include "text/measure.h"
#include "text/names.h"
#include "text/terminal.h"
#include "text/translate.h"

namespace selat::terminal {
namespace {

constexpr Span kSameDay = Span::hours(12);

class Sheet : Phrases {
 public:
  Sheet(const Handover& handover, Language language, Now now)
      : Phrases(language), handover_(handover), text_(handover.picture, language), now_(now) {}

  std::string written() {
    head();
    alerts();
    sectors();
    rules();
    words();
    return std::move(sheet_);
  }

 private:
  // "05:02:10", with its date where that is another day's.
  [[nodiscard]] std::string time_of(Instant at) const {
    return now_.wall - at < kSameDay ? text::time_of_day(at) : text::date_and_time(at);
  }
  void add(const std::string& line) { sheet_ += line + "\n"; }
  void title(const LocalizedMessage& message, cop::Part part) {
    const std::string staleness = text_.staleness(part, now_.steady);
    add("\n" + tell(message) + (staleness.empty() ? "" : " (" + staleness + ")"));
  }

  // A sheet that is printed must say by itself of when, where and whom it is.
  void head() {
    const std::string at = text::date_and_time(now_.wall);
    const std::string id = text::for_terminal(handover_.control_point);
    add(tell({tr("HANDOVER OF THE WATCH on {date} at {time} UTC ({local})"),
              {{"date", at.substr(0, 10)}, {"time", at.substr(11, 5)}, {"local", local_times(now_.wall)}}}));
    add(id.empty()
            ? tell(tr("of the watch of the coordination server"))
            : tell({tr("of control point {name}"), {{"name", text::for_terminal(text_.sector_name(id))}}}));
    add(tell({tr("What was written is that since {since}. All times are UTC."),
              {{"since", text::date_and_time(handover_.since)}}}));
    add(tell(tr("Handed over by: ____________________  Taken over by: ____________________")));
  }

  void alerts() {
    const auto open = handover_.picture.open_alerts();
    title({tr("OPEN ALERTS: {n}"), {{"n", open.size()}}}, cop::Part::alerts);
    for (const model::Alert* alert : open) {
      alert_lines(*alert);
    }
  }

  void alert_lines(const model::Alert& alert) {
    add(tell({tr("#{number} {severity}, {state}, since {time}: {why}"),
              {{"number", alert.number},
               {"severity", word(alert.anomaly.severity)},
               {"state", word(alert.state)},
               {"time", time_of(alert.raised_at)},
               {"why", text_.why(alert)}}}));
    add("    " + text_.place(alert, now_.wall));
    for (const std::string& line : nearest_craft_lines(alert, language(), now_.wall)) {
      add("    " + line);
    }
    add("    " + answered(alert));
    for (const model::AlertComment& comment : alert.comments) {
      add("    " + time_of(comment.at) + "  " + person(comment.by) + ": " + text::for_terminal(comment.text));
    }
  }

  // Who has it, and who took it.
  [[nodiscard]] std::string answered(const model::Alert& alert) const {
    std::string due;
    for (const model::AlertRecipient& recipient : alert.recipients) {
      if (recipient.due) {
        due += (due.empty() ? "" : ", ") + std::string(recipient.control_point.view()) +
               (recipient.told && !recipient.risen_to ? "" : " (" + tell(tr("NOT TOLD YET")) + ")");
      }
    }
    const bool is_with_somebody = !due.empty();
    const std::string with = is_with_somebody ? tell({tr("with {who}"), {{"who", due}}}) + "; "
                                              : tell(told_to_nobody(alert)) + " ";
    if (!alert.acknowledged) {
      return with +
             tell(is_with_somebody ? tr("nobody has acknowledged it") : tr("Nobody has acknowledged it."));
    }
    return with + tell({is_with_somebody ? tr("acknowledged by {who} at {severity}, {time} UTC")
                                         : tr("Acknowledged by {who} at {severity}, {time} UTC"),
                        {{"who", person(alert.acknowledged->by)},
                         {"severity", word(alert.acknowledged->severity)},
                         {"time", time_of(alert.acknowledged->at)}}});
  }

  void sectors() {
    title({tr("SECTORS: {held} of {n} held"),
           {{"held", handover_.picture.sectors_held()}, {"n", handover_.picture.sectors().size()}}},
          cop::Part::sectors);
    for (const model::SectorRow& row : handover_.picture.sectors()) {
      const model::Assignment& a = row.assignment;
      std::string line = text::for_terminal(text_.sector_name(a.sector.view())) + ": " + word(a.state);
      line += a.holder.empty() ? "" : " (" + text::for_terminal(a.holder.view()) + ")";
      line += a.since ? tell({tr(" since {time}"), {{"time", time_of(*a.since)}}}) : std::string();
      for (const model::Exclusion& exclusion : row.exclusions) {
        line += "; " + text_.exclusion(exclusion);
      }
      add(line);
    }
    for (const model::ControlPointStatus& point : handover_.picture.control_points()) {
      add(text::for_terminal(point.control_point.id.view()) + ": " +
          tell(!point.is_connected ? tr("not connected")
               : point.is_standby  ? tr("standby")
                                   : tr("person")));
    }
  }

  void rules() {
    if (!handover_.context) {
      add("\n" + tell(tr("ADDED TO THE RULES: not known, the key on this machine may not hear that")));
      return;
    }
    add("\n" + tell({tr("ADDED TO THE RULES: {n}"), {{"n", handover_.context->entries.size()}}}));
    sheet_ += context_as_text(*handover_.context, language(), now_.wall);
  }

  void words() {
    add("\n" + tell({tr("WRITTEN AND DONE: {n}"), {{"n", handover_.entries.size()}}}));
    sheet_ += log_as_text(handover_.entries, language());
  }

  const Handover& handover_;
  PictureText text_;
  Now now_;
  std::string sheet_;
};

}  // namespace

std::string handover_as_text(const Handover& handover, Language language, Now now) {
  return Sheet(handover, language, now).written();
}

std::string handover_as_json(const Handover& handover, Language language, Now now) {
  using Json = nlohmann::ordered_json;
  const Json whole = Json::parse(as_json(handover.picture, language, now));
  Json out = {{"at", whole["at"]},
              {"of", handover.control_point.empty() ? Json("watch") : Json(handover.control_point)},
              {"since", text::date_and_time(handover.since)},
              {"parts", whole["parts"]}};
  for (const char* const part : {"alerts", "sectors", "control_points"}) {
    out[part] = whole[part];
  }
  out["context"] = handover.context ? Json::parse(context_as_json(*handover.context, now.wall)) : Json();
  out["log"] = Json::array();
  for (const model::LogEntry& entry : handover.entries) {
    out["log"].push_back(Json::parse(entry_as_json(entry)));
  }
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace selat::terminal
