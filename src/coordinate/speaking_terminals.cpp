#include "coordinate/speaking_terminals.h"

#include <algorithm>
#include <variant>

namespace selat::coordinate {

SpeakingTerminals::SpeakingTerminals(const std::vector<model::ControlPointId>& names,
                                     const std::vector<SpeakerRecord>& persisted, Timing timing, Now now)
    : timing_(timing), presences_(names.size()), has_changed_(names.size(), false) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto known = std::ranges::find(persisted, names[i], &SpeakerRecord::control_point);
    presences_[i].speaker = known != persisted.end() ? *known : SpeakerRecord{};
    presences_[i].speaker.control_point = names[i];
    presences_[i].heard_at = now.steady;
    presences_[i].heard_at_wall = now.wall;
  }
}

SpeakingTerminals::Admission SpeakingTerminals::admit(std::size_t control_point,
                                                      const model::ReceivedRequest& request, Now now) {
  ControlPointPresence& presence = presences_[control_point];
  SpeakerRecord& speaker = presence.speaker;
  const auto* const join = std::get_if<model::Join>(&request.body);
  if (request.term == speaker.term && !speaker.has_left) {
    // A Join asks for the fence: the Welcome with it may have been lost.
    const bool was_welcomed = request.head.fence == speaker.fence;
    if (join != nullptr && !can_store_ && !was_welcomed) {
      return Admission::cannot_store;
    }
    const bool is_late = join == nullptr && request.head.fence != 0 && request.head.fence != speaker.fence;
    // A terminal at which nobody sits any more (its input has ended) says that by another Join.
    if (join != nullptr && !speaker.is_standby && join->is_standby) {
      speaker.is_standby = has_changed_[control_point] = true;
    }
    return is_late ? Admission::late : Admission::speaks;
  }
  if (join == nullptr) {
    // One without a fence of this server has not asked to speak yet. A standby may speak where a person was
    // cut off for a while: that person's terminal asks again.
    const bool has_spoken = request.head.fence != 0 && request.head.fence <= speaker.fence;
    const bool may_ask = !has_spoken || speaker.is_standby;
    return may_ask ? Admission::already_served : Admission::superseded;
  }
  if (request.term == speaker.term) {
    return Admission::superseded;  // it has left: a late copy
  }
  if (speaker.term != 0 && join->speaker_fence != speaker.fence) {
    return Admission::already_served;
  }
  const Admission judged = judge_join(presence, *join, now);
  if (judged == Admission::begins && !can_store_) {
    return Admission::cannot_store;
  }
  if (judged == Admission::begins) {
    speaker.term = request.term;
    speaker.is_standby = join->is_standby;
    speaker.has_left = false;
    speaker.fence = std::max(speaker.fence + 1, least_fence_);
    has_changed_[control_point] = true;
  }
  return judged;
}

SpeakingTerminals::Admission SpeakingTerminals::judge_join(const ControlPointPresence& presence,
                                                           const model::Join& join, Now now) const {
  const SpeakerRecord& speaker = presence.speaker;
  const bool is_outranked = speaker.is_standby && !join.is_standby;
  if (speaker.term == 0 || speaker.has_left || join.take_over || is_outranked) {
    return Admission::begins;
  }
  const bool stands_in = join.is_standby && !speaker.is_standby;
  const Span patience = stands_in ? std::max(timing_.lease, timing_.silent_after) : timing_.silent_after;
  return now.steady - presence.heard_at < patience ? Admission::already_served : Admission::begins;
}

bool SpeakingTerminals::note_heard(std::size_t control_point, Now now) {
  ControlPointPresence& presence = presences_[control_point];
  presence.was_heard = true;
  presence.heard_at = now.steady;
  presence.heard_at_wall = now.wall;
  return !std::exchange(presence.is_connected, true);
}

void SpeakingTerminals::begin_term(std::uint32_t term) {
  least_fence_ = static_cast<std::uint64_t>(term) << 32;
}

void SpeakingTerminals::note_left(std::size_t control_point) {
  presences_[control_point].speaker.has_left = true;
  presences_[control_point].is_connected = false;
  has_changed_[control_point] = true;
}

std::vector<std::size_t> SpeakingTerminals::fell_silent(Now now) {
  std::vector<std::size_t> silent;
  for (std::size_t i = 0; i < presences_.size(); ++i) {
    ControlPointPresence& presence = presences_[i];
    if (presence.is_connected && now.steady - presence.heard_at >= timing_.silent_after) {
      presence.is_connected = false;
      silent.push_back(i);
    }
  }
  return silent;
}

void SpeakingTerminals::stood_still(Span span) {
  for (ControlPointPresence& presence : presences_) {
    presence.heard_at = presence.heard_at + span;
  }
}

std::vector<SpeakerRecord> SpeakingTerminals::changed_records() {
  std::vector<SpeakerRecord> changed;
  for (std::size_t i = 0; i < presences_.size(); ++i) {
    if (has_changed_[i]) {
      changed.push_back(presences_[i].speaker);
      has_changed_[i] = false;
    }
  }
  return changed;
}

}  // namespace selat::coordinate
