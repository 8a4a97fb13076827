#pragma once
// The sections of the screen beside the alerts: time and sums, processes, feeds, sectors, what happened last.
// Each says how old it is where it is not current.
//
// Thread: any. Pure; picture and text must outlive it.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cop/operational_picture.h"
#include "terminal/lines.h"
#include "terminal/picture_text.h"
#include "terminal/radar_alignments.h"
#include "terminal/silent_tracks.h"
#include "text/translate.h"

namespace selat::terminal {

class StatusSections {
 public:
  StatusSections(const cop::OperationalPicture& picture, const PictureText& text, Now now)
      : picture_(picture), text_(text), now_(now) {}

  // Time, then what there is in numbers, then what is not heard, then the warnings. `is_short`: in fewer
  // words. No number is ever cut.
  [[nodiscard]] Lines head(std::size_t columns, bool is_short) const;
  // What a person must know before he believes the rest.
  [[nodiscard]] Lines warnings(std::size_t columns, bool is_short) const;
  // A table; `is_short`: only those that do not run as they should, and how many do.
  [[nodiscard]] Lines processes(bool is_short) const;
  // And the outputs, where there are any.
  [[nodiscard]] Lines feeds(std::size_t columns) const;
  // A table of all sectors; `is_short`: a line for each control point.
  [[nodiscard]] Lines sectors(bool is_short) const;
  // How radars lie against AIS; nothing where there is none.
  [[nodiscard]] Lines radars() const { return radar_alignments(picture_, text_.language()); }
  // What floats and is silent on AIS; nothing where there is none.
  [[nodiscard]] Lines silent(std::size_t columns, std::size_t most) const {
    return silent_tracks(picture_, text_.language(), now_, columns, most);
  }
  // The last events and entries of the log.
  [[nodiscard]] Lines events(std::size_t most) const;

 private:
  [[nodiscard]] std::string_view word(MessageId id) const { return text::translate(id, text_.language()); }
  [[nodiscard]] std::size_t distresses() const;
  [[nodiscard]] std::vector<std::string> sums(bool is_short) const;
  [[nodiscard]] std::string alerts_sum(bool is_short) const;
  [[nodiscard]] std::string tracks_sum() const;
  [[nodiscard]] std::string silent_sum() const;
  [[nodiscard]] std::string sectors_sum(bool is_short) const;
  [[nodiscard]] Line process(const std::string& name, const cop::ProcessNow& process) const;
  [[nodiscard]] std::string strangers_at(const model::ProcessHealth& health) const;
  [[nodiscard]] std::string problems_of(const model::FeedHealth& health) const;
  [[nodiscard]] Lines outputs() const;
  [[nodiscard]] std::string remarks_on(const model::OutputHealth& output) const;
  [[nodiscard]] Line title(MessageId id, std::optional<cop::Part> part = {}) const;
  [[nodiscard]] Tone unless_stale(cop::Part part, Tone tone) const;
  [[nodiscard]] std::string lease_of(std::optional<Instant> expires_at) const;
  [[nodiscard]] Line sector(const model::SectorRow& row) const;
  [[nodiscard]] Lines sector_table() const;
  [[nodiscard]] Lines sectors_by_holder() const;
  [[nodiscard]] std::string sectors_of(std::string_view holder) const;
  [[nodiscard]] std::string speaker_of(const model::ControlPointStatus& point) const;

  const cop::OperationalPicture& picture_;
  const PictureText& text_;
  Now now_;
};

[[nodiscard]] Tone tone_of(model::Severity severity);
// "WIB 21:03, MYT/SGT 22:03": the time of day around the Strait.
[[nodiscard]] std::string local_times(Instant at);

}  // namespace selat::terminal
