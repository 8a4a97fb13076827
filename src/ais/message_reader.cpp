#include "ais/message_reader.h"

#include <algorithm>
#include <cstring>
#include <numeric>

#include "ais/decoder_table.h"
#include "base/fingerprint.h"

namespace selat::ais {

namespace {

const TagBlock kNoTag;

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

std::size_t MessageReader::take_lines(std::string_view bytes, Instant received_at, Deliver deliver) {
  const char* at = bytes.data();
  const char* const end = at + bytes.size();
  while (at < end) {
    const auto* newline = static_cast<const char*>(std::memchr(at, '\n', static_cast<std::size_t>(end - at)));
    if (newline == nullptr) {
      break;
    }
    take_line({at, newline}, received_at, deliver);
    at = newline + 1;
  }
  return static_cast<std::size_t>(at - bytes.data());
}

void MessageReader::take_line(std::string_view line, Instant received_at, Deliver deliver) {
  line = without_line_ending(line);
  ++counters_.lines;
  counters_.bytes += line.size();
  if (line.size() > kMaxLineLength) {
    ++counters_.sentences;
    counters_.problems.add(Problem::line_too_long);
    return;
  }
  if (received_at != expired_at_) {  // lines of one read come at one time
    assembler_.expire(received_at, counters_.problems);
    expired_at_ = received_at;
  }
  if (!take_usual_line(line, received_at, deliver)) {
    take_any_line(line, received_at, deliver);
  }
  counters_.waiting = assembler_.waiting();
}

bool MessageReader::take_usual_line(std::string_view line, Instant received_at, Deliver deliver) {
  if (line.empty() || options_.take_usual == nullptr) {
    return false;
  }
  const TagBlock* tag = &kNoTag;
  if (line.front() == '\\') {
    if (!usual_tag_.block) {
      usual_tag_.block.emplace();
    }
    const std::size_t length = options_.take_usual_tag(line, *usual_tag_.block);
    if (length == 0) {
      return false;
    }
    tag = &*usual_tag_.block;
    line.remove_prefix(length);
  }
  if (!options_.take_usual(line, sentence_, bits_)) {
    return false;
  }
  ++counters_.sentences;
  if (sentence_.count == 1 && tags_.is_idle()) {
    take_message(bits_, sentence_, received_at, *tag, tag->source.empty() ? tag->network : tag->source, {},
                 deliver);
    return true;
  }
  if (tag == &kNoTag) {
    usual_tag_.block.reset();
  }
  tags_.resolve(sentence_, usual_tag_, part_context_);
  if (sentence_.count > 1) {
    take_part(sentence_, true, received_at, part_context_, deliver);
  } else {
    take_message(bits_, sentence_, received_at, part_context_.tag, part_context_.source,
                 part_context_.remarks, deliver);
  }
  return true;
}

void MessageReader::take_any_line(std::string_view line, Instant received_at, Deliver deliver) {
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

bool MessageReader::take_text(std::string_view text, LineState& state, Deliver deliver) {
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

void MessageReader::take_sentence(std::string_view text, const LineState& state, Deliver deliver) {
  ++counters_.sentences;
  const auto sentence = parse_sentence(text, options_.checksum);
  if (!sentence) {
    counters_.problems.add(sentence.error());
    return;
  }
  SentenceContext context;
  tags_.resolve(*sentence, state.tag, context);
  if (!sentence->is_checksum_held) {
    context.remarks.add(Remark::checksum_not_held);
  }
  if (!sentence->suffix.empty()) {
    const Suffix suffix = parse_suffix(sentence->suffix);
    if (!context.tag.time) {
      context.tag.time = suffix.time;
    }
    if (context.source.empty()) {
      context.source = suffix.station;
    }
  }
  if (!context.tag.time) {
    context.tag.time = state.prefix_time;
  }
  if (sentence->count > 1) {
    take_part(*sentence, false, state.received_at, context, deliver);
    return;
  }
  switch (bits_.assign_armoured(sentence->payload, sentence->pad_bits)) {
    case Bits::Armoured::appended:
      take_message(bits_, *sentence, state.received_at, context.tag, context.source, context.remarks,
                   deliver);
      break;
    case Bits::Armoured::bad_character:
      counters_.problems.add(Problem::bad_character);
      break;
    case Bits::Armoured::too_long:
      counters_.problems.add(Problem::payload_too_long);
      break;
  }
}

void MessageReader::take_part(const Sentence& sentence, bool is_payload_checked, Instant received_at,
                              SentenceContext& context, Deliver deliver) {
  const Part part{.sentence = sentence,
                  .is_payload_checked = is_payload_checked,
                  .source = fingerprint(context.source.view()),
                  .tag_group = context.tag.group ? std::optional(context.tag.group->id) : std::nullopt,
                  .received_at = received_at,
                  .sent_at = context.tag.time,
                  .remarks = context.remarks};
  const auto is_whole = assembler_.add(part, counters_.problems, assembled_);
  if (!is_whole) {
    counters_.problems.add(is_whole.error());
  } else if (*is_whole) {
    context.remarks.add(assembled_.remarks);
    take_message(assembled_.bits, sentence, received_at, context.tag, context.source, context.remarks,
                 deliver);
  }
}

void MessageReader::take_message(const Bits& bits, const Sentence& sentence, Instant received_at,
                                 const TagBlock& tag, const model::SourceName& source, Remarks remarks,
                                 Deliver deliver) {
  if (const auto decoded = decode(bits, message_, remarks); !decoded) {
    counters_.problems.add(decoded.error(), sentence.count);
    return;
  }
  const auto type = static_cast<std::uint8_t>(bits.unsigned_at(0, 6));
  ++counters_.messages[type];
  (std::holds_alternative<NotYetDecoded>(message_) ? counters_.not_yet_decoded : counters_.in_messages) +=
      sentence.count;
  if (!remarks.empty()) {
    add_remarks(remarks);
  }
  deliver.call(deliver.to, Decoded{.message = message_,
                                   .type = type,
                                   .mmsi = model::Mmsi(static_cast<std::uint32_t>(bits.unsigned_at(8, 30))),
                                   .bits = bits,
                                   .tag = tag,
                                   .source = source,
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
