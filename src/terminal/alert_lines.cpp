#include "terminal/alert_lines.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "terminal/phrases.h"
#include "terminal/status_sections.h"
#include "text/alert_place.h"
#include "text/measure.h"
#include "text/names.h"
#include "text/sighting.h"
#include "text/terminal.h"
#include "text/translate.h"
#include "text/why.h"

namespace selat::terminal {
namespace {

constexpr std::size_t kNarrow = 60;
constexpr std::size_t kColumnsForAges = 100;
constexpr std::size_t kIndent = 2;

std::string lowered(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return out;
}

std::string age_of(const model::Alert& alert, const PictureText& text, Instant now) {
  return text::duration(std::max(Span(), now - alert.raised_at), text.language());
}

// The lines of the page of one alert.
class Page : Phrases {
 public:
  Page(const model::Alert& alert, const AlertWords& text, std::size_t columns, Instant now)
      : Phrases(text.language()), alert_(alert), text_(text), columns_(columns), now_(now) {}

  Lines lines() {
    head();
    vessels();
    nearest_craft();
    evidence();
    acknowledgement();
    recipients();
    comments();
    return std::move(lines_);
  }

 private:
  void add(const std::string& text, Tone tone = Tone::plain) {
    for (std::string& line : text::wrapped(text, columns_, kIndent)) {
      lines_.push_back({std::move(line), tone});
    }
  }

  void head() {
    const model::Anomaly& anomaly = alert_.anomaly;
    add(tell({tr("#{number} {severity}, {state}, raised {time} UTC ({age})"),
              {{"number", alert_.number},
               {"severity", word(anomaly.severity)},
               {"state", word(alert_.state)},
               {"time", text::time_of_day(alert_.raised_at)},
               {"age", text::age(alert_.raised_at, now_, language())}}}),
        tone_of(anomaly.severity));
    if (anomaly.peak) {
      add(tell({tr("It was {severity} from {from} to {until} UTC."),
                {{"severity", word(anomaly.peak->severity)},
                 {"from", text::time_of_day(anomaly.peak->from)},
                 {"until", text::time_of_day(anomaly.peak->until)}}}),
          tone_of(anomaly.peak->severity));
    }
    add(text_.why(alert_), Tone::bold);
    add(tell({tr("Place: {place}"), {{"place", text_.place(alert_, now_)}}}));
    if (alert_.sighting) {
      sighting(*alert_.sighting);
    }
    if (alert_.unconfirmed_since) {
      add(tell({tr("Not confirmed: the detector, started again or in doubt of the time, has not named it "
                   "since "
                   "{time} UTC."),
                {{"time", text::time_of_day(*alert_.unconfirmed_since)}}}),
          Tone::yellow);
    }
    if (!alert_.is_stored) {
      add(tell(tr("Not stored yet: the disk of the coordination server fails. It is shown until that server "
                  "restarts, "
                  "and stored as soon as the disk takes it.")),
          Tone::yellow);
    }
    if (alert_.closed_at) {
      add(tell({tr("Over since {time} UTC"), {{"time", text::time_of_day(*alert_.closed_at)}}}));
    }
    if (alert_.outcome) {
      add(alert_.closed_by.empty()
              ? tell({tr("Outcome: {outcome}"), {{"outcome", word(*alert_.outcome)}}})
              : tell({tr("Outcome: {outcome}, found by {who}"),
                      {{"outcome", word(*alert_.outcome)}, {"who", person(alert_.closed_by)}}}));
    }
  }

  void sighting(const model::Sighting& seen) {
    add(text::for_terminal(tell({tr("Reported by {reporter}; entered by {who}; {certainty}"),
                                 {{"reporter", text::reporter(seen, language())},
                                  {"who", person(seen.entered_by)},
                                  {"certainty", text::certainty(seen, language())}}})));
  }

  void vessels() {
    for (const model::AnomalyVessel& vessel : alert_.anomaly.vessels) {
      const auto fix = std::ranges::find(alert_.fixes, vessel.mmsi, &model::VesselFix::mmsi);
      const std::string where =
          fix == alert_.fixes.end() ? tell(tr("position unknown")) : text::fix(*fix, language(), now_);
      add(tell({tr("Vessel: {vessel}, {where}"),
                {{"vessel", text::vessel(vessel, language())}, {"where", where}}}));
    }
  }

  void nearest_craft() {
    for (const std::string& line : nearest_craft_lines(alert_, language(), now_)) {
      add(line);
    }
  }

  void evidence() {
    add(tell({tr("Rule: {rule}, version {version}"),
              {{"rule", text::rule_name(alert_.anomaly.rule.view(), language())},
               {"version", alert_.anomaly.rule_version}}}));
    for (const model::Evidence& piece : alert_.anomaly.evidence) {
      add("  " + text::for_terminal(text::evidence(piece, language())));
    }
  }

  void acknowledgement() {
    if (!alert_.acknowledged) {
      add(tell(tr("Nobody has acknowledged it.")), Tone::yellow);
      return;
    }
    const model::AlertAcknowledgement& given = *alert_.acknowledged;
    add(tell({tr("Acknowledged by {who} at {severity}, {time} UTC"),
              {{"who", person(given.by)},
               {"severity", word(given.severity)},
               {"time", text::time_of_day(given.at)}}}));
  }

