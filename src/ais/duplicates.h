#pragma once
// One transmission received by several stations, or sent twice by one feed: the first one gives reports, the
// others give AlsoHeard. One object for all feeds of a process; not thread-safe; bounded memory.
//
// Two messages are one transmission if all their bits are the same and their observed_at lie within the
// window. That is event time: a recording replayed at full speed gives the same result. A vessel at anchor
// may repeat its bits minutes later, and that is a new report. Entries are kept by received_at, which no
// wrong clock of a station can move: at least one window, at most two.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "ais/receiver.h"
#include "model/report.h"
#include "units/instant.h"

namespace selat::ais {

struct DuplicateOptions {
  Span window = Span::seconds(30);
  // Largest number of entries, 16 bytes each in a table at most half full. At this limit the older half is
  // evicted and counted.
  std::size_t max_entries = 1U << 20;
};

class Duplicates {
 public:
  explicit Duplicates(const DuplicateOptions& options = {});

  // Whether this transmission is new; call it once a message.
  [[nodiscard]] bool is_first(std::uint64_t fingerprint, Instant observed_at, Instant received_at);

  // Calls `publish` with each report of a new message, or with one AlsoHeard if it was received before.
  // Returns whether it is new.
  template <typename Publish>
  bool pass(const Received& received, Publish&& publish) {
    const bool is_new =
        is_first(received.header.fingerprint, received.header.observed_at, received.header.received_at);
    for (const model::Report& report : received.reports) {
      if (!is_new) {
        publish(model::Report(model::AlsoHeard{received.header}));
        break;
      }
      publish(report);
    }
    return is_new;
  }

  [[nodiscard]] std::uint64_t duplicates() const { return duplicates_; }
  // Entries evicted before their window was over, because there were too many.
  [[nodiscard]] std::uint64_t evicted() const { return evicted_; }

 private:
  struct Entry {
    std::uint64_t fingerprint = 0;  // 0: free
    Instant observed_at;
  };
  // An open-addressing table that only grows, and is emptied whole.
  class Generation {
   public:
    [[nodiscard]] Entry* find(std::uint64_t fingerprint);
    void insert(const Entry& entry);
    void clear();
    [[nodiscard]] std::size_t size() const { return size_; }

   private:
    void grow();
    std::vector<Entry> slots_;
    std::size_t size_ = 0;
  };

  void rotate(Instant now);

  DuplicateOptions options_;
  Generation current_, previous_;
  std::optional<Instant> current_since_;
  std::uint64_t duplicates_ = 0;
  std::uint64_t evicted_ = 0;
};

}  // namespace selat::ais
