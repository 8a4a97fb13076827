#include "ais/assembler.h"

#include <algorithm>

#include "ais/armour.h"
#include "base/fingerprint.h"

namespace selat::ais {

namespace {

[[nodiscard]] Span distance(Instant a, Instant b) {
  return a < b ? b - a : a - b;
}

}  // namespace

Assembler::Assembler(const AssemblerOptions& options) : options_(options) {
  options_.max_groups = std::max(options_.max_groups, 1U);
}

Assembler::Key Assembler::key_of(const Part& part) {
  const Sentence& sentence = part.sentence;
  Key key;
  key.source = part.source;
  key.tag_group = part.tag_group ? *part.tag_group + 1 : 0;
  key.talker = sentence.talker;
  key.channel = sentence.channel;
  key.is_own_ship = sentence.is_own_ship;
  key.sequence_id =
      sentence.sequence_id ? static_cast<std::int16_t>(*sentence.sequence_id) : std::int16_t{-1};
  key.count = sentence.count;
  return key;
}

std::expected<bool, Problem> Assembler::add(const Part& part, EnumCounts<Problem>& lost, Assembled& into) {
  if (!part.is_payload_checked && !is_armour(part.sentence.payload)) {
    return std::unexpected(Problem::bad_character);
  }
  if (part.sentence.payload.size() > kMaxPayloadCharacters) {
    return std::unexpected(Problem::payload_too_long);
  }
  expire(part.received_at, lost);
  if (buckets_.empty()) {
    buckets_.assign(kBuckets, kNone);
  }
  const Key key = key_of(part);
  const std::uint64_t stream = join(key.source, fingerprint({key.talker.data(), key.talker.size()}));
  const std::uint64_t place =
      join(join(stream, key.tag_group), static_cast<std::uint64_t>(key.sequence_id + 1) << 24 |
                                            static_cast<std::uint64_t>(static_cast<std::uint8_t>(key.channel))
                                                << 16 |
                                            static_cast<std::uint64_t>(key.is_own_ship) << 8 | key.count);
  const auto bucket = static_cast<std::uint32_t>(place % kBuckets);
  std::uint32_t index = find(key, bucket);
  if (index == kNone) {
    index = take_free(lost);
    groups_[index].key = key;
    groups_[index].bucket = bucket;
    groups_[index].stream = static_cast<std::uint32_t>(stream % kStreams);
    groups_[index].next_in_bucket = buckets_[bucket];
    buckets_[bucket] = index;
    link_newest(index);
    begin(groups_[index], part);
    return put(groups_[index], part, into);
  }
  Group& group = groups_[index];
  const Slice& held = group.slices[part.sentence.number - 1U];
  const bool is_same = held.size > 0 &&
                       std::string_view(group.text.data() + held.at, held.size) == part.sentence.payload &&
                       held.pad_bits == part.sentence.pad_bits;
  if (is_same && is_near(group, part, true)) {
    return std::unexpected(Problem::duplicate_part);
  }
  if (group.is_complete || held.size > 0 || !is_near(group, part, part.sentence.number > group.last_number)) {
    give_up(group, lost);
    unlink(index);
    link_newest(index);
    begin(group, part);
  }
  return put(group, part, into);
}

std::uint32_t Assembler::find(const Key& key, std::uint32_t bucket) const {
  std::uint32_t index = buckets_[bucket];
  while (index != kNone && groups_[index].key != key) {
    index = groups_[index].next_in_bucket;
  }
  return index;
}

bool Assembler::is_near(const Group& group, const Part& part, bool is_in_order) const {
  const Span window = is_in_order ? options_.window : options_.reorder_window;
  std::uint32_t newer_allowed = is_in_order ? options_.stale_after : options_.reorder_stale_after;
  if (!part.sentence.sequence_id) {
    newer_allowed = 0;
  }
  if (distance(group.received_at, part.received_at) > window) {
    return false;
  }
  if (group.sent_at && part.sent_at && distance(*group.sent_at, *part.sent_at) > window) {
    return false;
  }
  return streams_[group.stream] - group.stream_serial <= newer_allowed;
}

void Assembler::begin(Group& group, const Part& part) {
  group.received_at = part.received_at;
  group.sent_at = part.sent_at;
  group.stream_serial = ++streams_[group.stream];
  group.remarks = {};
  group.held = 0;
  group.last_number = 0;
  group.is_complete = false;
  group.text_size = 0;
  group.slices = {};
}

std::expected<bool, Problem> Assembler::put(Group& group, const Part& part, Assembled& into) {
  const auto payload = part.sentence.payload;
  if (group.text_size + payload.size() > group.text.size()) {
    return std::unexpected(Problem::payload_too_long);
  }
  group.slices[part.sentence.number - 1U] = {group.text_size, static_cast<std::uint16_t>(payload.size()),
                                             part.sentence.pad_bits};
  std::copy(payload.begin(), payload.end(), group.text.begin() + group.text_size);
  group.text_size = static_cast<std::uint16_t>(group.text_size + payload.size());
  group.remarks.add(part.remarks);
  group.last_number = std::max(group.last_number, part.sentence.number);
  if (!group.sent_at) {
    group.sent_at = part.sent_at;
  }
  ++group.held;
  ++waiting_;
  if (group.held < group.key.count) {
    return false;
  }
  waiting_ -= group.held;
  group.is_complete = true;
  assemble(group, into);
  return true;
}

void Assembler::assemble(const Group& group, Assembled& into) {
  into.remarks = group.remarks;
  const std::size_t last = group.key.count - 1U;
  bool is_one_text = true;  // in order, and padded only at the end: as nearly all are
  for (std::size_t number = 0; number < last; ++number) {
    is_one_text = is_one_text && group.slices[number].pad_bits == 0 &&
                  group.slices[number].at < group.slices[number + 1].at;
  }
  if (is_one_text) {
    into.bits.assign_armoured({group.text.data(), group.text_size}, group.slices[last].pad_bits);
    return;
  }
  into.bits = Bits();
  for (std::size_t number = 0; number <= last; ++number) {
    const Slice& slice = group.slices[number];
    into.bits.append_armoured({group.text.data() + slice.at, slice.size}, slice.pad_bits);
  }
}

void Assembler::give_up(Group& group, EnumCounts<Problem>& lost, bool is_evicted) {
  if (group.is_complete || group.held == 0) {
    return;
  }
  const bool has_first = group.slices[0].size > 0;
  lost.add(is_evicted ? Problem::evicted : (has_first ? Problem::incomplete : Problem::orphan_part),
           group.held);
  waiting_ -= group.held;
  group.held = 0;
}

std::uint32_t Assembler::take_free(EnumCounts<Problem>& lost) {
  if (free_.empty() && groups_.size() < options_.max_groups) {
    groups_.emplace_back();
    return static_cast<std::uint32_t>(groups_.size() - 1);
  }
  if (free_.empty()) {
    give_up(groups_[oldest_], lost, true);
    close(oldest_);
  }
  const std::uint32_t index = free_.back();
  free_.pop_back();
  return index;
}

void Assembler::close(std::uint32_t index) {
  std::uint32_t* at = &buckets_[groups_[index].bucket];
  while (*at != index) {
    at = &groups_[*at].next_in_bucket;
  }
  *at = groups_[index].next_in_bucket;
  unlink(index);
  free_.push_back(index);
}

void Assembler::link_newest(std::uint32_t index) {
  groups_[index].older = newest_;
  groups_[index].newer = kNone;
  (newest_ == kNone ? oldest_ : groups_[newest_].newer) = index;
  newest_ = index;
}

void Assembler::unlink(std::uint32_t index) {
  const Group& group = groups_[index];
  (group.older == kNone ? oldest_ : groups_[group.older].newer) = group.newer;
  (group.newer == kNone ? newest_ : groups_[group.newer].older) = group.older;
}

void Assembler::expire(Instant now, EnumCounts<Problem>& lost) {
  while (oldest_ != kNone && distance(now, groups_[oldest_].received_at) > options_.window) {
    give_up(groups_[oldest_], lost);
    close(oldest_);
  }
}

void Assembler::flush(EnumCounts<Problem>& lost) {
  while (oldest_ != kNone) {
    give_up(groups_[oldest_], lost);
    close(oldest_);
  }
}

}  // namespace selat::ais
