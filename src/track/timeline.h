#pragma once
// The reports of one MMSI of the last minutes, in an order that does not depend on the order of arrival: by
// time, then fingerprint, source and type. The oldest entries are final; they are kept a little longer, to
// recognise copies and to give positions of the past. One thread.

#include <cstddef>
#include <vector>

#include "track/fix_queue.h"
#include "track/source_table.h"
#include "track/static_data.h"

namespace selat::track {

class Timeline {
 public:
  struct Insertion {
    bool is_copy = false;  // the very same report is there already: nothing was inserted
    bool is_appended = false;
    std::size_t index = 0;
  };

  // The report must not be older than a finalized one (the engine counts those as too late). Static data and
  // safety texts are kept once for each payload: ships repeat them every six minutes.
  Insertion insert(const Fix& fix, const model::Report& report, const SourceTable& sources);

  [[nodiscard]] std::size_t size() const { return fixes_.size(); }
  [[nodiscard]] bool empty() const { return fixes_.empty(); }
  [[nodiscard]] Fix& operator[](std::size_t index) { return fixes_[index]; }
  [[nodiscard]] const Fix& operator[](std::size_t index) const { return fixes_[index]; }
  [[nodiscard]] const Fix& back() const { return fixes_.back(); }
  // What a fix of static data or a safety text told. The header of the text may be that of another
  // transmission of the same payload.
  [[nodiscard]] const StaticData& static_data_of(const Fix& fix) const;
  [[nodiscard]] const model::SafetyReport& safety_text_of(const Fix& fix) const;

  // How many entries, from the oldest on, are final.
  [[nodiscard]] std::size_t finalized() const { return finalized_; }
  void finalize_one() { ++finalized_; }
  // Removes the oldest entry, which must be final.
  void drop_oldest();

  // Whether an earlier entry within `within` is the same transmission (fingerprint and message type).
  [[nodiscard]] bool is_heard_before(std::size_t index, Span within) const;
  // The latest accepted fix of the object at or before `at`, among the first `count` entries; null when there
  // is none (any more).
  [[nodiscard]] const Fix* accepted_at(Instant at, ObjectTag object, std::size_t count) const;
  [[nodiscard]] const Fix* accepted_at(Instant at, ObjectTag object) const {
    return accepted_at(at, object, fixes_.size());
  }

  template <typename Archive>
  void archive(Archive& archive) {
    archive(fixes_, static_data_, safety_texts_, finalized_);
  }

 private:
  // A payload that was sent, for all entries that repeat it.
  template <typename Content>
  struct Payload {
    template <typename Archive>
    void archive(Archive& archive) {
      archive(fingerprint, uses, message_type, content);
    }
    std::uint32_t fingerprint = 0;
    std::uint32_t uses = 0;
    std::uint8_t message_type = 0;
    Content content;
    [[nodiscard]] bool is_of(const Fix& fix) const {
      return fingerprint == fix.fingerprint && message_type == fix.message_type;
    }
  };
  template <typename Content>
  using Payloads = std::vector<Payload<Content>>;

  FixQueue fixes_;
  Payloads<StaticData> static_data_;
  Payloads<model::SafetyReport> safety_texts_;
  std::size_t finalized_ = 0;
};

}  // namespace selat::track
