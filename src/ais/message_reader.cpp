#include "ais/message_reader.h"

#include <algorithm>
#include <cstring>
#include <numeric>

#include "ais/decoder_table.h"

namespace selat::ais {

namespace {

// Where the next sentence or TAG block begins, from `at` on; the text's size where none does. Three passes of
// memchr are several times faster than one of find_first_of.
[[nodiscard]] std::size_t next_start(std::string_view text, std::size_t at) {
  std::size_t next = text.size();
  for (const char start : {'!', '$', '\\'}) {
    next = std::min(next, text.substr(0, next).find(start, at));
  }
  return next;
}

[[nodiscard]] std::string_view without_line_ending(std::string_view line) {
  while (!line.empty() && (line.back() == '\r' || line.back() == '\n')) {
    line.remove_suffix(1);
  }
  return line;
}

[[nodiscard]] bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t") == std::string_view::npos;
}

[[nodiscard]] bool is_other_sentence(std::string_view text) {
  return text.size() > 3 && text[1] >= 'A' && text[1] <= 'Z' && text.find(',') != std::string_view::npos;
}

}  // namespace

std::uint64_t ReceiverCounters::message_total() const {
  return std::accumulate(messages.begin(), messages.end(), std::uint64_t{0});
}

MessageReader::MessageReader(const MessageReaderOptions& options)
    : options_(options), assembler_(options.assembler) {}

std::size_t MessageReader::take_lines(std::string_view bytes, Instant received_at, const Deliver& deliver) {
  expire(received_at);
  std::size_t at = 0;
  for (;;) {
    at += take_usual_lines(bytes.substr(at), received_at, deliver);
    const auto newline = bytes.find('\n', at);
    if (newline == std::string_view::npos) {
      return at;
    }
    take_line(bytes.substr(at, newline - at), received_at, deliver);
    at = newline + 1;
  }
}

std::size_t MessageReader::take_usual_lines(std::string_view bytes, Instant received_at,
                                            const Deliver& deliver) {
  if (options_.take_usual == nullptr) {
    return 0;
  }
  const char* at = bytes.data();
  std::size_t left = bytes.size();
  for (bool are_usual = true; are_usual;) {
    std::size_t taken = 0;
    while (taken < kAhead && are_usual) {
      UsualLine& line = usual_[taken];
      const std::size_t size = left >= kUsualReach ? options_.take_usual(at, left, line) : 0;
      are_usual = size > 0;
      taken += are_usual ? 1 : 0;
      at += size;
      left -= size;
    }
    for (std::size_t i = 0; i < taken; ++i) {
      take_usual(usual_[i], received_at, deliver);
    }
  }
  return static_cast<std::size_t>(at - bytes.data());
}

void MessageReader::take_line(std::string_view line, Instant received_at, const Deliver& deliver) {
  expire(received_at);
  line = without_line_ending(line);
  if (take_usual_copy(line, received_at, deliver)) {
    return;
  }
  ++counters_.lines;
  counters_.bytes += line.size();
  if (line.size() > kMaxLineLength) {
    ++counters_.sentences;
    counters_.problems.add(Problem::line_too_long);
    return;
  }
  take_any_line(line, received_at, deliver);
}

void MessageReader::expire(Instant now) {
  assembler_.expire(now, counters_.problems);
  counters_.waiting = assembler_.waiting();
}

bool MessageReader::take_usual_copy(std::string_view line, Instant received_at, const Deliver& deliver) {
  if (options_.take_usual == nullptr || line.empty() || line.size() > kLongestCopied) {
    return false;
  }
  std::copy(line.begin(), line.end(), copy_.begin());
  copy_[line.size()] = '\n';
  if (options_.take_usual(copy_.data(), copy_.size(), usual_.front()) == 0) {
    return false;
  }
  take_usual(usual_.front(), received_at, deliver);
  return true;
}

inline void MessageReader::take_usual(const UsualLine& line, Instant received_at, const Deliver& deliver) {
  const Sentence& sentence = line.sentence;
  ++counters_.lines;
  ++counters_.sentences;
  counters_.bytes += line.length;
  tags_.resolve(sentence, line.has_tag ? &line.tag.block : nullptr, false, context_);
  if (sentence.count == 1) {
    take_message(sentence, line.bits, received_at, deliver);
  } else {
    take_part(sentence, line.bits, received_at, deliver);
  }
}

void MessageReader::take_any_line(std::string_view line, Instant received_at, const Deliver& deliver) {
  LineState state;
  state.received_at = received_at;
  std::size_t at = next_start(line, 0);
  bool is_recognised = is_blank(line);
  if (at > 0 && at < line.size()) {
    state.prefix_time = parse_prefix_time(line.substr(0, at));
  }
  while (at < line.size()) {
    if (line[at] == '\\') {
      at = take_tag(line, at, state);
      is_recognised = true;
      continue;
    }
    const auto text = line.substr(at, next_start(line, at + 1) - at);
    is_recognised = take_text(text, state, deliver) || is_recognised;
    at += text.size();
  }
  if (!is_recognised) {
    ++counters_.unrecognised_lines;
  }
  if (state.tag.block || state.tag.is_ignored) {
    tags_.take_tag_line(state.tag);
  }
}

