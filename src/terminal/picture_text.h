#pragma once
// The common operational picture as text, in the language of the person, with the names of sectors and zones.
// Safe for a terminal, except where noted.
//
// Thread: any. Pure; the picture must outlive it.

#include <string>
#include <string_view>

#include "base/language.h"
#include "cop/operational_picture.h"

namespace selat::terminal {

class PictureText {
 public:
  PictureText(const cop::OperationalPicture& picture, Language language)
      : picture_(picture), language_(language) {}

  [[nodiscard]] Language language() const { return language_; }
  // The sentence that explains it.
  [[nodiscard]] std::string why(const model::Alert& alert) const;
  [[nodiscard]] std::string why(const model::Assignment& assignment) const;
  // "S07 Selat Rupat", or the id alone; not escaped.
  [[nodiscard]] std::string sector_name(std::string_view id) const;
  // One line.
  [[nodiscard]] std::string line_of(const cop::Event& event) const;

 private:
  // Of a sector or zone; empty where the chart does not name it.
  [[nodiscard]] std::string place_name(std::string_view id) const;
  [[nodiscard]] std::string words_of(const cop::FeedChanged& event) const;
  [[nodiscard]] std::string words_of(const cop::AlertRaised& event) const;
  [[nodiscard]] std::string words_of(const cop::AlertOver& event) const;
  [[nodiscard]] std::string words_of(const cop::SectorGranted& event) const;
  [[nodiscard]] std::string words_of(const cop::SectorUncovered& event) const;
  [[nodiscard]] std::string words_of(const cop::ProcessChanged& event) const;
  [[nodiscard]] std::string words_of(const cop::ChildRestarted& event) const;

  const cop::OperationalPicture& picture_;
  Language language_;
};

}  // namespace selat::terminal
