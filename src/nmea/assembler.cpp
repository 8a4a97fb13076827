#include "nmea/assembler.h"

#include <algorithm>
#include <bit>

#include "nmea/vdm_sentence.h"

namespace selat::nmea {

namespace {

constexpr unsigned kRound = 10;  // sequence ids: 0–9

[[nodiscard]] Span distance(Instant a, Instant b) {
  return a < b ? b - a : a - b;
}

// A hash of the number: one of kCount, which is a power of two.
template <std::uint32_t kCount>
[[nodiscard]] std::uint32_t hashed(std::uint64_t number) {
  return static_cast<std::uint32_t>(number * 0x9E3779B97F4A7C15ULL >> (64 - std::countr_zero(kCount)));
}

}  // namespace

std::uint32_t Assembler::bucket_of(const Key& key) {
  return hashed<kBuckets>(key.source ^ key.message * 0x9E3779B97F4A7C15ULL ^ std::rotl(key.tag_group, 32));
}

// By source and talker.
std::uint32_t Assembler::stream_of(const Key& key) {
  return hashed<kStreams>(key.source ^ (key.message & 0xFFFF));
}

Assembler::Assembler(const AssemblerOptions& options) : options_(options), buckets_(kBuckets, kNone) {
  options_.max_groups = std::max(options_.max_groups, 1U);
}

bool Assembler::Group::holds(std::size_t slice, const Bits& bits) const {
  const auto theirs = bits.words();
  const auto ours = words.begin() + slices[slice].at;
  return slices[slice].size == bits.size() &&
         ours[0] == theirs[0] &&  // usually the first words differ already
         std::equal(theirs.begin(), theirs.end(), ours);
}

std::expected<bool, SentenceProblem> Assembler::add(const ReceivedPart& part,
                                                    EnumCounts<SentenceProblem>& lost,
                                                    AssembledPayload& into) {
  expire(part.received_at, lost);
  const Key key{
      .source = part.source, .tag_group = part.tag_group ? *part.tag_group + 1 : 0, .message = part.message};
  const std::uint32_t bucket = bucket_of(key);
  std::uint32_t index = find(key, bucket);
  if (index == kNone) [[unlikely]] {
    index = open(key, bucket, lost);
    begin(groups_[index], part);
    return put(groups_[index], part, lost, into);
  }
  Group& group = groups_[index];
  const std::size_t slice = part.number - 1U;
  const bool is_held = group.slices[slice].size > 0;
  if (is_held && group.holds(slice, part.bits) && is_near(group, part, true)) {
    return std::unexpected(SentenceProblem::duplicate_part);
  }
  if (is_held || group.is_complete || !is_near(group, part, part.number > group.last_number)) {
    drop(group, lost);
    unlink(index);
    link_newest(index);
    begin(group, part);
  }
  return put(group, part, lost, into);
}

std::uint32_t Assembler::open(const Key& key, std::uint32_t bucket, EnumCounts<SentenceProblem>& lost) {
  const std::uint32_t index = take_free(lost);
  Group& group = groups_[index];
  group.key = key;
  group.bucket = bucket;
  group.stream = stream_of(key);
  group.next_in_bucket = buckets_[bucket];
  buckets_[bucket] = index;
  link_newest(index);
  return index;
}

std::uint32_t Assembler::find(const Key& key, std::uint32_t bucket) const {
  std::uint32_t index = buckets_[bucket];
  while (index != kNone && groups_[index].key != key) {
    index = groups_[index].next_in_bucket;
  }
  return index;
}

bool Assembler::is_near(const Group& group, const ReceivedPart& part, bool is_in_order) const {
  const Span window = is_in_order ? options_.window : options_.reorder_window;
  std::uint32_t newer_allowed = is_in_order ? options_.stale_after : options_.reorder_stale_after;
  if (!part.sequence_id) {
    newer_allowed = 0;
  }
  if (distance(group.received_at, part.received_at) > window) {
    return false;
  }
  if (group.sent_at && part.sent_at && distance(*group.sent_at, *part.sent_at) > window) {
    return false;
  }
  const Stream& now = streams_[group.stream];
  return now.messages - group.begun.messages <= newer_allowed &&
         now.ids_passed - group.begun.ids_passed <= kRound / 2;
}

// An id nearer behind the latest one than ahead of it came out of order.
void Assembler::count(Stream& stream, const ReceivedPart& part) {
  ++stream.messages;
  if (!part.sequence_id) {
    return;
  }
  const unsigned id = *part.sequence_id % kRound;
  const unsigned ahead = stream.has_id ? (id + kRound - stream.id) % kRound : 0;
  stream.has_id = true;
  if (ahead <= kRound / 2) {
    stream.ids_passed += ahead;
    stream.id = static_cast<std::uint8_t>(id);
  }
}

void Assembler::begin(Group& group, const ReceivedPart& part) {
  group.received_at = part.received_at;
  group.sent_at = part.sent_at;
  count(streams_[group.stream], part);
  group.begun = streams_[group.stream];
  group.warnings = {};
  group.checksum_of_parts.reset();
  group.checksums = 0;
  group.held = 0;
  group.last_number = 0;
  group.is_complete = false;
  group.count = part.count;
  group.characters = 0;
  group.words_used = 0;
  group.slices = {};
}

std::expected<bool, SentenceProblem> Assembler::put(Group& group, const ReceivedPart& part,
                                                    EnumCounts<SentenceProblem>& lost,
                                                    AssembledPayload& into) {
  const std::size_t characters = group.characters + part.characters;
  if (characters > kMaxPayloadCharacters) {
    return std::unexpected(SentenceProblem::payload_too_long);
  }
  group.slices[part.number - 1U] = {group.words_used, static_cast<std::uint16_t>(part.bits.size())};
  part.bits.copy_words(group.words.data() + group.words_used);
  group.words_used = static_cast<std::uint16_t>(group.words_used + part.bits.words().size());
  group.characters = static_cast<std::uint16_t>(characters);
  group.warnings.add(part.warnings);
  group.last_number = std::max(group.last_number, part.number);
  if (!group.sent_at) {
    group.sent_at = part.sent_at;
  }
  if (!group.checksum_of_parts) {
    group.checksum_of_parts = part.checksum_of_parts;
  }
  group.checksums ^= part.checksum;
  ++group.held;
  ++waiting_;
  if (group.held < group.count) {
    return false;
  }
  waiting_ -= group.held;
  group.is_complete = true;
  if (group.checksum_of_parts.value_or(group.checksums) != group.checksums) {
    lost.add(SentenceProblem::parts_of_two, group.held - 1U);
    return std::unexpected(SentenceProblem::parts_of_two);
  }
  assemble(group, into);
  return true;
}

void Assembler::assemble(const Group& group, AssembledPayload& into) {
  into.warnings = group.warnings;
  into.bits.assign_words(group.words.data() + group.slices[0].at, group.slices[0].size);
  for (std::size_t number = 1; number < group.count; ++number) {
    const Slice& slice = group.slices[number];
    into.bits.append_words(group.words.data() + slice.at, slice.size);
  }
}

void Assembler::drop(Group& group, EnumCounts<SentenceProblem>& lost, bool is_evicted) {
  if (group.is_complete || group.held == 0) {
    return;
  }
  const bool has_first = group.slices[0].size > 0;
  lost.add(is_evicted ? SentenceProblem::evicted
                      : (has_first ? SentenceProblem::incomplete : SentenceProblem::orphan_part),
           group.held);
  waiting_ -= group.held;
  group.held = 0;
}

std::uint32_t Assembler::take_free(EnumCounts<SentenceProblem>& lost) {
  if (free_.empty() && groups_.size() < options_.max_groups) {
    groups_.emplace_back();
    free_.reserve(groups_.capacity());  // room for all of them, so that dropping one allocates nothing
    return static_cast<std::uint32_t>(groups_.size() - 1);
  }
  if (free_.empty()) {
    drop(groups_[oldest_], lost, true);
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

void Assembler::drop_old(Instant now, EnumCounts<SentenceProblem>& lost) {
  while (oldest_ != kNone && distance(now, groups_[oldest_].received_at) > options_.window) {
    drop(groups_[oldest_], lost);
    close(oldest_);
  }
}

void Assembler::flush(EnumCounts<SentenceProblem>& lost) {
  while (oldest_ != kNone) {
    drop(groups_[oldest_], lost);
    close(oldest_);
  }
}

}  // namespace selat::nmea
