#pragma once
// Reports <-> ReportBatch: positions as packed columns (about 22 B each), the rest as messages.
//
// Accuracy: the steps of ITU-R M.1371-5 and finer, so a decoded report comes back as it was: position 1e-7°,
// SOG 0.01 kn, COG 0.1°, heading 1°, turn rate 0.01°/min, altitude 1 m, dimensions 1 m, draught 0.1 m.
// A number outside its column's domain is written as "not available".

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

#include "model/report.h"
#include "wire/wire_problem.h"

namespace selat::v1 {
class PositionColumns;
class ReportBatch;
}  // namespace selat::v1

namespace selat::wire {

// The number of reports after which a batch is published.
inline constexpr std::size_t kReportsPerBatch = 64;
// The most reports that a reader accepts.
inline constexpr std::size_t kMostReportsRead = 4096;

// Appends reports to a batch that the caller owns, outlives the builder, and is cleared only by clear().
class ReportBatchBuilder {
 public:
  explicit ReportBatchBuilder(v1::ReportBatch& batch);

  void append(const model::Report& report);
  void append(const model::PositionReport& report);
  void append(const model::StaticReport& report);
  void append(const model::SafetyReport& report);
  void append(const model::AlsoHeard& report);

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] bool is_full() const { return size_ >= kReportsPerBatch; }
  // Empties the batch for reuse; its memory is kept.
  void clear();

 private:
  std::uint32_t source_index(const model::SourceName& source);
  void note_order(char kind);

  v1::ReportBatch* batch_;
  v1::PositionColumns* columns_;
  std::string* order_ = nullptr;  // of the batch; none as long as all reports are positions
  std::size_t size_ = 0;
  std::size_t positions_ = 0;
  std::int64_t last_observed_us_ = 0;
  model::SourceName last_source_;
  std::uint32_t last_source_index_ = 0;
};

struct ReportsRead {
  std::uint64_t reports = 0;         // handed to the visitor
  EnumCounts<WireProblem> problems;  // reports refused, by kind; a refused column set counts once
};

// Calls `visit` for each valid report of a received batch, in the order in which they were appended. The
// report is valid during the call only. An invalid report is counted and left out.
ReportsRead read_reports(const v1::ReportBatch& batch,
                         const std::function<void(const model::Report&)>& visit);

}  // namespace selat::wire
