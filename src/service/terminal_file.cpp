#include "service/terminal_file.h"

#include <utility>

#include "runtime/paths.h"
#include "service/demo_setup.h"
#include "service/record_place.h"

namespace selat::service {
namespace {

using Tone = terminal::ControlPointScreen::Tone;

// A file that cannot be opened is tried again.
constexpr Span kOpenAgainAfter = Span::seconds(5);

}  // namespace

// At a demo what is typed must not come into the record of a real watch, nor a real word to a demo: the
// terminal keeps its file where the demo that runs, or ran last, in its run directory has its own data.
std::filesystem::path file_of_terminal(const config::Settings& settings, std::string_view control_point) {
  auto directory =
      settings.data_directory.empty() ? runtime::default_data_directory() : settings.data_directory;
  const auto record = noted_record(settings.bus.directory);
  if (record && record->parent_path() == data_directory_of_demo(directory)) {
    directory = record->parent_path();
  }
  return directory / ("control-point-" + std::string(control_point) + ".sqlite");
}

TerminalFile::TerminalFile(terminal::ControlPointScreen& screen, std::filesystem::path file, Clock clock)
    : screen_(screen), file_(std::move(file)), clock_(std::move(clock)) {
  open();
  try {
    if (store_) {
      lines_ = store_->lines();
      coordinator_ = store_->coordinator();
    }
  } catch (const store::StoreError& error) {
    store_.reset();
    problem_ = error.message();
  }
}

void TerminalFile::open() {
  const Now now = clock_();
  store_.reset();
  remembered_ = {};
  open_again_at_ = now.steady + kOpenAgainAfter;
  try {
    store_ = std::make_unique<store::TerminalStore>(file_, now.wall);
  } catch (const store::StoreError& error) {
    problem_ = error.message();
  }
}

void TerminalFile::tell() {
  if (!store_) {
    if (!std::exchange(was_told_unkept_, true)) {
      screen_.print(tr("NOTHING IS KEPT on the disk: {why}. What is typed here is lost if this terminal ends "
                       "before the server has received it."),
                    {{"why", problem_}}, Tone::urgent);
    }
    return;
  }
  // What another file lacks is written to it from here.
  for (const LocalizedMessage& line :
       std::exchange(is_begun_anew_, false) ? std::vector<LocalizedMessage>() : store_->findings()) {
    screen_.print(line, Tone::urgent);
  }
  if (std::exchange(was_told_unkept_, false)) {
    screen_.print(tr("What is typed and told here is kept on the disk again."));
  }
}

bool TerminalFile::look_after() {
  const bool is_gone = store_ && !store_->is_in_place();
  if (!is_gone && (store_ || clock_().steady < open_again_at_)) {
    return false;
  }
  if (is_gone) {
    is_begun_anew_ = true;
    screen_.print(tr("The file in which this terminal keeps what is typed and told was deleted, moved, "
                     "replaced or cut short; another is begun with all that this terminal knows."),
                  {}, Tone::urgent);
  }
  open();
  return true;
}

void TerminalFile::remember(const coordinate::CoordinatorMemory& memory) {
  if (store_ && memory != remembered_ && store_->save(memory)) {
    remembered_ = memory;
  }
}

}  // namespace selat::service
