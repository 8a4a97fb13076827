#include "terminal/alert_list.h"

#include <algorithm>
#include <cstdlib>

namespace selat::terminal {

AlertList::Window AlertList::arrange(std::span<const std::uint64_t> ids, std::size_t height) {
  const std::size_t line = index_ - std::min(index_, first_);
  ids_.assign(ids.begin(), ids.end());
  height_ = std::max<std::size_t>(height, 1);
  if (selected_) {
    const auto found = std::ranges::find(ids_, *selected_);
    if (found == ids_.end()) {
      selected_.reset();
    } else {
      index_ = static_cast<std::size_t>(found - ids_.begin());
    }
  }
  const std::size_t last_first = ids_.size() - std::min(ids_.size(), height_);
  if (selected_) {
    first_ = std::min(index_ - std::min(index_, std::min(line, height_ - 1)), last_first);
  } else {
    first_ = std::min(first_, last_first);
  }
  return {first_, std::min(height_, ids_.size() - first_)};
}

void AlertList::select(std::size_t index) {
  if (ids_.empty()) {
    return;
  }
  index_ = std::min(index, ids_.size() - 1);
  selected_ = ids_[index_];
  if (index_ < first_) {
    first_ = index_;
  } else if (index_ >= first_ + height_) {
    first_ = index_ - height_ + 1;
  }
}

void AlertList::select_alert(std::uint64_t id) {
  const auto found = std::ranges::find(ids_, id);
  if (found != ids_.end()) {
    select(static_cast<std::size_t>(found - ids_.begin()));
  }
}

void AlertList::move(int by) {
  if (!selected_) {
    select(index_);
    return;
  }
  const auto step = static_cast<std::size_t>(std::abs(by));
  select(by < 0 ? index_ - std::min(index_, step) : index_ + step);
}

void AlertList::move_page(int pages) {
  const auto height = static_cast<int>(height_);
  if (!selected_) {
    select(index_);
  }
  move(pages * std::max(1, height - 1));
}

void AlertList::clear_selection() {
  selected_.reset();
  index_ = first_ = 0;
}

void AlertList::move_to_end(bool is_last) {
  select(is_last ? ids_.size() : 0);
}

}  // namespace selat::terminal
