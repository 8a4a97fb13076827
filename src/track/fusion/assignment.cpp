#include "track/fusion/assignment.h"

#include <limits>

namespace selat::track::fusion {
namespace {

// Dearer than any sum of costs that are worth it, cheap enough to add up exactly.
constexpr double kImpossible = 1e9;

}  // namespace

void Assignment::begin(std::size_t rows, std::size_t columns) {
  rows_ = rows;
  columns_ = columns;
  width_ = rows + columns;
  costs_.assign(rows * width_, kImpossible);
  for (std::size_t row = 0; row < rows; ++row) {
    costs_[row * width_ + columns + row] = 0;  // left alone
  }
}

void Assignment::set_gain(std::size_t row, std::size_t column, double gain) {
  costs_[row * width_ + column] = -gain;
}

const std::vector<std::size_t>& Assignment::solve() {
  row_price_.assign(rows_ + 1, 0);
  column_price_.assign(width_ + 1, 0);
  row_of_.assign(width_ + 1, 0);
  previous_.assign(width_ + 1, 0);
  for (std::size_t row = 1; row <= rows_; ++row) {
    augment(row);
  }
  column_of_.assign(rows_, kNone);
  for (std::size_t column = 1; column <= columns_; ++column) {
    if (row_of_[column] != 0) {
      column_of_[row_of_[column] - 1] = column - 1;
    }
  }
  return column_of_;
}

// Gives `row` a column along the cheapest path of reassignments. Rows and columns count from 1; 0 is none.
void Assignment::augment(std::size_t row) {
  shortest_.assign(width_ + 1, std::numeric_limits<double>::infinity());
  is_used_.assign(width_ + 1, 0);
  row_of_[0] = row;
  std::size_t column = 0;
  do {
    is_used_[column] = 1;
    const std::size_t current = row_of_[column];
    double least = std::numeric_limits<double>::infinity();
    std::size_t next = 0;
    for (std::size_t other = 1; other <= width_; ++other) {
      if (is_used_[other] != 0) {
        continue;
      }
      const double reduced = cost(current, other) - row_price_[current] - column_price_[other];
      if (reduced < shortest_[other]) {
        shortest_[other] = reduced;
        previous_[other] = column;
      }
      if (shortest_[other] < least) {
        least = shortest_[other];
        next = other;
      }
    }
    for (std::size_t other = 0; other <= width_; ++other) {
      if (is_used_[other] != 0) {
        row_price_[row_of_[other]] += least;
        column_price_[other] -= least;
      } else {
        shortest_[other] -= least;
      }
    }
    column = next;
  } while (row_of_[column] != 0);
  while (column != 0) {
    row_of_[column] = row_of_[previous_[column]];
    column = previous_[column];
  }
}

}  // namespace selat::track::fusion
