#pragma once
// The last envelopes of one stream, from which gaps are repaired. They share the bytes of the messages that
// were sent; nothing is copied.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>

#include "bus/socket.h"

namespace selat::bus {

class RetransmitBuffer {
 public:
  explicit RetransmitBuffer(std::size_t most_bytes) : most_bytes_(most_bytes) {}

  // `envelope` has the sequence last_sequence() + 1. At the limit the oldest are dropped; the newest is
  // always kept.
  void append(Frame envelope) {
    bytes_ += cost(envelope);
    envelopes_.push_back(std::move(envelope));
    ++last_sequence_;
    while (bytes_ > most_bytes_ && envelopes_.size() > 1) {
      bytes_ -= cost(envelopes_.front());
      envelopes_.pop_front();
    }
  }

  [[nodiscard]] std::uint64_t last_sequence() const { return last_sequence_; }  // 0: none yet
  // The first sequence that is kept; last_sequence() + 1 if there is none.
  [[nodiscard]] std::uint64_t oldest_sequence() const { return last_sequence_ + 1 - envelopes_.size(); }
  // `sequence` from oldest_sequence() to last_sequence().
  [[nodiscard]] Frame& at(std::uint64_t sequence) {
    return envelopes_[static_cast<std::size_t>(sequence - oldest_sequence())];
  }

  // Bytes of the kept envelopes after `sequence`, estimated from their average size.
  [[nodiscard]] std::size_t bytes_after(std::uint64_t sequence) const {
    const std::uint64_t count = envelopes_.size();
    const std::uint64_t unread = last_sequence_ - std::min(sequence, last_sequence_);
    return count == 0 ? 0 : static_cast<std::size_t>(bytes_ * std::min(unread, count) / count);
  }

 private:
  // The memory that one envelope takes: its bytes, the message, and an estimate for libzmq and the heap.
  static std::size_t cost(const Frame& envelope) { return envelope.size() + sizeof(Frame) + 64; }

  std::size_t most_bytes_;
  std::size_t bytes_ = 0;
  std::uint64_t last_sequence_ = 0;
  std::deque<Frame> envelopes_;
};

}  // namespace selat::bus
