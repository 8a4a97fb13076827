#pragma once
// How a person goes through the list of open alerts: which is selected, and which part of the list is seen.
// The selected alert keeps its line on the screen while others come and go around it; when it leaves the
// list, nothing is selected, so that no key acts on another alert by mistake.
//
// Thread: any. Pure.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace selat::terminal {

class AlertList {
 public:
  // The part of the list that is seen.
  struct Window {
    std::size_t first = 0;
    std::size_t count = 0;
  };

  // For `ids` in the order of the list, and room for `height` of them (at least 1).
  Window arrange(std::span<const std::uint64_t> ids, std::size_t height);

  [[nodiscard]] std::optional<std::uint64_t> selected() const { return selected_; }
  // Up or down by so many of the ids of the last arrange(); without a selection the first move selects.
  void move(int by);
  void move_page(int pages);
  void move_to_end(bool is_last);
  void select_alert(std::uint64_t id);
  void clear_selection();

 private:
  void select(std::size_t index);

  std::vector<std::uint64_t> ids_;  // as arranged last
  std::optional<std::uint64_t> selected_;
  std::size_t index_ = 0;  // of the selected alert, or of the one that was selected last
  std::size_t first_ = 0;
  std::size_t height_ = 1;
};

}  // namespace selat::terminal
