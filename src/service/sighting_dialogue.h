#pragma once
// The form of a sighting, question by question, made for a call: Enter takes what stands in brackets, "?"
// helps, "." takes the rest as it stands, "<" goes back, and a wrong answer is asked again at once. At the
// end the person reads what is sent and how grave it is.
//
// Thread: one. No I/O: lines go in, messages come out.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/language.h"
#include "base/localized_message.h"
#include "model/sighting.h"
#include "service/sighting_form.h"
#include "units/instant.h"

namespace selat::service {

class SightingDialogue {
 public:
  enum class State : std::uint8_t { asking, done, cancelled };
  struct Surroundings {
    Language language = Language::en;
    std::function<Instant()> wall;
    // What speaks against a place (land, beyond the chart); empty: nothing. The person may insist.
    std::function<std::optional<LocalizedMessage>(geo::Position)> doubt;
  };
  explicit SightingDialogue(Surroundings surroundings);

  [[nodiscard]] State state() const { return state_; }
  // What is asked now, with what Enter takes.
  [[nodiscard]] LocalizedMessage question() const;
  // An answer to it. What is to be said before the next question; empty: nothing.
  [[nodiscard]] std::optional<LocalizedMessage> take(std::string_view line);
  [[nodiscard]] const model::Sighting& sighting() const { return sighting_; }

 private:
  [[nodiscard]] std::optional<LocalizedMessage> answer(const SightingField& field, const std::string& typed);
  [[nodiscard]] std::optional<LocalizedMessage> doubt_about_place();
  [[nodiscard]] LocalizedMessage help() const;
  void go_on();
  void go_back();
  void skip_the_rest();
  [[nodiscard]] const SightingField* field() const;  // nullptr: everything was asked

  Surroundings here_;
  State state_ = State::asking;
  std::size_t at_ = 0;
  bool has_place_ = false;
  std::optional<geo::Position> doubted_;  // the same once more is insisted on
  model::Sighting sighting_;
};

}  // namespace selat::service
