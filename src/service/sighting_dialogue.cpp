#include "service/sighting_dialogue.h"

#include <algorithm>
#include <array>
#include <utility>

#include "text/names.h"
#include "text/sighting.h"
#include "text/translate.h"

namespace selat::service {
namespace {

constexpr std::array kLanguages = {Language::en, Language::id, Language::ms};
constexpr MessageId kCancel = tr("command", "cancel");

std::string trimmed(std::string_view line) {
  constexpr std::string_view kSpace = " \t\r\n";
  const auto from = line.find_first_not_of(kSpace);
  return from == std::string_view::npos
             ? std::string()
             : std::string(line.substr(from, line.find_last_not_of(kSpace) - from + 1));
}

bool is_cancel(std::string_view typed) {
  return std::ranges::any_of(kLanguages,
                             [&](Language language) { return typed == text::translate(kCancel, language); });
}

// What Enter takes where nothing was said of it yet.
LocalizedMessage standard_of(const SightingField& field, const model::Sighting& sighting) {
  if (field.option == "--source") {
    return text::label(sighting.source);
  }
  if (field.option == "--time") {
    return tr("now");
  }
  return tr("not said");
}

}  // namespace

SightingDialogue::SightingDialogue(Surroundings surroundings)
    : here_(std::move(surroundings)), sighting_(new_sighting(here_.wall())) {}

const SightingField* SightingDialogue::field() const {
  const auto fields = sighting_fields();
  return at_ < fields.size() ? &fields[at_] : nullptr;
}

LocalizedMessage SightingDialogue::question() const {
  const SightingField* const asked = field();
  if (asked == nullptr) {
    return {tr("{severity}. {sighting} Enter sends it, '<' goes back, '{cancel}' drops it."),
            {{"severity", text::label(model::severity_of(sighting_))},
             {"sighting", text::sighting(sighting_, here_.language)},
             {"cancel", kCancel}}};
  }
  LocalizedMessage question(asked->question);
  if (asked->words != nullptr) {
    question = {tr("{question} {words}"), {{"question", question}, {"words", asked->words()}}};
  }
  return asked->is_needed && !has_place_
             ? question
             : LocalizedMessage(tr("{question} [{standard}]"),
                                {{"question", question}, {"standard", standard_of(*asked, sighting_)}});
}

LocalizedMessage SightingDialogue::help() const {
  const SightingField* const asked = field();
  const LocalizedMessage about = asked == nullptr ? tr("What is sent stands above.") : asked->help;
  return {tr("{about} Enter: what stands in brackets. '.': the rest as it stands. '<': back. '{cancel}': "
             "nothing is sent."),
          {{"about", about}, {"cancel", kCancel}}};
}

void SightingDialogue::go_on() {
  do {
    ++at_;
  } while (field() != nullptr && !field()->is_asked);
}

void SightingDialogue::go_back() {
  const auto fields = sighting_fields();
  for (std::size_t before = at_; before > 0;) {
    if (fields[--before].is_asked) {
      at_ = before;
      return;
    }
  }
}

// Up to the question that must be answered.
void SightingDialogue::skip_the_rest() {
  while (field() != nullptr && (!field()->is_needed || has_place_)) {
    go_on();
  }
}

std::optional<LocalizedMessage> SightingDialogue::take(std::string_view line) {
  const std::string typed = trimmed(line);
  if (typed == "?") {
    return help();
  }
  if (is_cancel(typed)) {
    state_ = State::cancelled;
    return LocalizedMessage(tr("Dropped: nothing is sent."));
  }
  if (typed == "<") {
    go_back();
    return {};
  }
  const SightingField* const asked = field();
  if (asked == nullptr) {
    if (!typed.empty()) {
      return help();
    }
    state_ = State::done;
    return {};
  }
  if (typed == ".") {
    skip_the_rest();
    return field() != nullptr ? std::optional(LocalizedMessage(tr("That must be said:"))) : std::nullopt;
  }
  return answer(*asked, typed);
}

std::optional<LocalizedMessage> SightingDialogue::answer(const SightingField& field,
                                                         const std::string& typed) {
  if (typed.empty()) {
    if (field.is_needed && !has_place_) {
      return LocalizedMessage(tr("That must be said:"));
    }
    go_on();
    return {};
  }
  if (auto problem = service::take(field, sighting_, typed, here_.wall())) {
    return problem;
  }
  if (field.is_needed) {
    if (auto doubt = doubt_about_place()) {
      return doubt;
    }
    has_place_ = true;
  }
  go_on();
  return {};
}

std::optional<LocalizedMessage> SightingDialogue::doubt_about_place() {
  const auto doubt = here_.doubt ? here_.doubt(sighting_.place) : std::nullopt;
  if (!doubt || std::exchange(doubted_, sighting_.place) == sighting_.place) {
    return {};
  }
  return LocalizedMessage(tr("{doubt}: type it once more if it is so, or type the right place"),
                          {{"doubt", *doubt}});
}

}  // namespace selat::service
