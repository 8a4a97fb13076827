#include "service/sighting_form.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <vector>

#include "base/enum_names.h"
#include "coordinate/sighting_register.h"
#include "runtime/command_error.h"
#include "service/typed_time.h"
#include "text/names.h"
#include "text/translate.h"
#include "text/typed_place.h"

namespace selat::service {
namespace {

using model::Sighting;
using Problem = std::optional<LocalizedMessage>;

constexpr std::array kLanguages = {Language::en, Language::id, Language::ms};

// "Fishing-Boat" as "fishing boat".
std::string plain(std::string_view typed) {
  std::string word(typed);
  std::ranges::transform(word, word.begin(), [](char c) {
    if (c == '_' || c == '-') {
      return ' ';
    }
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return word;
}

std::string without_article(std::string word) {
  for (const std::string_view article : {"a ", "an ", "sebuah "}) {
    if (word.starts_with(article)) {
      return word.substr(article.size());
    }
  }
  return word;
}

template <typename Enum>
bool begins_with(Enum value, const std::string& typed) {
  return plain(name_of(value)).starts_with(typed) || std::ranges::any_of(kLanguages, [&](Language language) {
           return without_article(plain(text::name(value, language))).starts_with(typed);
         });
}

// A closed list, offered from `First` on, with numbers from 1.
template <typename Enum, std::size_t First, std::size_t Last>
std::optional<Enum> choice_of(const std::string& typed) {
  const std::string word = plain(typed);
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  if (error == std::errc() && end == word.data() + word.size()) {
    return number >= 1 && number <= Last - First + 1 ? std::optional(static_cast<Enum>(First + number - 1))
                                                     : std::nullopt;
  }
  std::vector<Enum> meant;
  for (std::size_t i = First; i <= Last; ++i) {
    if (begins_with(static_cast<Enum>(i), word)) {
      meant.push_back(static_cast<Enum>(i));
    }
  }
  return meant.size() == 1 ? std::optional(meant.front()) : std::nullopt;
}

// "1 vts, 2 merchant ship"
template <typename Enum, std::size_t First, std::size_t Last>
LocalizedMessage words_of() {
  LocalizedMessage all;
  for (std::size_t i = First; i <= Last; ++i) {
    const LocalizedMessage one(verbatim("{n} {word}"),
                               {{"n", i - First + 1}, {"word", text::label(static_cast<Enum>(i))}});
    all = all.empty() ? one : LocalizedMessage(verbatim("{all}, {one}"), {{"all", all}, {"one", one}});
  }
  return all;
}

template <typename Enum, std::size_t First, std::size_t Last>
Problem read_choice(Enum& into, const std::string& typed) {
  if (const auto chosen = choice_of<Enum, First, Last>(typed)) {
    into = *chosen;
    return {};
  }
  return LocalizedMessage(tr("'{typed}' is none of: {words}"),
                          {{"typed", typed}, {"words", words_of<Enum, First, Last>()}});
}

std::optional<double> decimal_of(std::string typed) {
  std::ranges::replace(typed, ',', '.');
  double number = 0;
  const char* const end = typed.data() + typed.size();
  const auto [stop, error] = std::from_chars(typed.data(), end, number);
  return error == std::errc() && stop == end && std::isfinite(number) ? std::optional(number) : std::nullopt;
}

std::optional<std::uint32_t> whole_of(std::string_view typed) {
  std::uint32_t number = 0;
  const char* const end = typed.data() + typed.size();
  const auto [stop, error] = std::from_chars(typed.data(), end, number);
  return error == std::errc() && stop == end ? std::optional(number) : std::nullopt;
}

Problem no_number(const std::string& typed, std::string_view example) {
  return LocalizedMessage(tr("'{typed}' is no number: write it as {example}"),
                          {{"typed", typed}, {"example", example}});
}

Problem read_count(std::optional<std::uint32_t>& into, const std::string& typed) {
  into = whole_of(typed);
  return into ? Problem() : no_number(typed, "2");
}

Problem read_text(std::string& into, const std::string& typed) {
  if (typed.size() > model::kLongestSightingText) {
    return LocalizedMessage(tr("that is longer than {most} bytes: shorten it"),
                            {{"most", model::kLongestSightingText}});
  }
  into = typed;
  return {};
}

// "9WAB ch 16 +60 12 345 6789": what begins with a plus or has six digits is a telephone number, up to four
// digits are a channel, the rest is a call sign.
Problem read_reach(Sighting& sighting, const std::string& typed, Instant /*now*/) {
  if (typed.size() > model::kLongestSightingText) {
    return read_text(sighting.reporter.phone, typed);
  }
  model::Reporter reporter{.name = sighting.reporter.name, .call_sign = {}, .channel = {}, .phone = {}};
  const auto add = [](std::string& to, std::string_view word) {
    to += (to.empty() ? "" : " ") + std::string(word);
  };
  for (std::size_t at = 0; at < typed.size();) {
    const std::size_t from = std::min(typed.find_first_not_of(" ,;", at), typed.size());
    at = std::min(typed.find_first_of(" ,;", from), typed.size());
    std::string_view word = std::string_view(typed).substr(from, at - from);
    const std::string lowered = plain(word);
    const bool is_named = lowered.starts_with("ch") && word.size() > 2 && whole_of(word.substr(2));
    if (word.empty() || lowered == "ch" || lowered == "channel" || lowered == "kanal" ||
        lowered == "saluran") {
      continue;
    }
    const auto digits = std::ranges::count_if(word, [](char c) { return c >= '0' && c <= '9'; });
    if (word.starts_with('+') || !reporter.phone.empty() || digits >= 6) {
      add(reporter.phone, word);
    } else if (is_named || whole_of(word)) {
      add(reporter.channel, is_named ? word.substr(2) : word);
    } else {
      add(reporter.call_sign, word);
    }
  }
  sighting.reporter = std::move(reporter);
  return {};
}

// "045 3.5 from 2.5N 101.2E": bearing, range in nautical miles, where the observer was.
std::optional<model::SeenFrom> seen_from(const std::string& typed, Problem& problem) {
  const std::string lowered = plain(typed);
  std::size_t word = std::string::npos, length = 0;
  for (const std::string_view from : {" from ", " dari "}) {
    if (const auto at = lowered.find(from); at != std::string::npos) {
      word = at;
      length = from.size();
    }
  }
  if (word == std::string::npos) {
    return {};
  }
  const std::string before = typed.substr(0, word);
  const auto gap = before.find_first_of(" /");
  const auto bearing = decimal_of(before.substr(0, gap));
  const auto next = gap == std::string::npos ? gap : before.find_first_not_of(" /", gap);
  auto range = next == std::string::npos ? std::nullopt : decimal_of(before.substr(next));
  const auto place = text::typed_place(std::string_view(typed).substr(word + length));
  if (!bearing || !range || *bearing < 0 || *bearing > 360 || *range < 0) {
    problem =
        LocalizedMessage(tr("write true bearing, range in nautical miles and from where, as "
                            "'045 3.5 from 2.5N 101.2E'"));
    return {};
  }
  if (!place) {
    problem = place.error();
    return {};
  }
  return model::SeenFrom{.observer = *place,
                         .range = Distance::nautical_miles(std::min(*range, 1'000.0)),
                         .bearing = Bearing::degrees(*bearing)};
}

Problem read_place(Sighting& sighting, const std::string& typed, Instant /*now*/) {
  Problem problem;
  if (const auto from = seen_from(typed, problem)) {
    model::set_place_seen_from(sighting, *from);
    return {};
  }
  if (problem) {
    return problem;
  }
  const auto place = text::typed_place(typed);
  if (!place) {
    return place.error();
  }
  sighting.place = *place;
  sighting.from.reset();
  sighting.sigma = model::kUsualPlaceSigma;
  return {};
}

// A clock time so little ahead is a slip of the tongue or of the zone, not one of yesterday.
constexpr Span kMostAhead = Span::hours(6);

Problem read_time(Sighting& sighting, const std::string& typed, Instant now) {
  try {
    sighting.seen_at = past_time_of(typed, now, kMostAhead);
    return {};
  } catch (const runtime::UsageError& error) {
    return error.message();
  }
}

Problem read_time_sigma(Sighting& sighting, const std::string& typed, Instant /*now*/) {
  try {
    sighting.time_sigma = span_of(typed);
    return {};
  } catch (const runtime::UsageError& error) {
    return error.message();
  }
}

// "40", "about 40", "~40", "40+", "sekitar 40 orang".
Problem read_persons(Sighting& sighting, const std::string& typed, Instant /*now*/) {
  const std::string said = plain(typed);
  const auto first = std::min(said.find_first_of("0123456789"), said.size());
  const auto end = std::min(said.find_first_not_of("0123456789", first), said.size());
  const auto trimmed = [](std::string_view part) {
    while (!part.empty() && part.front() == ' ') {
      part.remove_prefix(1);
    }
    while (!part.empty() && part.back() == ' ') {
      part.remove_suffix(1);
    }
    return part;
  };
  const auto before = trimmed(std::string_view(said).substr(0, first));
  const auto after = trimmed(std::string_view(said).substr(end));
  constexpr auto kAbout = std::to_array<std::string_view>(
      {"about", "ca", "~", "±", "sekitar", "kira kira", "kurang lebih", "lebih kurang"});
  constexpr auto kAfter = std::to_array<std::string_view>({"", "+", "?", "persons", "people", "orang"});
  const auto number = whole_of(std::string_view(said).substr(first, end - first));
  const bool is_estimate = std::ranges::find(kAbout, before) != kAbout.end();
  const bool is_negative = first > 0 && typed[first - 1] == '-';
  if (!number || is_negative || (!before.empty() && !is_estimate) ||
      std::ranges::find(kAfter, after) == kAfter.end()) {
    return LocalizedMessage(tr("'{typed}' is no number of persons: write 40, or about 40"),
                            {{"typed", typed}});
  }
  sighting.persons = number;
  sighting.is_about = is_estimate || after == "+" || after == "?";
  return {};
}

Problem read_course(Sighting& sighting, const std::string& typed, Instant /*now*/) {
  const auto course = decimal_of(typed);
  if (!course || *course < 0 || *course > 360) {
    return LocalizedMessage(tr("'{typed}' is no course: write degrees from 000 to 360"), {{"typed", typed}});
  }
  sighting.course = Bearing::degrees(*course);
  return {};
}

Problem read_speed(Sighting& sighting, const std::string& typed, Instant /*now*/) {
  const auto speed = decimal_of(typed);
  if (!speed || *speed < 0) {
    return no_number(typed, "6.5");
  }
  sighting.speed = Speed::knots(std::min(*speed, 10'000.0));
  return {};
}

Problem read_length(Sighting& sighting, const std::string& typed, Instant /*now*/) {
  const auto length = decimal_of(typed);
  if (!length || *length < 0) {
    return no_number(typed, "12");
  }
  sighting.length = Distance::metres(std::min(*length, 1e6));
  return {};
}

Problem read_sigma(Sighting& sighting, const std::string& typed, Instant /*now*/) {
  const auto sigma = decimal_of(typed);
  if (!sigma || *sigma < 0) {
    return no_number(typed, "0.5");
  }
  sighting.sigma = Distance::nautical_miles(std::min(*sigma, 1'000.0));
  return {};
}

// "B2", "B", "2".
Problem read_grade(Sighting& sighting, const std::string& typed, Instant /*now*/) {
  const std::string code = plain(typed);
  model::SourceGrade grade;
  std::size_t at = 0;
  if (code[0] >= 'a' && code[0] <= 'f') {
    grade.reliability = static_cast<model::Reliability>(code[0] - 'a');
    at = 1;
  }
  const bool has_digit = at < code.size() && code[at] >= '1' && code[at] <= '6';
  if (has_digit) {
    grade.credibility = static_cast<std::uint32_t>(code[at] - '0');
  }
  if (at + (has_digit ? 1U : 0U) != code.size()) {
    return LocalizedMessage(
        tr("'{typed}' is no grade: write reliability A to F and credibility 1 to 6, as B2"),
        {{"typed", typed}});
  }
  sighting.grade = grade;
  return {};
}

using model::CraftKind;
using model::Freeboard;
using model::SeenCondition;
using model::SightingSource;

template <typename Enum, std::size_t First, std::size_t Last>
constexpr std::span<const std::string_view> choices() {
  return std::span(enum_names<Enum>).subspan(First, Last - First + 1);
}

constexpr auto kLastOfPersons = static_cast<std::size_t>(SightingSource::shore_post);
constexpr auto kLastCondition = enum_count<SeenCondition> - 1;
constexpr auto kLastCraft = enum_count<CraftKind> - 1;
constexpr auto kLastFreeboard = enum_count<Freeboard> - 1;

constexpr auto kFields = std::to_array<SightingField>({
    {.option = "--source",
     .value_name = tr("WHO"),
     .is_asked = true,
     .question = tr("Who saw it?"),
     .help = tr("Who saw it."),
     .choices = choices<SightingSource, 0, kLastOfPersons>(),
     .words = words_of<SightingSource, 0, kLastOfPersons>,
     .read = [](Sighting& s, const std::string& typed,
                Instant) { return read_choice<SightingSource, 0, kLastOfPersons>(s.source, typed); }},
    {.option = "--reporter",
     .value_name = tr("NAME"),
     .is_asked = true,
     .question = tr("Name of the person, ship or station?"),
     .help = tr("The name of who saw it, such as \"FV Sinar Laut\"."),
     .read = [](Sighting& s, const std::string& typed,
                Instant) { return read_text(s.reporter.name, typed); }},
    {.option = "--reach",
     .value_name = tr("HOW"),
     .is_asked = true,
     .question = tr("How can they be reached?"),
     .help = tr("Call sign, VHF channel, telephone, in any order, such as \"9WAB ch 16 +60123456789\": the "
                "outcome is told there."),
     .read = read_reach},
    {.option = "--at",
     .value_name = tr("PLACE"),
     .is_asked = true,
     .is_needed = true,
     .question = tr("Where?"),
     .help =
         tr("Latitude and longitude, such as \"2-30.0N 101-12.0E\"; or true bearing and range in nautical "
            "miles from a place: \"045 3.5 from 2.5N 101.2E\"."),
     .read = read_place},
    {.option = "--sigma",
     .value_name = tr("NM"),
     .question = verbatim(""),
     .help = tr("How sure the place is, in nautical miles; otherwise 0.5, or 5° and 20 % of a bearing and "
                "range."),
     .read = read_sigma},
    {.option = "--time",
     .value_name = tr("TIME"),
     .is_asked = true,
     .question = tr("When?"),
     .help = tr("How long ago, such as 10min, or a time in UTC such as 14:05; otherwise now."),
     .read = read_time},
    {.option = "--time-sigma",
     .value_name = tr("SPAN"),
     .question = verbatim(""),
     .help = tr("How sure the time is, such as 5min; otherwise 60s."),
     .read = read_time_sigma},
    {.option = "--persons",
     .value_name = tr("NUMBER"),
     .is_asked = true,
     .question = tr("How many people?"),
     .help = tr("A number, or an estimate such as \"about 40\"."),
     .read = read_persons},
    {.option = "--condition",
     .value_name = tr("HOW"),
     .is_asked = true,
     .question = tr("In what condition?"),
     .help = tr("The condition of people or craft."),
     .choices = choices<SeenCondition, 1, kLastCondition>(),
     .words = words_of<SeenCondition, 1, kLastCondition>,
     .read = [](Sighting& s, const std::string& typed,
                Instant) { return read_choice<SeenCondition, 1, kLastCondition>(s.condition, typed); }},
    {.option = "--needs",
     .value_name = tr("TEXT"),
     .is_asked = true,
     .question = tr("What do they need?"),
     .help = tr("What the people need, such as \"water, a doctor\"."),
     .read = [](Sighting& s, const std::string& typed, Instant) { return read_text(s.needs, typed); }},
    {.option = "--craft",
     .value_name = tr("KIND"),
     .is_asked = true,
     .question = tr("What kind of craft?"),
     .help = tr("The kind of craft."),
     .choices = choices<CraftKind, 1, kLastCraft>(),
     .words = words_of<CraftKind, 1, kLastCraft>,
     .read = [](Sighting& s, const std::string& typed,
                Instant) { return read_choice<CraftKind, 1, kLastCraft>(s.craft, typed); }},
    {.option = "--count",
     .value_name = tr("NUMBER"),
     .is_asked = true,
     .question = tr("How many craft?"),
     .help = tr("The number of craft; otherwise one."),
     .read = [](Sighting& s, const std::string& typed, Instant) { return read_count(s.craft_count, typed); }},
    {.option = "--course",
     .value_name = tr("DEGREES"),
     .is_asked = true,
     .question = tr("On what course?"),
     .help = tr("The true course, from 000 to 360."),
     .read = read_course},
    {.option = "--speed",
     .value_name = tr("KNOTS"),
     .is_asked = true,
     .question = tr("How fast?"),
     .help = tr("The speed in knots."),
     .read = read_speed},
    {.option = "--length",
     .value_name = tr("METRES"),
     .is_asked = true,
     .question = tr("How long?"),
     .help = tr("The length in metres."),
     .read = read_length},
    {.option = "--engines",
     .value_name = tr("NUMBER"),
     .is_asked = true,
     .question = tr("How many engines?"),
     .help = tr("The number of engines."),
     .read = [](Sighting& s, const std::string& typed, Instant) { return read_count(s.engines, typed); }},
    {.option = "--freeboard",
     .value_name = tr("HOW"),
     .is_asked = true,
     .question = tr("How high is its side above the water?"),
     .help = tr("How high the side stands above the water."),
     .choices = choices<Freeboard, 1, kLastFreeboard>(),
     .words = words_of<Freeboard, 1, kLastFreeboard>,
     .read = [](Sighting& s, const std::string& typed,
                Instant) { return read_choice<Freeboard, 1, kLastFreeboard>(s.freeboard, typed); }},
    {.option = "--grade",
     .value_name = tr("CODE"),
     .is_asked = true,
     .question = tr("How far is the source trusted?"),
     .help = tr("Reliability of the source, A (completely reliable) to F (cannot be judged), and credibility "
                "of what it says, 1 (confirmed) to 6 (cannot be judged), such as B2."),
     .read = read_grade},
    {.option = {},
     .value_name = tr("TEXT"),
     .is_asked = true,
     .question = tr("Anything else?"),
     .help = tr("What else was seen, in quotes."),
     .read = [](Sighting& s, const std::string& typed, Instant) { return read_text(s.text, typed); }},
});

}  // namespace

std::span<const SightingField> sighting_fields() {
  return kFields;
}

model::Sighting new_sighting(Instant now) {
  model::Sighting sighting;
  sighting.source = SightingSource::fisherman;
  sighting.seen_at = now;
  return sighting;
}

std::optional<LocalizedMessage> take(const SightingField& field, model::Sighting& sighting,
                                     const std::string& typed, Instant now) {
  model::Sighting changed = sighting;
  Problem problem = field.read(changed, typed, now);
  if (!problem) {
    problem = coordinate::problem_of(changed, now);
  }
  if (!problem) {
    sighting = std::move(changed);
  }
  return problem;
}

}  // namespace selat::service
