#include "terminal/notice_text.h"

#include <algorithm>
#include <utility>

#include "text/measure.h"
#include "text/names.h"
#include "text/translate.h"

namespace selat::terminal {
namespace {

using model::Alert;
using model::NoticeCause;

// "S07 Selat Rupat", or that it is in none.
LocalizedMessage where(const Alert& alert, std::string_view sector_name) {
  if (alert.sector.empty()) {
    return tr("outside all sectors");
  }
  std::string sector(alert.sector.view());
  if (!sector_name.empty()) {
    sector.append(" ").append(sector_name);
  }
  return {tr("in {sector}"), {{"sector", sector}}};
}

// To anybody.
bool is_due_for(const Alert& alert, model::DueReason reason) {
  return std::ranges::find(alert.recipients, reason, &model::AlertRecipient::due) != alert.recipients.end();
}

// Who answers for the alert, as far as this terminal knows.
LocalizedMessage answered_by(const Alert& alert) {
  const auto found = [&](model::DueReason reason) {
    return std::ranges::find_if(alert.recipients, [reason](const auto& one) { return one.due == reason; });
  };
  auto who = found(model::DueReason::holds_sector);
  for (const auto stands_in : {model::DueReason::has_person, model::DueReason::nearest}) {
    who = who == alert.recipients.end() ? found(stands_in) : who;
  }
  if (who == alert.recipients.end()) {
    return tr("nobody answers for it");
  }
  return {tr("{who} answers for it"), {{"who", who->control_point.view()}}};
}

// The remark of who closed it stands among the comments, the newest.
std::string remark_of(const Alert& alert) {
  const bool has_remark = !alert.comments.empty() && alert.comments.back().by == alert.closed_by;
  return has_remark ? ": " + alert.comments.back().text : std::string();
}

LocalizedMessage over(const Alert& alert, Language language) {
  if (alert.outcome && !alert.closed_by.empty()) {
    return {tr("closed by {who}: {outcome}{remark}"),
            {{"who", text::person(alert.closed_by, language)},
             {"outcome", text::label(*alert.outcome)},
             {"remark", remark_of(alert)}}};
  }
  if (alert.outcome) {  // by a version that did not keep who it was
    return {tr("closed: {outcome}"), {{"outcome", text::label(*alert.outcome)}}};
  }
  if (alert.state == model::AlertState::retracted) {
    return tr("retracted: late reports have disproved it");
  }
  return alert.acknowledged ? LocalizedMessage(tr("over; acknowledged by {who}"),
                                               {{"who", text::person(alert.acknowledged->by, language)}})
                            : LocalizedMessage(tr("over"));
}

LocalizedMessage acknowledged(const Alert& alert, Language language) {
  if (!alert.acknowledged) {
    return tr("acknowledged");
  }
  return {tr("acknowledged by {who} as {severity}"),
          {{"who", text::person(alert.acknowledged->by, language)},
           {"severity", text::label(alert.acknowledged->severity)}}};
}

LocalizedMessage commented(const Alert& alert, Language language) {
  if (alert.comments.empty()) {
    return tr("commented");
  }
  return {tr("comment by {who}: {text}"),
          {{"who", text::person(alert.comments.back().by, language)}, {"text", alert.comments.back().text}}};
}

// Of an alert that is less grave by now than what is told of it.
LocalizedMessage fallen(const LocalizedMessage& cause, const model::Notice& notice) {
  const model::Anomaly& anomaly = notice.alert.anomaly;
  const MessageId now = text::label(anomaly.severity);
  if (!anomaly.peak || anomaly.peak->severity != gravest(notice)) {
    return {tr("{cause}; it has fallen to {severity} since"), {{"cause", cause}, {"severity", now}}};
  }
  return {tr("{cause}; so grave from {from} to {until} UTC, {severity} since"),
          {{"cause", cause},
           {"from", text::time_of_day(anomaly.peak->from)},
           {"until", text::time_of_day(anomaly.peak->until)},
           {"severity", now}}};
}

}  // namespace

std::string cause_of(const model::Notice& notice, const std::optional<model::Notice>& before,
                     std::string_view sector_name, Language language) {
  const Alert& alert = notice.alert;
  const auto said = [&]() -> LocalizedMessage {
    switch (notice.cause) {
      case NoticeCause::raised:
        return tr("NEW");
      case NoticeCause::graver:
        if (before && before->alert.anomaly.severity >= gravest(notice)) {
          return tr("GRAVER AGAIN: it had become less grave meanwhile");  // a fall is not told
        }
        return before ? LocalizedMessage(tr("GRAVER, it was {severity}"),
                                         {{"severity", text::label(before->alert.anomaly.severity)}})
                      : LocalizedMessage(tr("GRAVER"));
      case NoticeCause::returned:
        return model::is_active(alert) ? tr("ACTIVE AGAIN") : tr("has ended, and nobody has acknowledged it");
      case NoticeCause::entered:
        return {tr("HAS ENTERED our waters, {where}"), {{"where", where(alert, sector_name)}}};
      case NoticeCause::holder_changed:
        return {tr("IS OURS NOW, {where}: its sector has come to us"),
                {{"where", where(alert, sector_name)}}};
      case NoticeCause::left:
        if (before && before->alert.sector == alert.sector) {
          return {tr("is ours no longer: {where}, {who}"),
                  {{"where", where(alert, sector_name)}, {"who", answered_by(alert)}}};
        }
        return {tr("has left our sectors: now {where}, {who}"),
                {{"where", where(alert, sector_name)}, {"who", answered_by(alert)}}};
      case NoticeCause::passed_on:
        if (is_due_for(alert, model::DueReason::holds_sector) &&
            is_due_for(alert, model::DueReason::has_person)) {
          return tr("PASSED ON TO US, since a person sits here and none where it would have gone");
        }
        return alert.sector.empty() ? tr("PASSED ON TO US, outside all sectors")
                                    : tr("PASSED ON TO US, since nobody who is heard holds its sector");
      case NoticeCause::escalated:
        return tr("PASSED ON TO US, since nobody has acknowledged it");
      case NoticeCause::acknowledged:
        return acknowledged(alert, language);
      case NoticeCause::over:
        return over(alert, language);
      case NoticeCause::standing:
        return model::is_unacknowledged(alert) ? tr("STILL OPEN") : acknowledged(alert, language);
      case NoticeCause::commented:
        return commented(alert, language);
      case NoticeCause::named:
        return tr("its name is known now");
    }
    return {};
  };
  LocalizedMessage cause = said();
  if (gravest(notice) > alert.anomaly.severity) {
    cause = fallen(cause, notice);
  }
  if (!alert.is_stored) {
    cause = {tr("{cause} (the server could not store it yet)"), {{"cause", cause}}};
  }
  return text::translate(cause, language);
}

}  // namespace selat::terminal
