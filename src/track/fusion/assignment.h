#pragma once
// The best one-to-one assignment: every row gets at most one column, every column at most one row, and the
// sum of the gains is the greatest. Jonker and Volgenant's shortest augmenting paths (Computing 38, 1987):
// time rows² × (columns + rows). The same input gives the same answer. Keeps its memory between calls; one
// thread.

#include <cstddef>
#include <vector>

namespace selat::track::fusion {

class Assignment {
 public:
  // Begins a problem of so many rows and columns, in which nothing can be assigned.
  void begin(std::size_t rows, std::size_t columns);
  // What it is worth to give this column to this row; only gains above zero are ever used.
  void set_gain(std::size_t row, std::size_t column, double gain);
  // Returns the column of each row; kNone where the row is better left alone. Valid until begin().
  const std::vector<std::size_t>& solve();

  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

 private:
  void augment(std::size_t row);
  [[nodiscard]] double cost(std::size_t row, std::size_t column) const {
    return costs_[(row - 1) * width_ + column - 1];
  }

  std::size_t rows_ = 0;
  std::size_t columns_ = 0;
  std::size_t width_ = 0;  // the columns, and one for each row that is left alone
  std::vector<double> costs_, row_price_, column_price_, shortest_;
  std::vector<std::size_t> row_of_, previous_, column_of_;
  std::vector<char> is_used_;
};

}  // namespace selat::track::fusion
