#pragma once
// Reports of AIS, and what radars say, that wait to be published. Each is written at once in the form in which
// it is sent, into memory that is used again for the next batch.

#include <cstddef>
#include <memory>

#include "model/radar_report.h"
#include "model/report.h"

namespace selat::bus {

class ReportBatch {
 public:
  using Item = model::Report;

  ReportBatch();
  ~ReportBatch();
  ReportBatch(const ReportBatch&) = delete;
  ReportBatch& operator=(const ReportBatch&) = delete;

  void append(const model::Report& report);
  void clear();
  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] bool empty() const { return size() == 0; }
  // True from 64 reports on; append() still accepts more.
  [[nodiscard]] bool is_full() const;

  struct Impl;
  [[nodiscard]] Impl& impl() const { return *impl_; }  // for the Publisher only

 private:
  std::unique_ptr<Impl> impl_;
};

// The same of what radars say.
class RadarBatch {
 public:
  using Item = model::RadarMessage;

  RadarBatch();
  ~RadarBatch();
  RadarBatch(const RadarBatch&) = delete;
  RadarBatch& operator=(const RadarBatch&) = delete;

  void append(const model::RadarMessage& message);
  void clear();
  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] bool empty() const { return size() == 0; }
  [[nodiscard]] bool is_full() const;

  struct Impl;
  [[nodiscard]] Impl& impl() const { return *impl_; }  // for the Publisher only

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace selat::bus
