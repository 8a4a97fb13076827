#include "ais/tag_context.h"

namespace selat::ais {

namespace {

// The wrapper's last field guards the sentence behind it: its checksum; of a message in several parts their
// checksums joined by XOR, which a first part alone cannot tell; of own-ship sentences always 00 (seen in
// recordings).
bool is_about(const Wrapper& wrapper, const Sentence& sentence) {
  return wrapper.checksum_of_next.value_or(0) == 0 || sentence.count > 1 ||
         *wrapper.checksum_of_next == sentence.checksum;
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
}

void TagContext::take_wrapper(const Wrapper& wrapper) {
  wrapper_ = wrapper;
}

void TagContext::clear() {
  line_.reset();
  is_line_ignored_ = false;
  wrapper_.reset();
  for (auto& first : first_parts_) {
    first.is_live = false;
  }
  of_groups_.clear();
}

void TagContext::resolve(const Sentence& sentence, const InlineTag& tag, SentenceContext& context) {
  context.remarks = {};
  if (line_) {
    context.tag = *line_;
    if (tag.block) {
      context.tag.merge(*tag.block);
    }
  } else if (tag.block) {
    context.tag = *tag.block;
  } else {
    context.tag = TagBlock{};
  }
  context.source = context.tag.source;
  if (wrapper_ && is_about(*wrapper_, sentence)) {
    if (!context.tag.time) {
      context.tag.time = wrapper_->time;
    }
    if (context.source.empty()) {
      context.source = wrapper_->station;
    }
  }
  if (context.source.empty()) {
    context.source = context.tag.network;
  }
  if (tag.is_ignored || is_line_ignored_) {
    context.remarks.add(Remark::tag_ignored);
  }
  line_.reset();
  is_line_ignored_ = false;
  wrapper_.reset();
  if (sentence.count > 1) {
    if (sentence.number == 1) {
      remember(context, sentence);
    } else if (!context.remarks.has(Remark::tag_ignored)) {  // else its tag named who knows what source
      inherit(context, sentence);
    }
  }
}

void TagContext::remember(const SentenceContext& context, const Sentence& sentence) {
  FirstPart* slot = nullptr;
  for (auto& first : first_parts_) {
    if (first.is_of(sentence) && first.context.source == context.source) {
      slot = &first;
    }
  }
  if (slot == nullptr) {
    slot = &first_parts_[next_first_part_];
    next_first_part_ = (next_first_part_ + 1) % first_parts_.size();
  }
  fill(*slot, context, sentence);
  if (context.tag.group) {
    of_groups_.resize(kGroups);
    auto& of_group = of_groups_[context.tag.group->id % kGroups];
    const bool is_doubtful = of_group.is_of(sentence) &&
                             of_group.context.tag.group->id == context.tag.group->id &&
                             of_group.context.source != context.source;
    fill(of_group, context, sentence);
    of_group.is_doubtful = is_doubtful;
  }
}

void TagContext::fill(FirstPart& slot, const SentenceContext& context, const Sentence& sentence) {
  slot.context = context;
  slot.talker = sentence.talker;
  slot.sequence_id = sentence.sequence_id;
  slot.channel = sentence.channel;
  slot.count = sentence.count;
  slot.is_live = true;
}

TagContext::FirstPart* TagContext::first_part_of(const SentenceContext& context, const Sentence& sentence) {
  if (context.tag.group && !of_groups_.empty()) {
    auto& first = of_groups_[context.tag.group->id % kGroups];
    if (first.is_of(sentence) && first.context.tag.group->id == context.tag.group->id &&
        (context.source.empty() || first.context.source == context.source)) {
      return first.is_doubtful && context.source.empty() ? nullptr : &first;
    }
  }
  FirstPart* meant = nullptr;
  for (auto& first : first_parts_) {
    if (!first.is_of(sentence)) {
      continue;
    }
    const bool is_other_source = !context.source.empty() && first.context.source != context.source;
    const bool is_other_group =
        context.tag.group && first.context.tag.group && context.tag.group->id != first.context.tag.group->id;
    if (is_other_source || is_other_group) {
      continue;
    }
    if (meant != nullptr) {
      return nullptr;  // two could be meant
    }
    meant = &first;
  }
  return meant;
}

void TagContext::inherit(SentenceContext& context, const Sentence& sentence) {
  FirstPart* meant = first_part_of(context, sentence);
  if (meant == nullptr) {
    return;
  }
  const auto& from = meant->context;
  if (context.source.empty()) {
    context.source = from.source;
    context.tag.source = from.tag.source;
    context.tag.network = from.tag.network;
  }
  if (!context.tag.time) {
    context.tag.time = from.tag.time;
  }
  if (!context.tag.group) {
    context.tag.group = from.tag.group;
  }
  if (sentence.number == sentence.count) {
    meant->is_live = false;
    for (auto& first : first_parts_) {
      first.is_live = first.is_live && !(first.is_of(sentence) && first.context.source == from.source);
    }
  }
}

}  // namespace selat::ais
