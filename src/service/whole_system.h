#pragma once
// The whole system on one machine: each process is a supervised child. Used by `selat up` and `selat demo`,
// with different children and different output.
//
// Thread: one.

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "config/settings.h"
#include "cop/operational_picture.h"
#include "runtime/supervisor.h"

namespace selat::runtime {
class Process;
}

namespace selat::service {

// What is to run, as arguments of the children.
struct SystemPlan {
  std::vector<std::string> common;                   // options that every process of the bus takes
  std::vector<std::string> feeds;                    // options of ingest; empty: the feeds of the settings
  std::vector<std::string> control_points;           // ids served by terminals that accept by themselves
  std::optional<std::vector<std::string>> simulate;  // options of the simulator; none: it does not run
};
[[nodiscard]] std::vector<runtime::ChildSpec> children_of(const SystemPlan& plan);

// Whose keys a machine needs on which `selat up` runs: its processes on the bus, and what shows them.
[[nodiscard]] std::vector<std::string> key_owners();

// What the picture needs from the chart, and the ids of the control points. Throws UsageError if geodata/ is
// missing or damaged, since nothing could work without it.
struct Geography {
  cop::Places places;
  std::vector<std::string> control_points;
};
[[nodiscard]] Geography read_geography(const config::Settings& settings);
// For those who need only names from it: without geodata ids are shown.
[[nodiscard]] Geography geography_if_any(const config::Settings& settings);

// Makes the directory and its parents. Throws UsageError if that fails.
void make_data_directory(const std::filesystem::path& directory);

class WholeSystem {
 public:
  // One for each run directory: throws bus::BusError if another one runs there, UsageError if the directory
  // of the logs cannot be made.
  explicit WholeSystem(const config::Settings& settings);
  ~WholeSystem();
  WholeSystem(const WholeSystem&) = delete;
  WholeSystem& operator=(const WholeSystem&) = delete;

  [[nodiscard]] runtime::Process& process();
  // Sets the function to call at each start and end of a child.
  void on_child(std::function<void(const runtime::ChildEvent&)> handler);
  void start(std::vector<runtime::ChildSpec> children);
  // Runs until a signal, Process::stop(), or a child that refuses to start; then ends the children in order.
  // Returns the exit status.
  [[nodiscard]] int run();
  // The last line of a child that refused to start, for standard error. Empty if none did.
  [[nodiscard]] const std::string& refusal() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace selat::service
