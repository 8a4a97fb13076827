#pragma once
// The injects of a simulation as JSON Lines, each written once, as soon as it is known.
//
// Thread: one. Errors: throws UsageError where the file cannot be opened, Failure where no more can be
// written.

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <vector>

#include "simulate/ground_truth.h"

namespace selat::service {

class GroundTruthFile {
 public:
  // With an empty path nothing is written.
  explicit GroundTruthFile(const std::filesystem::path& file);
  // `injects` only grows: those after the last call are written.
  void write_new(const std::vector<simulate::Inject>& injects);

 private:
  std::filesystem::path file_;
  std::ofstream stream_;
  std::size_t written_ = 0;
};

}  // namespace selat::service
