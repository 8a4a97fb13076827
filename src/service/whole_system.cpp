#include "service/whole_system.h"

#include <algorithm>
#include <span>
#include <utility>

#include <spdlog/sinks/base_sink.h>
#include <spdlog/spdlog.h>

#include "base/system_words.h"
#include "bus/subscriber.h"
#include "model/process_health.h"
#include "runtime/command_error.h"
#include "runtime/exit_status.h"
#include "runtime/log_file.h"
#include "runtime/paths.h"
#include "runtime/process.h"
#include "service/needed_geodata.h"
#include "text/terminal.h"

namespace selat::service {
namespace {

constexpr Span kSilent = Span::seconds(3);  // health comes each second
constexpr int kHung_s = 20;

// Children of a higher stage are ended first: clients before the servers they use.
enum Stage : int { kCoordinate, kDetect, kIngest, kOutside };

std::filesystem::path made(std::filesystem::path directory) {
  make_data_directory(directory);
  return directory;
}

// As large as the logs of the children may become.
class BoundedLog final : public spdlog::sinks::base_sink<spdlog::details::null_mutex> {
 public:
  explicit BoundedLog(const std::filesystem::path& file) : file_(file) {}

 private:
  void sink_it_(const spdlog::details::log_msg& message) override {
    spdlog::memory_buf_t line;
    formatter_->format(message, line);
    file_.write({line.data(), line.size()});
  }
  void flush_() override {}

  runtime::LogFile file_;
};

// Standard error is for messages to the person; the log of this process goes to a file.
void log_to_file(const std::filesystem::path& file) {
  auto logger = std::make_shared<spdlog::logger>("up", std::make_shared<BoundedLog>(file));
  logger->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %n %l: %v", spdlog::pattern_time_type::utc);
  spdlog::set_default_logger(std::move(logger));
}

}  // namespace

std::vector<runtime::ChildSpec> children_of(const SystemPlan& plan) {
  const std::string program = runtime::own_executable().string();
  std::vector<runtime::ChildSpec> children;
  const auto add = [&](std::string name, std::vector<std::string> words, int stage) {
    words.insert(words.begin(), program);
    children.push_back({std::move(name), std::move(words), stage});
  };
  const auto with_common = [&](std::vector<std::string> words) {
    words.insert(words.end(), plan.common.begin(), plan.common.end());
    return words;
  };
  add("coordinate", with_common({"coordinate"}), kCoordinate);
  std::vector<std::string> detect = with_common({"detect"});
  if (plan.simulate) {
    detect.push_back("--watch-simulated");
  }
  add("detect", std::move(detect), kDetect);
  std::vector<std::string> ingest = with_common({"ingest"});
  ingest.insert(ingest.end(), plan.feeds.begin(), plan.feeds.end());
  add("ingest", std::move(ingest), kIngest);
  if (plan.simulate) {
    std::vector<std::string> words = {"simulate"};
    words.insert(words.end(), plan.simulate->begin(), plan.simulate->end());
    add("simulate", std::move(words), kOutside);
  }
  for (const std::string& id : plan.control_points) {
    add("control-point." + id, with_common({"control-point", id, "--auto-accept", "--headless"}), kOutside);
  }
  return children;
}

std::vector<std::string> key_owners() {
  return {"coordinate", "detect", "ingest", "up", "top"};
}

namespace {

Geography geography_of(std::span<const model::Sector> sectors, std::span<const model::Zone> zones,
                       std::span<const model::ControlPoint> control_points) {
  Geography geography;
  for (const model::Sector& sector : sectors) {
    geography.places.names.emplace(sector.id.view(), sector.names);
    if (std::ranges::none_of(control_points, [&](const model::ControlPoint& point) {
          return sector.permit_of(point.nation) == model::Permit::full;
        })) {
      geography.places.sectors_without_permit.emplace(sector.id.view());
    }
  }
  for (const model::Zone& zone : zones) {
    geography.places.names.emplace(zone.id.view(), zone.names);
  }
  for (const model::ControlPoint& point : control_points) {
    geography.control_points.emplace_back(point.id.view());
  }
  return geography;
}

}  // namespace

Geography read_geography(const config::Settings& settings) {
  const chart::Chart chart = loaded_or_end(chart::load_chart(needed_geodata(settings)));
  return geography_of(chart.sectors, chart.zones, chart.control_points);
}

Geography geography_if_any(const config::Settings& settings) {
  try {
    const std::filesystem::path folder = needed_geodata(settings);
    return geography_of(loaded_or_end(chart::load_sectors(folder)), loaded_or_end(chart::load_zones(folder)),
                        loaded_or_end(chart::load_control_points(folder)));
  } catch (const runtime::UsageError&) {
    return {{}, {"belawan", "batam", "lumut", "changi"}};
  }
}

void make_data_directory(const std::filesystem::path& directory) {
  if (const std::error_code failed = runtime::make_private_directory(directory)) {
    throw runtime::UsageError(
        LocalizedMessage(tr("{directory} cannot be made ({why}); name another --data-directory"),
                         {{"directory", directory.string()}, {"why", system_words(failed.message())}}));
  }
}

struct WholeSystem::Impl {
  explicit Impl(const config::Settings& settings)
      : process("up", settings),
        supervisor(
            process.io(),
            {.log_directory = made(settings.data_directory / "logs"), .hung_after = Span::seconds(kHung_s)},
            [this](const runtime::ChildEvent& event) { on_event(event); }) {
    log_to_file(settings.data_directory / "logs" / "up.log");
    process.on_health([this](model::ProcessHealth& health) {
      for (const auto& child : supervisor.children()) {
        health.children.push_back(
            {.name = child.name, .pid = static_cast<std::uint32_t>(child.pid), .restarts = child.restarts});
        if (child.silent_for >= kSilent) {
          health.state = model::ProcessState::degraded;
          health.missing.emplace_back(LocalizedMessage(
              tr("{process} gives no sign of life; it is killed and started anew after {n} s"),
              {{"process", child.name}, {"n", kHung_s}}));
        }
      }
    });
  }

