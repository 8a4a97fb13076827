#include "service/decode_statistics.h"

#include <string_view>

#include <fmt/format.h>

#include "text/measure.h"
#include "text/terminal.h"
#include "text/translate.h"

namespace selat::service {
namespace {

std::string row(std::string_view what, std::uint64_t count) {
  return fmt::format("{} {:>12}\n", text::fitted(what, 42), count);
}

template <typename Enum>
std::string rows(const LocalizedMessage& heading, const EnumCounts<Enum>& counts, Language language) {
  std::string out;
  counts.for_each([&](Enum kind, std::uint64_t count) {
    if (count > 0) {
      out += row(text::translate(heading, language) + ' ' + std::string(name_of(kind)), count);
    }
  });
  return out;
}

// Nothing where no radar was heard.
std::string radar_statistics(const DecodeTally& tally, Language language) {
  const auto say = [language](const LocalizedMessage& what, std::uint64_t count) {
    return count > 0 ? row(text::translate(what, language), count) : std::string();
  };
  const auto& lines = tally.radar;
  const auto& blocks = tally.asterix;
  std::string out;
  out += rows(tr("problem"), lines.problems, language);
  out += rows(tr("problem"), blocks.problems, language);
  out += rows(tr("remark"), lines.warnings, language);
  out += rows(tr("remark"), blocks.warnings, language);
  out += say(LocalizedMessage(tr("radar sentences")), lines.sentences);
  out += say(LocalizedMessage(tr("of these of the radar's own vessel")), lines.own_ship);
  out += say(LocalizedMessage(tr("ASTERIX data blocks")), blocks.blocks);
  out += say(LocalizedMessage(tr("data blocks cut or broken")), blocks.bad_blocks);
  for (std::size_t category = 0; category < blocks.unknown_categories.size(); ++category) {
    out += say(LocalizedMessage(tr("data blocks of CAT {n}, not read"), {{"n", category}}),
               blocks.unknown_categories[category]);
  }
  out += say(LocalizedMessage(tr("ASTERIX items not read")), blocks.items_unread);
  out += say(LocalizedMessage(tr("radar targets")), lines.reports + blocks.reports);
  out += say(LocalizedMessage(tr("radar status messages")), blocks.statuses);
  return out;
}

}  // namespace

std::string statistics_of(const DecodeTally& tally, double seconds, Language language) {
  const auto& ais = tally.ais;
  const auto say = [language](const LocalizedMessage& what, std::uint64_t count) {
    return row(text::translate(what, language), count);
  };
  std::string out;
  for (std::size_t type = 0; type < ais.messages.size(); ++type) {
    if (ais.messages[type] > 0) {
      out += say(LocalizedMessage(tr("messages of type {n}"), {{"n", type}}), ais.messages[type]);
    }
  }
  out += rows(tr("problem"), ais.sentence_problems, language);
  out += rows(tr("problem"), ais.message_problems, language);
  out += rows(LocalizedMessage(tr("TAG block problem")), ais.tag_problems, language);
  out += rows(tr("remark"), ais.warnings, language);
  out += say(LocalizedMessage(tr("lines")), ais.lines);
  out += say(LocalizedMessage(tr("lines too long")), tally.lines.overlong_lines);
  out += say(LocalizedMessage(tr("lines that are no sentence")), ais.unrecognised_lines);
  out += say(LocalizedMessage(tr("other sentences")), ais.other_sentences);
  out += say(LocalizedMessage(tr("AIS sentences")), ais.sentences);
  out += say(LocalizedMessage(tr("messages")), ais.message_total());
  out += radar_statistics(tally, language);
  const auto rate = [&](std::uint64_t count, double per_one, int digits) {
    return text::number(static_cast<double>(count) / seconds * per_one, digits, language);
  };
  return out +
         text::translate(LocalizedMessage(tr("{seconds} s, {rate} sentences/s, {bytes} MB/s"),
                                          {{"seconds", text::number(seconds, 3, language)},
                                           {"rate", rate(ais.sentences, 1, 0)},
                                           {"bytes", rate(ais.bytes, 1e-6, 1)}}),
                         language) +
         '\n';
}

}  // namespace selat::service