std::size_t MessageReader::take_tag(std::string_view line, std::size_t at, LineState& state) {
  const auto end = line.find_first_of("\\!", at + 1);
  if (end == std::string_view::npos || line[end] == '!') {
    counters_.tag_problems.add(TagProblem::unterminated);
    state.tag.is_ignored = true;
    return next_start(line, at + 1);
  }
  if (const auto block = parse_tag_block(line.substr(at + 1, end - at - 1))) {
    if (state.tag.block) {
      state.tag.block->merge(*block);
    } else {
      state.tag.block = *block;
    }
  } else {
    counters_.tag_problems.add(block.error());
    state.tag.is_ignored = true;
  }
  const std::size_t next = next_start(line, end + 1);
  if (next == line.size() && !is_blank(line.substr(end + 1))) {
    state.tag = {};  // as in take_text()
  }
  return next;
}

bool MessageReader::take_text(std::string_view text, LineState& state, const Deliver& deliver) {
  if (is_ais_sentence(text)) {
    take_sentence(text, state, deliver);
    state.tag = {};
    return true;
  }
  if (is_wrapper(text)) {
    if (const auto wrapper = parse_wrapper(text)) {
      tags_.take_wrapper(*wrapper);
    }
  } else {
    state.tag = {};  // it spoke of this, whatever it was, and not of the next line's sentence
  }
  if (is_other_sentence(text)) {
    ++counters_.other_sentences;
    return true;
  }
  return false;
}

void MessageReader::take_sentence(std::string_view text, const LineState& state, const Deliver& deliver) {
  ++counters_.sentences;
  const auto sentence = parse_sentence(text, options_.checksum);
  if (!sentence) {
    counters_.problems.add(sentence.error());
    return;
  }
  tags_.resolve(*sentence, state.tag, context_);
  if (!sentence->is_checksum_held) {
    context_.remarks.add(Remark::checksum_not_held);
  }
  if (!sentence->suffix.empty()) {
    const Suffix suffix = parse_suffix(sentence->suffix);
    if (!context_.tag().time) {
      context_.changed_tag().time = suffix.time;
    }
    if (context_.source().empty()) {
      context_.set_source(suffix.station);
    }
  }
  if (!context_.tag().time) {
    context_.changed_tag().time = state.prefix_time;
  }
  switch (bits_.assign_armoured(sentence->payload, sentence->pad_bits)) {
    case Bits::Armoured::bad_character:
      counters_.problems.add(Problem::bad_character);
      return;
    case Bits::Armoured::too_long:
      counters_.problems.add(Problem::payload_too_long);
      return;
    case Bits::Armoured::appended:
      break;
  }
  if (sentence->count > 1) {
    take_part(*sentence, bits_, state.received_at, deliver);
  } else {
    take_message(*sentence, bits_, state.received_at, deliver);
  }
}

void MessageReader::take_part(const Sentence& sentence, const Bits& bits, Instant received_at,
                              const Deliver& deliver) {
  const TagBlock& tag = context_.tag();
  const Part part{.sentence = sentence,
                  .bits = bits,
                  .message = context_.message,
                  .source = context_.source_key,
                  .tag_group = tag.group ? std::optional(tag.group->id) : std::nullopt,
                  .received_at = received_at,
                  .sent_at = tag.time,
                  .checksum_of_parts = context_.checksum_of_parts,
                  .remarks = context_.remarks};
  const auto is_whole = assembler_.add(part, counters_.problems, assembled_);
  counters_.waiting = assembler_.waiting();
  if (!is_whole) {
    counters_.problems.add(is_whole.error());
  } else if (*is_whole) {
    context_.remarks.add(assembled_.remarks);
    take_message(sentence, assembled_.bits, received_at, deliver);
  }
}

void MessageReader::take_message(const Sentence& sentence, const Bits& bits, Instant received_at,
                                 const Deliver& deliver) {
  Remarks remarks = context_.remarks;
  if (const auto decoded = decode(bits, message_, remarks); !decoded) [[unlikely]] {
    counters_.problems.add(decoded.error(), sentence.count);
    return;
  }
  const auto type = static_cast<std::uint8_t>(bits.unsigned_at(0, 6));
  ++counters_.messages[type];
  (std::holds_alternative<NotYetDecoded>(message_) ? counters_.not_yet_decoded : counters_.in_messages) +=
      sentence.count;
  if (!remarks.empty()) [[unlikely]] {
    add_remarks(remarks);
  }
  deliver.call(deliver.to, Decoded{.message = message_,
                                   .type = type,
                                   .mmsi = model::Mmsi(static_cast<std::uint32_t>(bits.unsigned_at(8, 30))),
                                   .bits = bits,
                                   .tag = context_.tag(),
                                   .source = context_.source(),
                                   .remarks = remarks,
                                   .received_at = received_at,
                                   .channel = sentence.channel,
                                   .is_own_ship = sentence.is_own_ship,
                                   .sentences = sentence.count});
}

void MessageReader::flush() {
  assembler_.flush(counters_.problems);
  tags_.clear();
  counters_.waiting = 0;
}

}  // namespace selat::ais
