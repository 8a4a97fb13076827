#pragma once
// The last envelopes of one stream, as sent: the memory from which gaps are repaired. Their bytes are those
// of the messages sent, shared and not copied.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>

#include "bus/socket.h"

namespace selat::bus {

class RetransmitBuffer {
 public:
  explicit RetransmitBuffer(std::size_t most_bytes) : most_bytes_(most_bytes) {}

  // The envelope with the sequence after last_sequence(). The newest one is always kept.
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
  // The first sequence still here; last_sequence() + 1 when there is none.
  [[nodiscard]] std::uint64_t oldest_sequence() const { return last_sequence_ + 1 - envelopes_.size(); }
  // `sequence` from oldest_sequence() to last_sequence().
  [[nodiscard]] Frame& at(std::uint64_t sequence) {
    return envelopes_[static_cast<std::size_t>(sequence - oldest_sequence())];
  }

  // About how much has been appended since `sequence`, of what is still here.
  [[nodiscard]] std::size_t bytes_after(std::uint64_t sequence) const {
    const std::uint64_t count = envelopes_.size();
    const std::uint64_t unread = last_sequence_ - std::min(sequence, last_sequence_);
    return count == 0 ? 0 : static_cast<std::size_t>(bytes_ * std::min(unread, count) / count);
  }

 private:
  // What one envelope takes besides its bytes: the message and what libzmq and the heap add.
  static std::size_t cost(const Frame& envelope) { return envelope.size() + sizeof(Frame) + 64; }

  std::size_t most_bytes_;
  std::size_t bytes_ = 0;
  std::uint64_t last_sequence_ = 0;
  std::deque<Frame> envelopes_;
};

}  // namespace selat::bus
