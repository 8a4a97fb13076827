#pragma once
// `selat detect` and `selat coordinate` as real processes, and a reader of what they publish.

#include <cstdint>
#include <filesystem>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include "../child.h"
#include "bus/publisher.h"
#include "bus/subscriber.h"
#include "model/alert.h"
#include "model/process_health.h"
#include "runtime/machine_clock.h"
#include "support/temporary_directory.h"

namespace selat::test {

class DetectionSystem : public testing::Test {
 protected:
  // `name` of the test on the bus.
  explicit DetectionSystem(const std::string& name = "top.1") {
    std::filesystem::create_directory(directory_ / "run");
    std::filesystem::permissions(directory_ / "run", std::filesystem::perms::owner_all);
    bus_ = std::make_unique<bus::Bus>(
        io_,
        bus::BusOptions{
            .directory = directory_ / "run", .remote = {}, .keys = {}, .clock = runtime::read_clocks},
        name);
    subscriber_ = std::make_unique<bus::Subscriber>(
        *bus_,
        std::vector{bus::subscribe<model::Alert>(
                        "coordinate", {.apply = [this](const model::Alert& alert,
                                                       const bus::Stamp&) { alerts[alert.id] = alert; }}),
                    bus::subscribe<model::Anomaly>(
                        "detect", {.apply = [this](const model::Anomaly& anomaly,
                                                   const bus::Stamp&) { anomalies[anomaly.id] = anomaly; }}),
                    bus::subscribe<model::ProcessHealth>("detect", heard()),
                    bus::subscribe<model::ProcessHealth>("coordinate", heard())});
  }
  ~DetectionSystem() override {
    if (HasFailure()) {
      for (const auto& [name, child] : children_) {
        std::cerr << "=== " << name << "\n" << child->output();
      }
    }
  }

  bus::Reader<model::ProcessHealth> heard() {
    return {.apply = [this](const model::ProcessHealth& told, const bus::Stamp&) {
      health[told.process] = told;
    }};
  }

  // In the directories of this test.
  [[nodiscard]] std::vector<std::string> here(std::vector<std::string> arguments) const {
    for (const std::string word : {"--run-directory", "run", "--data-directory", "data"}) {
      arguments.push_back(word.starts_with("--") ? word : (directory_ / word).string());
    }
    arguments.insert(arguments.end(), {"--geodata", SELAT_SOURCE_DIR "/geodata", "--lang", "en"});
    return arguments;
  }
  // In place of the one that runs.
  Child& start(const std::string& name, std::vector<std::string> arguments) {
    children_.erase(name);
    return *(children_[name] = std::make_unique<Child>(std::move(arguments), directory_ / (name + ".log")));
  }
  Child& start_detect() { return start("detect", here({"detect", "--watch-simulated"})); }
  Child& start_coordinate() { return start("coordinate", here({"coordinate"})); }
  void kill(const std::string& name) { children_.erase(name); }
  // What a command printed; it must succeed.
  std::string run(std::vector<std::string> arguments) {
    const auto output = directory_ / "command.log";
    std::filesystem::remove(output);
    Child command(here(std::move(arguments)), output);
    const int status = command.wait_for_end();
    EXPECT_EQ(status, 0) << command.output();
    return command.output();
  }

  [[nodiscard]] bool until(const std::function<bool()>& holds) { return run_until(io_, holds); }
  [[nodiscard]] static Instant now() { return runtime::read_clocks().wall; }

  TemporaryDirectory directory_;
  std::map<std::string, std::unique_ptr<Child>> children_;
  boost::asio::io_context io_{1};
  std::unique_ptr<bus::Bus> bus_;
  std::map<std::uint64_t, model::Alert> alerts;
  std::map<std::uint64_t, model::Anomaly> anomalies;
  std::map<std::string, model::ProcessHealth> health;  // the last of each process
  std::unique_ptr<bus::Subscriber> subscriber_;
};

}  // namespace selat::test
