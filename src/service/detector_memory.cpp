#include "service/detector_memory.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <system_error>
#include <tuple>
#include <utility>
#include <vector>

#include <spdlog/spdlog.h>

#include "base/archive.h"
#include "base/fingerprint.h"
#include "runtime/paths.h"
#include "runtime/whole_file.h"
#include "wire/context_entry.h"

namespace selat::service {
namespace {

namespace fs = std::filesystem;

constexpr Span kSaveEvery = Span::minutes(1);
constexpr Span kSaveNewsAfter = Span::seconds(5);
constexpr double kLeastPause = 20;  // times what the last saving took
// As long as the coordination server remembers alerts that are over.
constexpr Span kOldestState = Span::hours(6);
// Of the latest event time to the clock, where traffic is live.
constexpr Span kLiveWithin = Span::minutes(10);

constexpr std::uint64_t kMagic = 0x53454c4154444554;  // "SELATDET"
constexpr std::size_t kHeadBytes = 3 * sizeof(std::uint64_t);

// Changes when the program is built or installed anew.
std::uint64_t program_fingerprint() {
  std::error_code ignored;
  const fs::path program = runtime::own_executable();
  const auto size = static_cast<std::uint64_t>(fs::file_size(program, ignored));
  const auto written = fs::last_write_time(program, ignored).time_since_epoch().count();
  return join(size, static_cast<std::uint64_t>(written));
}

constexpr std::string_view kUnreadable = "is damaged, or of other rules";
constexpr std::string_view kOfOthers = "is damaged, or of another version of the program";

bool is_live(Instant watermark, Instant wall) {
  return watermark > wall - kLiveWithin && watermark < wall + kLiveWithin;
}

std::optional<model::ContextTable> table_from(const std::string& bytes) {
  ArchiveReader reader(bytes);
  std::uint64_t content = 0;
  std::vector<std::string> entries;
  reader(content, entries);
  if (reader.has_failed() || content != fingerprint(std::string_view(bytes).substr(sizeof content))) {
    return {};
  }
  model::ContextTable table;
  for (const std::string& entry : entries) {
    auto read = wire::context_entry_from_bytes(entry);
    if (!read) {
      return {};
    }
    table.entries.push_back(*std::move(read));
  }
  return table;
}

}  // namespace

DetectorMemory::DetectorMemory(const fs::path& directory)
    : state_(directory / "detect.state"),
      context_(directory / "detect.context"),
      program_(program_fingerprint()) {
  std::ignore =
      runtime::make_private_directory(directory);  // what is wrong with it is said when it is written to
}

model::ContextTable DetectorMemory::context() {
  const std::optional<std::string> bytes = runtime::read_whole(context_);
  if (!bytes) {
    return {};
  }
  auto table = table_from(*bytes);
  if (!table) {
    move_aside(context_, context_, "is damaged");
  }
  return std::move(table).value_or(model::ContextTable{});
}

void DetectorMemory::store(const model::ContextTable& table) {
  std::vector<std::string> entries;
  entries.reserve(table.entries.size());
  for (const model::ContextEntry& entry : table.entries) {
    entries.push_back(wire::to_bytes(entry));
  }
  ArchiveWriter writer;
  writer(entries);
  const std::string bytes = writer.take();
  std::uint64_t content = fingerprint(bytes);
  ArchiveWriter head;
  head(content);
  if (const auto written = runtime::write_whole(context_, {head.take(), bytes}); !written) {
    spdlog::error("cannot write {}: {}", context_.string(), written.error());
  }
}

std::optional<Instant> DetectorMemory::restore(detect::Engine& engine, Instant wall) {
  // While it is read it has another name: a state that ends the process is not read again.
  const fs::path reading = state_.string() + ".reading";
  std::error_code ignored;
  if (fs::exists(reading, ignored)) {
    move_aside(reading, state_, "could not be read to its end by the last start");
  }
  const std::optional<std::string> bytes = runtime::read_whole(state_);
  if (!bytes) {
    return {};
  }
  ArchiveReader head(*bytes);
  std::uint64_t magic = 0, program = 0;
  Instant saved_at;
  head(magic, program, saved_at);
  if (!head.has_failed() && magic == kMagic && wall - saved_at > kOldestState) {
    spdlog::info("the state of {} h ago is too old; begins anew",
                 static_cast<int>((wall - saved_at).in_hours()));
    return {};
  }
  fs::rename(state_, reading, ignored);
  const bool is_ours = !head.has_failed() && magic == kMagic && program == program_;
  if (!is_ours || !engine.load(std::string_view(*bytes).substr(kHeadBytes))) {
    move_aside(reading, state_, is_ours ? kUnreadable : kOfOthers);
    return {};
  }
  fs::rename(reading, state_, ignored);
  spdlog::info("goes on from the state of {} s ago: {} vessels, {} anomalies",
               static_cast<int>((wall - saved_at).in_seconds()), engine.vessels(), engine.anomalies().size());
  return saved_at;
}

void DetectorMemory::refuse_state(std::string_view why) {
  is_refused_ = true;
  saving_.stop();
  move_aside(state_, state_, why);
}

void DetectorMemory::move_aside(const fs::path& from, const fs::path& file, std::string_view why) {
  ++refused_;
  const fs::path aside = file.string() + ".refused";
  std::error_code error;
  fs::rename(from, aside, error);
  spdlog::warn("{} {}: moved to {}; begins anew", from.string(), why, aside.string());
}

void DetectorMemory::save_if_due(detect::Engine& engine, Now now) {
  if (const std::optional<bool> result = saving_.take_result()) {
    took_ = now.steady - began_at_;
    conclude(*result);
  }
  const Span pause = std::max(has_news_ ? kSaveNewsAfter : kSaveEvery, took_ * kLeastPause);
  if (is_refused_ || saving_.is_running() || now.steady - began_at_ < pause ||
      !is_live(engine.watermark(), now.wall)) {
    return;
  }
  began_at_ = now.steady;
  has_news_ = false;
  if (!saving_.start([&] { return write_state(engine, now.wall); })) {
    conclude(false);
  }
}

void DetectorMemory::save(detect::Engine& engine, Instant wall) {
  saving_.stop();
  if (!is_refused_ && is_live(engine.watermark(), wall)) {
    conclude(write_state(engine, wall));
  }
}

bool DetectorMemory::write_state(detect::Engine& engine, Instant wall) const {
  ArchiveWriter head;
  std::uint64_t magic = kMagic, program = program_;
  Instant saved_at = wall;
  head(magic, program, saved_at);
  const auto written = runtime::write_whole(state_, {head.take(), engine.save()});
  if (!written) {
    spdlog::error("cannot write {}: {}", state_.string(), written.error());
  }
  return written.has_value();
}

void DetectorMemory::conclude(bool is_saved) {
  saved_ += is_saved ? 1 : 0;
  if (is_saved) {
    problem_.reset();
  } else {
    problem_ =
        LocalizedMessage(tr("the state cannot be written to {file}: after a restart alerts may be lost"),
                         {{"file", state_.string()}});
  }
}

}  // namespace selat::service
