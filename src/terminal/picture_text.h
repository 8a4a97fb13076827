#pragma once
// The common operational picture as text, in the language of the person, with the names of sectors and zones.
// Safe for a terminal, except where noted.
//
// Thread: any. Pure; the picture must outlive it.

#include <string>
#include <string_view>

#include "base/language.h"
#include "cop/operational_picture.h"
#include "terminal/alert_words.h"

namespace selat::terminal {

class PictureText {
 public:
  PictureText(const cop::OperationalPicture& picture, Language language)
      : picture_(picture), language_(language) {}

  [[nodiscard]] Language language() const { return language_; }
  // The words that a control point's terminal has for an alert, too.
  [[nodiscard]] AlertWords alert_words() const;
  // The sentence that explains it.
  [[nodiscard]] std::string why(const model::Alert& alert) const;
  // Why it is held, or why not: who is left out of it and until when comes first.
  [[nodiscard]] std::string why(const model::SectorRow& row) const;
  [[nodiscard]] std::string why(const model::Assignment& assignment) const;
  // "lumut: weather until 14:20 UTC, 3 m waves"
  [[nodiscard]] std::string exclusion(const model::Exclusion& exclusion) const;
  // Where it is, how it moves and how old that is.
  [[nodiscard]] std::string place(const model::Alert& alert, Instant now) const;
  // Without its time.
  [[nodiscard]] std::string line_of(const model::LogEntry& entry) const;
  // The age of a part, where it is not current: "as of 12 s ago", "not heard"; else empty.
  [[nodiscard]] std::string staleness(cop::Part part, SteadyTime now) const;
  // "S07 Selat Rupat", or the id alone; not escaped.
  [[nodiscard]] std::string sector_name(std::string_view id) const;
  // One line.
  [[nodiscard]] std::string line_of(const cop::Event& event) const;

 private:
  // Of a sector or zone; empty where the chart does not name it.
  [[nodiscard]] std::string place_name(std::string_view id) const;
  [[nodiscard]] std::string words_of(const cop::FeedChanged& event) const;
  [[nodiscard]] std::string words_of(const cop::AlertRaised& event, Instant at) const;
  [[nodiscard]] std::string words_of(const cop::AlertOver& event, Instant at) const;
  [[nodiscard]] std::string words_of(const cop::SectorGranted& event) const;
  [[nodiscard]] std::string words_of(const cop::SectorUncovered& event) const;
  [[nodiscard]] std::string words_of(const cop::ProcessChanged& event) const;
  [[nodiscard]] std::string words_of(const cop::ChildRestarted& event) const;
  [[nodiscard]] std::string words_of(const cop::LogWritten& event) const;

  const cop::OperationalPicture& picture_;
  Language language_;
};

}  // namespace selat::terminal
