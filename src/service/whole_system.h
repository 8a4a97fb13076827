#pragma once
// The whole system on one machine: every process of it as a supervised child. `selat up` and `selat demo`
// are this with other children and another way of telling what happens.
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
  std::vector<std::string> feeds;                    // --feed of ingest; empty: those of the settings file
  std::vector<std::string> control_points;           // ids served by terminals that accept by themselves
  std::optional<std::vector<std::string>> simulate;  // options of the simulator; none: it does not run
};
[[nodiscard]] std::vector<runtime::ChildSpec> children_of(const SystemPlan& plan);

// What the picture takes from the chart, and the ids of the control points. Throws UsageError when geodata/
// is missing or damaged: nothing could work.
struct Geography {
  cop::Places places;
  std::vector<std::string> control_points;
};
[[nodiscard]] Geography read_geography(const config::Settings& settings);

// With those above it. Throws UsageError when that cannot be.
void make_data_directory(const std::filesystem::path& directory);

class WholeSystem {
 public:
  // One per run directory: throws bus::BusError when another one runs there, UsageError when there is nowhere
  // to put the logs.
  explicit WholeSystem(const config::Settings& settings);
  ~WholeSystem();
  WholeSystem(const WholeSystem&) = delete;
  WholeSystem& operator=(const WholeSystem&) = delete;

  [[nodiscard]] runtime::Process& process();
  // Every start and end of a child.
  void on_child(std::function<void(const runtime::ChildEvent&)> handler);
  void start(std::vector<runtime::ChildSpec> children);
  // Until a signal, Process::stop(), or a child that refuses to start; then ends the children in order.
  // Returns the exit status.
  [[nodiscard]] int run();
  // The last line of a child that refused to start, for standard error. Empty when none did.
  [[nodiscard]] const std::string& refusal() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace selat::service
