#include "nmea/tag_context.h"

#include <algorithm>
#include <bit>
#include <memory>

namespace selat::nmea {

namespace {

// The wrapper's last field is the checksum of the sentence that follows; for a message in several parts,
// their checksums joined by exclusive or, which is verified when all parts are there; for own-ship sentences
// always 00 (seen in recordings), which may stand for "unknown" in others too.
bool is_for(const Wrapper& wrapper, const MessagePart& part) {
  const unsigned expected = wrapper.checksum_of_next.value_or(0);
  return expected == 0 || part.count > 1 || expected == part.checksum;
}

}  // namespace

void TagContext::take_tag_line(const InlineTag& tag) {
  if (tag.block) {
    if (line_) {
      line_->merge(*tag.block);
    } else {
      line_ = tag.block;
    }
  }
  is_line_ignored_ = is_line_ignored_ || tag.is_ignored;
  has_lines_ = line_ || is_line_ignored_ || wrapper_;
}

void TagContext::take_wrapper(const Wrapper& wrapper) {
  wrapper_ = wrapper;
  has_lines_ = true;
}

void TagContext::clear() {
  has_lines_ = false;
  line_.reset();
  is_line_ignored_ = false;
  wrapper_.reset();
  keys_ = {};
  has_first_parts_ = false;
  has_bare_first_parts_ = false;
  has_ties_ = false;
  first_parts_of_one_source_ = kManyFirstParts;
  of_groups_.clear();
  order_ = {};
}

void TagContext::take_lines_before(const MessagePart& part, SentenceContext& context) {
  if (line_) {
    line_->merge(context.tag());
    context.replace_tag(*line_);
  }
  model::SourceName source = context.tag().source;
  if (wrapper_ && is_for(*wrapper_, part)) {
    if (!context.tag().time) {
      context.changed_tag().time = wrapper_->time;
    }
    if (source.empty()) {
      source = wrapper_->station;
    }
    if (part.count > 1 && wrapper_->checksum_of_next.value_or(0) != 0) {
      context.checksum_of_parts = wrapper_->checksum_of_next;
    }
  }
  context.set_source(source.empty() ? context.tag().network : source);
  if (is_line_ignored_) {
    context.warnings.add(DecodeWarning::tag_ignored);
  }
  has_lines_ = false;
  line_.reset();
  is_line_ignored_ = false;
  wrapper_.reset();
}

void TagContext::take_parts_before(const MessagePart& part, SentenceContext& context) {
  if (part.number == 1) {
    watch_source(context);
    has_first_parts_ = true;
    remember(context);
  } else if (!context.warnings.has(DecodeWarning::tag_ignored)) {  // an unreadable tag may name any source
    inherit(context, part.number == part.count);
  }
}

// No branch: the processor cannot predict which one it is.
unsigned TagContext::first_parts_of(std::uint64_t key) const {
  unsigned found = 0;
  for (std::size_t i = 0; i < kFirstParts; ++i) {
    found |= static_cast<unsigned>(keys_[i] == key) << i;
  }
  return found;
}

void TagContext::remember(const SentenceContext& context) {
  std::size_t slot = next_first_part_;
  bool is_known = false;
  for (unsigned found = first_parts_of(context.message); found != 0; found &= found - 1) {
    const auto i = static_cast<std::size_t>(std::countr_zero(found));
    if (first_parts_[i].source_key == context.source_key) {
      slot = i;
      is_known = true;
    }
  }
  if (!is_known) {
    next_first_part_ = (next_first_part_ + 1) % kFirstParts;
  }
  const TagBlock& tag = context.tag();
  keys_[slot] = context.message;
  FirstPart& first = first_parts_[slot];
  first.message = context.message;
  first.source = context.source();
  first.source_key = context.source_key;
  first.is_in_tag = !tag.source.empty();
  std::construct_at(&first.time, tag.time);
  std::construct_at(&first.group, tag.group);
  first.checksum_of_parts = context.checksum_of_parts;
  has_ties_ = has_ties_ || tag.group || context.checksum_of_parts;
  if (tag.group) {
    remember_group(first, tag.group->id);
  }
}

void TagContext::watch_source(const SentenceContext& context) {
  if (context.warnings.has(DecodeWarning::tag_ignored)) {
    return;  // its source is unknown
  }
  const bool is_other = has_first_parts_ ? context.source_key != last_source_key_ : has_bare_first_parts_;
  if (is_other) {
    first_parts_of_one_source_ = 0;
  } else {
    first_parts_of_one_source_ = std::min(first_parts_of_one_source_ + 1, kManyFirstParts);
  }
  last_source_key_ = context.source_key;
}

void TagContext::remember_group(const FirstPart& first, std::uint64_t id) {
  of_groups_.resize(kGroups);
  FirstPart& of_group = of_groups_[id % kGroups];
  const bool is_ambiguous =
      of_group.message == first.message && is_of(of_group, id) && of_group.source_key != first.source_key;
  of_group = first;
  of_group.is_ambiguous = is_ambiguous;
}

TagContext::FirstPart* TagContext::first_part_of(const SentenceContext& context) {
  const auto& group = context.tag().group;
  const bool is_ordered = !group && context.source_key == 0 && order_.tie() != PartTie::none;
  const std::uint64_t source = is_ordered ? order_.first_source() : context.source_key;
  if (group && !of_groups_.empty()) {
    FirstPart& first = of_groups_[group->id % kGroups];
    if (first.message == context.message && is_of(first, group->id) &&
        (source == 0 || first.source_key == source)) {
      return first.is_ambiguous && source == 0 ? nullptr : &first;
    }
  }
  FirstPart* match = nullptr;
  for (unsigned found = first_parts_of(context.message); found != 0; found &= found - 1) {
    FirstPart& first = first_parts_[static_cast<std::size_t>(std::countr_zero(found))];
    const bool is_other_source = (is_ordered || source != 0) && first.source_key != source;
    const bool is_other_group = group && first.group && group->id != first.group->id;
    if (is_other_source || is_other_group) {
      continue;
    }
    if (match != nullptr) {
      return nullptr;  // a second match
    }
    match = &first;
  }
  return match;
}

bool TagContext::is_tied(const SentenceContext& context, const FirstPart& first) const {
  const auto& group = context.tag().group;
  return first_parts_of_one_source_ == kManyFirstParts || !context.source().empty() ||
         first.checksum_of_parts || (group && is_of(first, group->id));
}

void TagContext::inherit(SentenceContext& context, bool is_last) {
  const bool lacks_nothing = !context.source().empty() && context.tag().time && !has_ties_;
  if (lacks_nothing) {
    if (is_last) {
      forget(context.message, context.source_key);
    }
    return;
  }
  FirstPart* const from = first_part_of(context);
  if (from == nullptr) {
    return;
  }
  if (!is_tied(context, *from)) {
    const bool is_next = from->source_key == order_.first_source();
    if (!is_next || order_.tie() == PartTie::none) {
      return;
    }
    if (order_.tie() == PartTie::probable) {
      context.warnings.add(DecodeWarning::part_by_order);
    }
  }
  if (context.source().empty() && !from->source.empty()) {
    context.set_source(from->source);
    if (from->is_in_tag) {
      context.changed_tag().source = from->source;
    }
  }
  if (from->time && !context.tag().time) {
    context.changed_tag().time = from->time;
  }
  if (from->group && !context.tag().group) {
    context.changed_tag().group = from->group;
  }
  if (!context.checksum_of_parts) {
    context.checksum_of_parts = from->checksum_of_parts;
  }
  if (is_last) {
    forget(from->message, from->source_key);
    from->message = 0;
  }
}

void TagContext::forget(std::uint64_t message, std::uint64_t source_key) {
  for (unsigned found = first_parts_of(message); found != 0; found &= found - 1) {
    const auto i = static_cast<std::size_t>(std::countr_zero(found));
    if (first_parts_[i].source_key == source_key) {
      keys_[i] = 0;
    }
  }
}

}  // namespace selat::nmea
