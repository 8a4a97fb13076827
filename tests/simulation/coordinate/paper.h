#pragma once
// A control point's screen that prints on paper, for histories in which what is printed is read.

#include <memory>
#include <optional>
#include <string>

#include "coordinate/inbox.h"
#include "support/paper_console.h"
#include "terminal/control_point_screen.h"
#include "text/names.h"

namespace selat::coordinate::simulation {

class Paper {
 public:
  // Prints the notice; whether the paper then says how grave the alert is or was.
  bool shows(const model::Notice& notice, const std::optional<ToldAlert>& before) {
    console_->text.clear();
    screen_.print_notice(notice, before ? std::optional(before->notice) : std::nullopt);
    return console_->says("#" + std::to_string(notice.alert.number) + " " +
                          std::string(text::name(model::gravest(notice), Language::en)) + " ");
  }

 private:
  std::unique_ptr<test::PaperConsole> console_ = std::make_unique<test::PaperConsole>();
  terminal::ControlPointScreen screen_{*console_, Language::en, [] { return Now(); }};
};

}  // namespace selat::coordinate::simulation
