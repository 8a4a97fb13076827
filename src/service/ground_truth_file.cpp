#include "service/ground_truth_file.h"

#include <cerrno>
#include <system_error>

#include <nlohmann/json.hpp>

#include "base/system_words.h"
#include "runtime/command_error.h"

namespace selat::service {
namespace {

nlohmann::ordered_json json_of(const simulate::Inject& event) {
  nlohmann::ordered_json vessels = nlohmann::ordered_json::array();
  for (const model::Mmsi mmsi : event.vessels) {
    vessels.push_back(mmsi.number());
  }
  const auto seconds = [](Instant when) { return static_cast<double>(when.in_unix_milliseconds()) * 1e-3; };
  return {{"rule", event.rule},
          {"mmsis", vessels},
          {"latitude_deg", event.place.latitude_deg()},
          {"longitude_deg", event.place.longitude_deg()},
          {"begins_unix_s", seconds(event.begins)},
          {"decidable_unix_s", seconds(event.decidable)},
          {"ends_unix_s", seconds(event.ends)},
          {"story", event.story}};
}

}  // namespace

GroundTruthFile::GroundTruthFile(const std::filesystem::path& file) : file_(file) {
  if (file.empty()) {
    return;
  }
  stream_.open(file);
  if (!stream_) {
    throw runtime::UsageError(LocalizedMessage(tr("cannot write {file}: choose another file for {option}"),
                                               {{"file", file.string()}, {"option", "--ground-truth"}}));
  }
}

void GroundTruthFile::write_new(const std::vector<simulate::Inject>& injects) {
  if (!stream_.is_open() || written_ == injects.size()) {
    return;
  }
  for (; written_ < injects.size(); ++written_) {
    stream_ << json_of(injects[written_]).dump() << '\n';
  }
  if (!stream_.flush()) {
    throw runtime::Failure(LocalizedMessage(tr("cannot write {file}: {why}"),
                                            {{"file", file_.string()}, {"why", system_words(errno)}}));
  }
}

}  // namespace selat::service
