#include "cli/described_keys.h"

#include <fmt/format.h>

#include "config/settings_schema.h"
#include "text/translate.h"

namespace selat::cli {

std::string described_keys(const config::Vocabulary& vocabulary, Language language) {
  std::string out;
  const auto key = [&](std::string_view name, const LocalizedMessage& value, const LocalizedMessage& standard,
                       MessageId meaning) {
    out += fmt::format("{} = {}; {}\n    {}\n", name, text::translate(value, language),
                       text::translate(standard, language), text::translate(meaning, language));
  };
  for (const config::SectionRow& section : config::settings_sections()) {
    const std::string header = config::header_of(section);
    out += fmt::format("{}# {}\n{}", out.empty() ? "" : "\n", text::translate(section.meaning, language),
                       header.empty() ? "" : header + "\n");
    for (const config::KeyRow& row : config::settings_keys()) {
      if (row.section == section.path) {
        key(row.name, config::expected_value(row),
            row.is_required ? LocalizedMessage(tr("required"))
                            : LocalizedMessage(tr("default: {value}"), {{"value", row.standard}}),
            row.meaning);
      }
    }
  }
  for (const config::KnownRule& rule : vocabulary.rules) {
    out += fmt::format("\n# {}\n[rules.{}]\n", text::translate(rule.meaning, language), rule.id);
    for (const config::KnownThreshold& threshold : rule.thresholds) {
      key(threshold.name, config::number_between(threshold.low, threshold.high),
          LocalizedMessage(tr("default: {value}"), {{"value", fmt::format("{}", threshold.standard)}}),
          threshold.meaning);
    }
  }
  return out;
}

}  // namespace selat::cli
