#include "text/sighting.h"

#include <utility>
#include <vector>

#include "text/measure.h"
#include "text/names.h"
#include "text/translate.h"

namespace selat::text {
namespace {

// Parts with commas between them.
class List {
 public:
  explicit List(Language language) : language_(language) {}
  void add(const std::string& part) {
    if (!part.empty()) {
      text_ += (text_.empty() ? "" : ", ") + part;
    }
  }
  void add(MessageId message, std::vector<LocalizedMessage::Argument> arguments = {}) {
    add(translate({message, std::move(arguments)}, language_));
  }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  Language language_;
  std::string text_;
};

void add_persons(const model::Sighting& seen, List& list) {
  if (seen.persons) {
    list.add(seen.is_about ? tr("about {n} {n:person|persons}") : tr("{n} {n:person|persons}"),
             {{"n", *seen.persons}});
  }
}

void add_craft(const model::Sighting& seen, List& list, Language language) {
  if (seen.craft_count && *seen.craft_count != 1) {
    list.add(tr("{n} craft"), {{"n", *seen.craft_count}});
  }
  if (seen.craft != model::CraftKind::unknown) {
    list.add(label(seen.craft));
  }
  if (seen.length) {
    list.add(tr("{length} long"), {{"length", distance(*seen.length, language)}});
  }
  if (seen.engines) {
    list.add(tr("{n} {n:engine|engines}"), {{"n", *seen.engines}});
  }
  if (seen.freeboard != model::Freeboard::unknown) {
    list.add(label(seen.freeboard));
  }
}

void add_movement(const model::Sighting& seen, List& list, Language language) {
  if (seen.condition != model::SeenCondition::unknown) {
    list.add(label(seen.condition));
  }
  if (seen.course) {
    list.add(tr("course {course}"), {{"course", bearing(*seen.course)}});
  }
  if (seen.speed) {
    list.add(speed(*seen.speed, language));
  }
}

std::string what(const model::Sighting& seen, Language language) {
  List list(language);
  add_persons(seen, list);
  add_craft(seen, list, language);
  add_movement(seen, list, language);
  return list.text().empty() ? std::string(name(model::CraftKind::unknown, language)) : list.text();
}

// The remark of who closed it stands among the comments, the newest.
std::string found(const model::Alert& alert, Language language) {
  std::string found(name(*alert.outcome, language));
  const bool has_remark = !alert.comments.empty() && alert.comments.back().by == alert.closed_by;
  return has_remark ? found + ": " + alert.comments.back().text : found;
}

}  // namespace

std::string sighting(const model::Sighting& seen, Language language) {
  std::string who(name(seen.source, language));
  if (!seen.reporter.name.empty()) {
    who += " (" + seen.reporter.name + ")";
  }
  std::string all = translate(
      {tr("Seen at {time} UTC by {who}: {what}"),
       {{"time", time_of_day(seen.seen_at).substr(0, 5)}, {"who", who}, {"what", what(seen, language)}}},
      language);
  if (!seen.needs.empty()) {
    all += "; " + translate({tr("need: {needs}"), {{"needs", seen.needs}}}, language);
  }
  return seen.text.empty() ? all + "." : all + ". " + seen.text;
}

std::string reporter(const model::Sighting& seen, Language language) {
  const model::Reporter& told_by = seen.reporter;
  List list(language);
  list.add(told_by.name);
  if (!told_by.call_sign.empty()) {
    list.add(tr("call sign {call_sign}"), {{"call_sign", told_by.call_sign}});
  }
  if (!told_by.channel.empty()) {
    list.add(tr("channel {channel}"), {{"channel", told_by.channel}});
  }
  if (!told_by.phone.empty()) {
    list.add(tr("telephone {phone}"), {{"phone", told_by.phone}});
  }
  return list.text().empty() ? std::string(name(seen.source, language)) : list.text();
}

std::string grade(const model::SourceGrade& grade) {
  std::string code;
  if (grade.reliability) {
    code += static_cast<char>('A' + static_cast<int>(*grade.reliability));
  }
  return grade.credibility ? code + std::to_string(*grade.credibility) : code;
}

std::string certainty(const model::Sighting& seen, Language language) {
  List list(language);
  list.add(tr("place sure to {distance}, time to {span}"),
           {{"distance", distance(seen.sigma, language)}, {"span", duration(seen.time_sigma, language)}});
  if (const std::string code = grade(seen.grade); !code.empty()) {
    list.add(tr("graded {grade}"), {{"grade", code}});
  }
  return list.text();
}

std::string why_of_sighting(const model::Alert& alert, Language language) {
  std::string why = sighting(*alert.sighting, language);
  if (!alert.outcome) {
    return why;
  }
  return why + " " +
         translate({tr("For {who} to tell {reporter}: {found}."),
                    {{"who", person(alert.sighting->entered_by, language)},
                     {"reporter", reporter(*alert.sighting, language)},
                     {"found", found(alert, language)}}},
                   language);
}

}  // namespace selat::text