  // Each health message of a child is a sign of life. A child that is not on the bus gives none.
  void listen_to(const std::vector<runtime::ChildSpec>& children) {
    std::vector<bus::Subscription> all;
    all.reserve(children.size());
    for (const runtime::ChildSpec& child : children) {
      all.push_back(bus::subscribe<model::ProcessHealth>(
          child.name,
          {.apply = [this, name = child.name](const model::ProcessHealth&,
                                              const bus::Stamp&) { supervisor.note_alive(name); }},
          bus::Start::live));
    }
    signs_of_life.emplace(process.bus(), std::move(all));
  }

  void on_event(const runtime::ChildEvent& event) {
    if (event.kind == runtime::ChildEventKind::refused && refusal.empty()) {
      refusal = event.last_line.empty() ? "selat up: " + event.child + " refused to start"
                                        : text::for_terminal(event.last_line);
      process.stop(runtime::kUsage);
    }
    if (event.kind == runtime::ChildEventKind::died || event.kind == runtime::ChildEventKind::started) {
      process.tell_health();  // who asks now is told of it
    }
    if (handler) {
      handler(event);
    }
  }

  runtime::Process process;
  std::function<void(const runtime::ChildEvent&)> handler;
  std::string refusal;
  runtime::Supervisor supervisor;
  std::optional<bus::Subscriber> signs_of_life;
};

WholeSystem::WholeSystem(const config::Settings& settings) : impl_(std::make_unique<Impl>(settings)) {}
WholeSystem::~WholeSystem() = default;

runtime::Process& WholeSystem::process() {
  return impl_->process;
}
void WholeSystem::on_child(std::function<void(const runtime::ChildEvent&)> handler) {
  impl_->handler = std::move(handler);
}
void WholeSystem::start(std::vector<runtime::ChildSpec> children) {
  impl_->listen_to(children);
  for (runtime::ChildSpec& child : children) {
    impl_->supervisor.add(std::move(child));
  }
}
int WholeSystem::run() {
  const int status = impl_->process.run();
  impl_->supervisor.end_all();
  return impl_->refusal.empty() ? status : runtime::kUsage;
}
const std::string& WholeSystem::refusal() const {
  return impl_->refusal;
}

}  // namespace selat::service
