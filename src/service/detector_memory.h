#pragma once
// What the detector keeps in the data directory, so that a restart goes on where it was:
//
//   detect.state    the state of the engine: tracks, findings, the reports of the last minutes
//   detect.context  what people have added to the context of the rules, as last heard of the coordination
//                   server
//
// The state is written once a minute, and soon after an anomaly was raised, in a forked copy of the process,
// so that reports do not wait for the disk; less often where writing takes long. Only of live traffic: the
// time of a recording that is played begins again with each start. It is read when it is young enough and was
// written by this very program with the same rules; what cannot be used is moved aside (.refused).
//
// Thread: that of the process. Errors: logged, and problem(); the detector works on without.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>

#include "base/localized_message.h"
#include "detect/engine.h"
#include "model/context_entry.h"
#include "runtime/forked_task.h"
#include "units/clock.h"

namespace selat::service {

class DetectorMemory {
 public:
  explicit DetectorMemory(const std::filesystem::path& directory);

  // The table stored last; empty where there is none.
  [[nodiscard]] model::ContextTable context();
  void store(const model::ContextTable& table);

  // Into an engine that has observed nothing. Returns when the state was saved; empty: the engine begins
  // anew.
  [[nodiscard]] std::optional<Instant> restore(detect::Engine& engine, Instant wall);
  // The state is of other traffic than what is heard now, or of a time to come: moves it aside, and saves
  // none any more. `why` completes the sentence "detect.state …".
  void refuse_state(std::string_view why);

  // To be called each second: begins to save the state where that is due, and notices that it is saved.
  void save_if_due(detect::Engine& engine, Now now);
  // What has happened should be saved soon.
  void note_news() { has_news_ = true; }
  // At the end of the process: waits for the disk.
  void save(detect::Engine& engine, Instant wall);

  // That it cannot be written.
  [[nodiscard]] const std::optional<LocalizedMessage>& problem() const { return problem_; }
  [[nodiscard]] std::uint64_t saved() const { return saved_; }
  // Files that were moved aside.
  [[nodiscard]] std::uint64_t refused() const { return refused_; }

 private:
  [[nodiscard]] bool write_state(detect::Engine& engine, Instant wall) const;
  void conclude(bool is_saved);
  void move_aside(const std::filesystem::path& from, const std::filesystem::path& file, std::string_view why);

  std::filesystem::path state_, context_;
  std::uint64_t program_ = 0;
  runtime::ForkedTask saving_;
  SteadyTime began_at_;  // the last saving; zero: none yet
  Span took_;
  bool has_news_ = false;
  bool is_refused_ = false;
  std::uint64_t saved_ = 0, refused_ = 0;
  std::optional<LocalizedMessage> problem_;
};

}  // namespace selat::service
