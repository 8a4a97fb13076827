// The main() of every Google Benchmark program: prints, for each group of names "group/variant", what each
// variant does a second and its ratio to the group's yardstick, the variant whose name begins with "bare".
// A counter named "aim" is the ratio wanted: ends with 1 when one is missed. Medians of three repetitions,
// unless the command line says otherwise.

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <benchmark/benchmark.h>

namespace {

struct Row {
  std::int64_t order = 0;  // as registered
  std::string group, variant;
  double per_second = 0;
  double aim = 0;
};

// "a/b/real_time" -> ("a", "b"): what Google Benchmark itself adds to names is dropped.
Row row_of(const benchmark::BenchmarkReporter::Run& run) {
  const std::string& name = run.run_name.function_name;
  const auto slash = name.find('/');
  Row row;
  row.order = run.family_index;
  row.group = name.substr(0, slash);
  row.variant = slash == std::string::npos ? "" : name.substr(slash + 1);
  if (!run.run_name.args.empty()) {
    row.variant += "/" + run.run_name.args;
  }
  const auto items = run.counters.find("items_per_second");
  row.per_second = items != run.counters.end() ? items->second.value : 1.0 / run.GetAdjustedRealTime();
  const auto aim = run.counters.find("aim");
  row.aim = aim != run.counters.end() ? aim->second.value : 0;
  return row;
}

class RatioReporter final : public benchmark::BenchmarkReporter {
 public:
  bool ReportContext(const Context&) override { return true; }

  void ReportRuns(const std::vector<Run>& runs) override {
    for (const Run& run : runs) {
      if (run.error_occurred) {
        std::printf("%s: %s\n", run.benchmark_name().c_str(), run.error_message.c_str());
        is_good_ = false;
      } else if (run.run_type == Run::RT_Aggregate && run.aggregate_name == "median") {
        rows_.push_back(row_of(run));
      }
    }
  }

  // No benchmark failed and no aim was missed.
  [[nodiscard]] bool is_good() const { return is_good_; }

  void Finalize() override {
    std::ranges::stable_sort(rows_, {}, &Row::order);
    std::printf("%-44s %14s %9s %8s\n", "", "per second", "ratio", "aim");
    std::string group;
    for (const Row& row : rows_) {
      const auto bare = std::find_if(rows_.begin(), rows_.end(), [&](const Row& other) {
        return other.group == row.group && other.variant.starts_with("bare");
      });
      if (row.group != group) {
        std::printf("%s\n", row.group.c_str());
        group = row.group;
      }
      std::printf("  %-42s %14.4g", row.variant.c_str(), row.per_second);
      if (bare != rows_.end()) {
        std::printf(" %9.3f", row.per_second / bare->per_second);
        if (row.aim > 0) {
          const bool is_met = row.per_second / bare->per_second >= row.aim;
          std::printf(" %8.3g %s", row.aim, is_met ? "" : " MISSED");
          is_good_ = is_good_ && is_met;
        }
      } else if (row.aim > 0) {
        std::printf("           %8.3g  MISSED: no yardstick in this run", row.aim);
        is_good_ = false;
      }
      std::printf("\n");
    }
  }

 private:
  std::vector<Row> rows_;
  bool is_good_ = true;
};

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> words(argv, argv + argc);
  words.insert(words.begin() + 1,
               {"--benchmark_repetitions=3", "--benchmark_enable_random_interleaving=true"});
  std::vector<char*> pointers;
  for (std::string& word : words) {
    pointers.push_back(word.data());
  }
  int count = static_cast<int>(pointers.size());
  benchmark::Initialize(&count, pointers.data());
  if (benchmark::ReportUnrecognizedArguments(count, pointers.data())) {
    return 2;
  }
  RatioReporter reporter;
  benchmark::RunSpecifiedBenchmarks(&reporter);
  return reporter.is_good() ? 0 : 1;
}
