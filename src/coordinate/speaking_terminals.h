#pragma once
// Which terminal speaks for each control point. A terminal with a person outranks one without (a standby):
// the person's is admitted at once, a standby only after the person's has been silent for a whole lease. A
// terminal that its person has left becomes a standby; the other way it asks to speak anew. Of
// two of the same rank the first speaks until it leaves, is silent, or the other takes over on purpose.
//
// Who speaks is durable: a restarted server knows it and admits nobody else before that one had time to be
// heard. While the server itself stood still it could hear nobody, so that time does not count as silence.
// Each new speaker gets a fence, a number greater than all before, also those of a server whose past is lost:
// no lower than the term << 32. Whoever takes the place of another must
// say that one's fence: a copy of a Join that arrives late, of a terminal that is gone, takes no place.
//
// Pure; not thread-safe.

#include <cstdint>
#include <vector>

#include "coordinate/timing.h"
#include "model/request.h"
#include "units/clock.h"

namespace selat::coordinate {

// On disk.
struct SpeakerRecord {
  model::ControlPointId control_point;
  std::uint64_t term = 0;  // of its terminal; 0: none has spoken yet
  std::uint64_t fence = 0;
  bool is_standby = false;
  bool has_left = false;
  friend bool operator==(const SpeakerRecord&, const SpeakerRecord&) = default;
};

struct ControlPointPresence {
  SpeakerRecord speaker;
  bool is_connected = false;
  bool was_heard = false;  // since the start of the server
  SteadyTime heard_at;     // the start, if it was not heard since
  Instant heard_at_wall;
};

class SpeakingTerminals {
 public:
  // `persisted` may lack control points, and name unknown ones.
  SpeakingTerminals(const std::vector<model::ControlPointId>& names,
                    const std::vector<SpeakerRecord>& persisted, Timing timing, Now now);

  enum class Admission : std::uint8_t {
    speaks,          // it is the speaker
    begins,          // it is the speaker from now on: the earlier one may still be running
    already_served,  // another one speaks; it may ask again by Join
    superseded,      // another one speaks; it must end
    cannot_store,    // its Join would make it the speaker, but nobody could be told: it may ask again
    late,            // of the speaker, but from before another spoke in between: not to be obeyed
  };
  [[nodiscard]] Admission admit(std::size_t control_point, const model::ReceivedRequest& request, Now now);
  // While nothing can be stored nobody is welcomed: the speaker stays who it is, and a terminal that has yet
  // to be welcomed is not heard, since it shows nothing to anybody.
  void note_storing(bool can_store) { can_store_ = can_store; }
  // Fences given from now on are of this term of the server.
  void begin_term(std::uint32_t term);
  // The speaker was heard; returns whether it was not connected before.
  bool note_heard(std::size_t control_point, Now now);
  void note_left(std::size_t control_point);
  void note_unreachable(std::size_t control_point) { presences_[control_point].is_connected = false; }
  // The control points that were heard no more for silent_after; they are not connected any more.
  [[nodiscard]] std::vector<std::size_t> fell_silent(Now now);
  // The server stood still for this long and heard nobody.
  void stood_still(Span span);

  [[nodiscard]] const std::vector<ControlPointPresence>& presences() const { return presences_; }
  [[nodiscard]] const ControlPointPresence& operator[](std::size_t control_point) const {
    return presences_[control_point];
  }
  // The records that changed since the last call; to be written to disk before any answer is sent.
  [[nodiscard]] std::vector<SpeakerRecord> changed_records();

 private:
  [[nodiscard]] Admission judge_join(const ControlPointPresence& presence, const model::Join& join,
                                     Now now) const;

  Timing timing_;
  bool can_store_ = true;
  std::uint64_t least_fence_ = 0;
  std::vector<ControlPointPresence> presences_;
  std::vector<bool> has_changed_;
};

}  // namespace selat::coordinate
