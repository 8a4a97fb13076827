#pragma once
// The file of a control point's terminal (store/terminal_store.h): opened, watched, and another one begun
// where it is gone. A terminal without a disk is better than none: its person is told, and the file is tried
// again.
//
// Thread: that of the io_context. What is passed in must outlive it.

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/localized_message.h"
#include "config/settings.h"
#include "coordinate/coordinator_memory.h"
#include "store/terminal_store.h"
#include "terminal/control_point_screen.h"
#include "units/clock.h"

namespace selat::service {

// Where it lies.
[[nodiscard]] std::filesystem::path file_of_terminal(const config::Settings& settings,
                                                     std::string_view control_point);

class TerminalFile {
 public:
  TerminalFile(terminal::ControlPointScreen& screen, std::filesystem::path file, Clock clock);

  [[nodiscard]] store::TerminalStore* store() const { return store_.get(); }  // null: nothing is kept
  // As it was when the file was first opened.
  [[nodiscard]] const coordinate::CoordinatorMemory& coordinator() const { return coordinator_; }
  [[nodiscard]] const std::vector<std::string>& lines() const { return lines_; }

  // Says what was found in it, and whether anything is kept.
  void tell();
  // To be called a few times a second. True: store() is another one now, and knows nothing of this process.
  [[nodiscard]] bool look_after();
  // Writes it unless it is there.
  void remember(const coordinate::CoordinatorMemory& memory);

 private:
  void open();

  terminal::ControlPointScreen& screen_;
  std::filesystem::path file_;
  Clock clock_;
  std::unique_ptr<store::TerminalStore> store_;
  LocalizedMessage problem_;  // why there is no store_
  bool was_told_unkept_ = false;
  bool is_begun_anew_ = false;  // in place of one that was lost while this process ran
  SteadyTime open_again_at_;
  coordinate::CoordinatorMemory coordinator_;
  coordinate::CoordinatorMemory remembered_;  // on disk
  std::vector<std::string> lines_;
};

}  // namespace selat::service
