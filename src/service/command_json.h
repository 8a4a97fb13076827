#pragma once
// What short commands say, most of it as JSON. Text from outside stays sound JSON. Thread: any. Pure.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/language.h"
#include "chart/conflicts.h"
#include "chart/folder_check.h"
#include "chart/import.h"
#include "config/read_settings.h"
#include "draw/chart_plot.h"
#include "service/context_form.h"
#include "service/key_ring.h"
#include "units/instant.h"

namespace selat::service {

// The server has done what a person at the watch asked.
struct Done {
  std::string id = {};                  // of the entry it is about; empty: of none
  std::optional<Instant> ends_at = {};  // of that entry
};
[[nodiscard]] std::string as_json(const Done& done);

// A log entry that the server has taken, with its place as it was understood.
[[nodiscard]] std::string as_json(const TypedLogEntry& written);
[[nodiscard]] std::string as_text(const TypedLogEntry& written, Language language);

// A picture that was drawn.
struct Picture {
  const std::filesystem::path& file;
  const draw::View& view;
  const draw::Plot& plot;
};
[[nodiscard]] std::string as_json(const Picture& picture);

[[nodiscard]] std::string as_json(const std::vector<ListedKey>& keys);

// Messages are in the language.
[[nodiscard]] std::string as_json(const chart::ImportResult& imported, const std::filesystem::path& file,
                                  Language language);
[[nodiscard]] std::string as_json(const std::vector<chart::FileCheck>& checks,
                                  const std::vector<chart::Conflict>& conflicts,
                                  const std::filesystem::path& folder, Language language);
// Of `config check`: what is wrong, and where nothing is, what it warns of.
[[nodiscard]] std::string as_json(const std::vector<config::SettingsProblem>& problems,
                                  const std::string& file, Language language);

}  // namespace selat::service