  void recipients() {
    if (std::ranges::none_of(alert_.recipients, [](const auto& one) { return one.due.has_value(); })) {
      add(tell(told_to_nobody(alert_)), Tone::yellow);
    }
    for (const model::AlertRecipient& recipient : alert_.recipients) {
      std::string line = text::for_terminal(recipient.control_point.view());
      line += recipient.due ? " (" + word(*recipient.due) + "): "
                            : " (" + tell(tr("concerned no longer")) + "): ";
      line += told_to(recipient) + rise_not_told(recipient);
      add(line, recipient.due && (!recipient.told || recipient.risen_to) ? Tone::yellow : Tone::plain);
    }
  }

  [[nodiscard]] std::string rise_not_told(const model::AlertRecipient& recipient) const {
    return recipient.told && recipient.risen_to
               ? "; " + tell({tr("NOT TOLD YET: {severity}"), {{"severity", word(*recipient.risen_to)}}})
               : std::string();
  }

  [[nodiscard]] std::string told_to(const model::AlertRecipient& recipient) const {
    if (!recipient.told) {
      return tell(tr("NOT TOLD YET"));
    }
    const model::Telling& told = *recipient.told;
    const std::string stored = tell({tr("told {severity} at {time} UTC, when it was {state}"),
                                     {{"severity", word(told.severity)},
                                      {"state", word(told.state)},
                                      {"time", text::time_of_day(told.stored_at)}}});
    const bool is_first = told.first_stored_at == Instant() || told.first_stored_at == told.stored_at;
    const std::string first =
        is_first
            ? std::string()
            : tell({tr("first told at {time} UTC"), {{"time", text::time_of_day(told.first_stored_at)}}}) +
                  ", ";
    return first + stored + ", " + seen_there(told);
  }

  // By a person at any of its terminals.
  [[nodiscard]] std::string seen_there(const model::Telling& told) const {
    if (!told.seen_at) {
      return tell(tr("not shown to a person yet"));
    }
    const std::string time = text::time_of_day(*told.seen_at);
    return told.not_seen ? tell({tr("shown to a person at {time} UTC, but not as {severity} yet"),
                                 {{"time", time}, {"severity", word(*told.not_seen)}}})
                         : tell({tr("shown to a person at {time} UTC"), {{"time", time}}});
  }

  void comments() {
    for (const model::AlertComment& comment : alert_.comments) {
      add(text::time_of_day(comment.at) + " " + person(comment.by) + ": " + text::for_terminal(comment.text));
    }
  }

  const model::Alert& alert_;
  const AlertWords& text_;
  std::size_t columns_;
  Instant now_;
  Lines lines_;
};

}  // namespace

Lines lines_in_list(const model::Alert& alert, const PictureText& text, std::size_t columns, Instant now,
                    bool is_selected) {
  const Language language = text.language();
  const AlertWords words = text.alert_words();
  const std::string number = (is_selected ? "> #" : "  #") + std::to_string(alert.number);
  const std::string severity(text::name(alert.anomaly.severity, language));
  const std::string state(text::name(alert.state, language));
  const std::string age = age_of(alert, text, now);
  const bool has_columns = columns >= kColumnsForAges;
  // Without room for columns what has happened comes first, and the rest stands before the place.
  const std::string first = has_columns
                                ? cells({{"", 7}, {"", 11}, {"", 20}, {"", 8}, {"", 0}},
                                        {number, severity, state, age, words.why(alert)})
                                : cells({{"", 7}, {"", columns < kNarrow ? 10U : 11U}, {"", 0}},
                                        {number, severity, words.why(alert, text::Identity::in_short)});
  const Tone tone = is_selected ? Tone::reverse : tone_of(alert.anomaly.severity);
  const std::string margin(columns < kNarrow ? 3 : 8, ' ');
  const std::string mark =
      alert.is_stored ? "" : "; " + std::string(text::translate(tr("not stored yet"), language));
  const std::string before =
      has_columns ? std::string() : state + (columns < kNarrow ? "" : ", " + age) + ", ";
  return {{first, tone},
          {margin + before + text.place(alert, now) + mark, is_selected ? Tone::plain : Tone::dim}};
}

std::vector<std::string> nearest_craft_lines(const model::Alert& alert, Language language, Instant now) {
  std::vector<std::string> lines;
  const auto add = [&](const MessageId& line, const std::optional<model::NearestCraft>& craft) {
    if (craft) {
      lines.push_back(text::translate({line,
                                       {{"control_point", craft->control_point.view()},
                                        {"craft", text::nearest_craft(*craft, language, now)}}},
                                      language));
    }
  };
  add(tr("Nearest craft, of {control_point}: {craft}"), alert.nearest);
  add(tr("Nearest of all, of {control_point}: {craft}"), alert.nearest_of_all);
  return lines;
}

LocalizedMessage told_to_nobody(const model::Alert& alert) {
  return model::is_open(alert)
             ? tr("No control point is connected to be told of it; the first that is heard will be.")
             : tr("It concerns no control point any more.");
}

Lines page_of(const model::Alert& alert, const AlertWords& words, std::size_t columns, Instant now) {
  return Page(alert, words, columns, now).lines();
}

bool is_match(const model::Alert& alert, const PictureText& text, std::string_view typed) {
  if (typed.starts_with('#')) {
    return typed.substr(1) == std::to_string(alert.number);
  }
  const model::Anomaly& anomaly = alert.anomaly;
  const std::string words = text::vessels(anomaly, text.language()) + "\n" +
                            text.sector_name(alert.sector.view()) + "\n" + std::string(anomaly.rule.view()) +
                            "\n" + text::rule_name(anomaly.rule.view(), text.language());
  return lowered(words).contains(lowered(typed));
}

}  // namespace selat::terminal
