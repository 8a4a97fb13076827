#include "ais/receiver.h"

#include <algorithm>
#include <numeric>

#include "ais/decoder_table.h"
#include "base/fingerprint.h"

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

Receiver::Receiver(ReceiverOptions options) : options_(options), assembler_(options.assembler) {}

void Receiver::take_line(std::string_view line, Instant received_at, Deliver deliver) {
  line = without_line_ending(line);
  ++counters_.lines;
  counters_.bytes += line.size();
  if (line.size() > kMaxLineLength) {
    ++counters_.sentences;
    counters_.problems.add(Problem::line_too_long);
    return;
  }
  assembler_.expire(received_at, counters_.problems);
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
  counters_.waiting = assembler_.waiting();
}

std::size_t Receiver::take_tag(std::string_view line, std::size_t at, LineState& state) {
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
  return next_start(line, end + 1);
}

bool Receiver::take_text(std::string_view text, LineState& state, Deliver deliver) {
  if (is_ais_sentence(text)) {
    take_sentence(text, state, deliver);
    state.tag.block.reset();
    state.tag.is_ignored = false;
    return true;
  }
  if (is_wrapper(text)) {
    if (const auto wrapper = parse_wrapper(text)) {
      tags_.take_wrapper(*wrapper);
    }
  }
  if (is_other_sentence(text)) {
    ++counters_.other_sentences;
    return true;
  }
  return false;
}

void Receiver::take_sentence(std::string_view text, const LineState& state, Deliver deliver) {
  ++counters_.sentences;
  const auto sentence = parse_sentence(text, options_.checksum);
  if (!sentence) {
    counters_.problems.add(sentence.error());
    return;
  }
  SentenceContext context = tags_.resolve(*sentence, state.tag);
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
    take_part(*sentence, state, context, deliver);
    return;
  }
  Bits bits;
  switch (bits.append_armoured(sentence->payload, sentence->pad_bits)) {
    case Bits::Armoured::appended:
      take_message(bits, *sentence, state, context, deliver);
      break;
    case Bits::Armoured::bad_character:
      counters_.problems.add(Problem::bad_character);
      break;
    case Bits::Armoured::too_long:
      counters_.problems.add(Problem::payload_too_long);
      break;
  }
}

void Receiver::take_part(const Sentence& sentence, const LineState& state, SentenceContext& context,
                         Deliver deliver) {
  const Part part{.sentence = sentence,
                  .source = fingerprint(context.source.view()),
                  .tag_group = context.tag.group ? std::optional(context.tag.group->id) : std::nullopt,
                  .received_at = state.received_at,
                  .sent_at = context.tag.time,
                  .remarks = context.remarks};
  const auto assembled = assembler_.add(part, counters_.problems);
  if (!assembled) {
    counters_.problems.add(assembled.error());
  } else if (*assembled) {
    context.remarks.add((*assembled)->remarks);
    take_message((*assembled)->bits, sentence, state, context, deliver);
  }
}

void Receiver::take_message(const Bits& bits, const Sentence& sentence, const LineState& state,
                            const SentenceContext& context, Deliver deliver) {
  Remarks remarks = context.remarks;
  if (const auto decoded = decode(bits, message_, remarks); !decoded) {
    counters_.problems.add(decoded.error(), sentence.count);
    return;
  }
  const auto observation =
      observe(context.tag.time, state.received_at, utc_second_of(message_), options_.time);
  remarks.add(observation.remarks);
  ++counters_.messages[header_of(message_).type];
  (std::holds_alternative<NotYetDecoded>(message_) ? counters_.not_yet_decoded : counters_.in_messages) +=
      sentence.count;
  remarks.for_each([this](Remark remark) { counters_.remarks.add(remark); });
  model::ReportHeader header;
  header.mmsi = header_of(message_).mmsi;
  header.message_type = header_of(message_).type;
  header.transponder = transponder_of(message_);
  header.observed_at = observation.at;
  header.received_at = state.received_at;
  header.source = context.source.empty() ? options_.source : context.source;
  header.fingerprint = bits.fingerprint();
  reports_.clear();
  to_reports(message_, header, reports_);
  deliver.call(deliver.to, Received{.message = message_,
                                    .bits = bits,
                                    .reports = reports_.view(),
                                    .header = header,
                                    .tag = context.tag,
                                    .remarks = remarks,
                                    .channel = sentence.channel,
                                    .is_own_ship = sentence.is_own_ship,
                                    .sentences = sentence.count});
}

void Receiver::flush() {
  assembler_.flush(counters_.problems);
  tags_.clear();
  counters_.waiting = 0;
}

}  // namespace selat::ais
