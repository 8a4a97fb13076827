#include "ais/message_reader.h"

#include <numeric>
#include <utility>

#include "ais/armour.h"
#include "ais/decoder_table.h"
#include "ais/json/message_from_json.h"
#include "nmea/line_reader.h"

namespace selat::ais {

namespace {

[[nodiscard]] nmea::MessagePart part_of(const nmea::VdmSentence& sentence) {
  return {.number = sentence.number, .count = sentence.count, .checksum = sentence.checksum};
}

}  // namespace

std::uint64_t ReceiverCounters::message_total() const {
  return std::accumulate(messages.begin(), messages.end(), std::uint64_t{0});
}

MessageReader::MessageReader(MessageReaderOptions options)
    : options_(std::move(options)), assembler_(options_.assembler) {}

void MessageReader::take_lines(nmea::Lines lines, Instant received_at, const Deliver& deliver) {
  assembler_.expire(received_at, counters_.sentence_problems);
  counters_.waiting = assembler_.waiting();
  while (!lines.empty()) {
    if (!read_fast(lines, fast_line_)) {
      take_general(lines, received_at, deliver);
      continue;
    }
    // A second line is read before the first is decoded: the processor works on both at once, and neither
    // waits for the bits of the other.
    const bool has_next = !lines.empty();
    const bool is_next_fast = has_next && read_fast(lines, next_fast_line_);
    take_fast(fast_line_, received_at, deliver);
    if (is_next_fast) {
      take_fast(next_fast_line_, received_at, deliver);
    } else if (has_next) {
      take_general(lines, received_at, deliver);
    }
  }
}

void MessageReader::take_general(nmea::Lines& lines, Instant received_at, const Deliver& deliver) {
  if (const auto line = lines.next()) {
    take_any_line(*line, received_at, deliver);
  }
}

inline bool MessageReader::read_fast(nmea::Lines& lines, FastLine& into) const {
  return options_.fast_path != nullptr && options_.fast_path(lines, into);
}

inline void MessageReader::count_line(std::size_t size) {
  ++counters_.lines;
  counters_.bytes += size;
}

inline void MessageReader::take_fast(const FastLine& line, Instant received_at, const Deliver& deliver) {
  const nmea::VdmSentence& sentence = line.sentence;
  count_line(line.size);
  ++counters_.sentences;
  tags_.resolve(part_of(sentence), line.has_tag ? &line.tag.block : nullptr, false, context_);
  if (sentence.count == 1) {
    take_message(sentence, line.bits, received_at, deliver);
  } else {
    tags_.resolve_part(part_of(sentence), message_key(sentence), counters_.sentences, context_);
    take_part(sentence, line.bits, received_at, deliver);
  }
}

void MessageReader::take_any_line(nmea::Line line, Instant received_at, const Deliver& deliver) {
  count_line(line.text().size());
  if (json_.read(line)) {
    return take_sentences(
        nmea::LineReader(json_, nmea::time_of_json(line.text()), wanted(), tags_, counters_), received_at,
        deliver);
  }
  if (nmea::is_json(line.text()) && take_json_messages(line.text(), received_at, deliver)) {
    return;
  }
  take_sentences(nmea::LineReader(line, wanted(), tags_, counters_), received_at, deliver);
}

bool MessageReader::take_json_messages(std::string_view line, Instant received_at, const Deliver& deliver) {
  if (counters_.sentences > json_messages_) {
    ++counters_.other_sentences;  // the sender gives sentences too, and these are the same messages
    return true;
  }
  const auto messages = messages_of_json(line);
  if (!messages) {
    return false;
  }
  counters_.other_sentences += messages->empty() ? 1U : 0U;
  for (const Bits& bits : *messages) {
    ++counters_.sentences;
    ++json_messages_;
    context_.clear();
    context_.changed_tag().time = nmea::time_of_json(line);
    take_message(nmea::VdmSentence{}, bits, received_at, deliver);
  }
  return true;
}

void MessageReader::take_sentences(nmea::LineReader reader, Instant received_at, const Deliver& deliver) {
  while (const auto text = reader.next()) {
    if (options_.others.is_wanted != nullptr && !nmea::is_vdm_sentence(*text)) {
      take_other(*text, reader, received_at);
    } else {
      take_text(*text, reader, received_at, deliver);
    }
  }
}

void MessageReader::take_other(std::string_view text, const nmea::LineReader& line, Instant received_at) {
  const auto& tag = line.tag();
  tags_.resolve({}, tag.block ? &*tag.block : nullptr, tag.is_ignored, context_);
  const auto frame = nmea::parse_sentence(text, options_.checksum);
  context_.complete(frame ? frame->suffix : std::string_view(), line.prefix_time());
  options_.others.take({.frame = frame,
                        .source = context_.source(),
                        .sent_at = context_.tag().time,
                        .received_at = received_at,
                        .warnings = context_.warnings});
}

void MessageReader::take_text(std::string_view text, const nmea::LineReader& line, Instant received_at,
                              const Deliver& deliver) {
  ++counters_.sentences;
  const auto sentence = nmea::parse_vdm_sentence(text, options_.checksum);
  if (!sentence) {
    counters_.sentence_problems.add(sentence.error());
    return;
  }
  const auto& tag = line.tag();
  tags_.resolve(part_of(*sentence), tag.block ? &*tag.block : nullptr, tag.is_ignored, context_);
  take_line_around(*sentence, line);
  switch (remove_armour(sentence->payload, sentence->pad_bits, bits_)) {
    case ArmourResult::bad_character:
      counters_.sentence_problems.add(nmea::SentenceProblem::bad_character);
      return;
    case ArmourResult::too_long:
      counters_.sentence_problems.add(nmea::SentenceProblem::payload_too_long);
      return;
    case ArmourResult::removed:
      break;
  }
  if (sentence->count == 1) {
    take_message(*sentence, bits_, received_at, deliver);
  } else {
    take_part(*sentence, bits_, received_at, deliver);
  }
}

// What a first part's own line says is inherited by the later parts; what a later part's own line says
// counts after what it inherits.
void MessageReader::take_line_around(const nmea::VdmSentence& sentence, const nmea::LineReader& line) {
  if (sentence.number == 1) {
    context_.complete(sentence.suffix, line.prefix_time());
  }
  if (sentence.count > 1) {
    tags_.resolve_part(part_of(sentence), message_key(sentence), counters_.sentences, context_);
  }
  if (sentence.number > 1) {
    context_.complete(sentence.suffix, line.prefix_time());
  }
  if (!sentence.is_checksum_held) {
    context_.warnings.add(nmea::DecodeWarning::checksum_not_held);
  }
  if (sentence.are_pad_bits_unusual) {
    context_.warnings.add(nmea::DecodeWarning::pad_bits);
  }
}

void MessageReader::take_part(const nmea::VdmSentence& sentence, const Bits& bits, Instant received_at,
                              const Deliver& deliver) {
  const nmea::TagBlock& tag = context_.tag();
  const nmea::ReceivedPart part{.number = sentence.number,
                                .count = sentence.count,
                                .checksum = sentence.checksum,
                                .message = context_.message,
                                .sequence_id = sentence.sequence_id,
                                .bits = bits,
                                .characters = sentence.payload.size(),
                                .source = context_.source_key,
                                .tag_group = tag.group ? std::optional(tag.group->id) : std::nullopt,
                                .received_at = received_at,
                                .sent_at = tag.time,
                                .checksum_of_parts = context_.checksum_of_parts,
                                .warnings = context_.warnings};
  const auto is_whole = assembler_.add(part, counters_.sentence_problems, assembled_);
  counters_.waiting = assembler_.waiting();
  if (!is_whole) {
    counters_.sentence_problems.add(is_whole.error());
  } else if (*is_whole) {
    context_.warnings.add(assembled_.warnings);
    take_message(sentence, assembled_.bits, received_at, deliver);
  }
}

void MessageReader::take_message(const nmea::VdmSentence& sentence, const Bits& bits, Instant received_at,
                                 const Deliver& deliver) {
  nmea::DecodeWarnings warnings = context_.warnings;
  if (const auto decoded = decode(bits, message_, warnings); !decoded) [[unlikely]] {
    counters_.message_problems.add(decoded.error(), sentence.count);
    return;
  }
  const auto type = static_cast<std::uint8_t>(bits.unsigned_at(0, 6));
  ++counters_.messages[type];
  (std::holds_alternative<NotYetDecoded>(message_) ? counters_.not_yet_decoded : counters_.in_messages) +=
      sentence.count;
  if (!warnings.empty()) [[unlikely]] {
    add_warnings(warnings);
  }
  deliver.call(deliver.to, Decoded{.message = message_,
                                   .type = type,
                                   .mmsi = model::Mmsi(static_cast<std::uint32_t>(bits.unsigned_at(8, 30))),
                                   .bits = bits,
                                   .tag = context_.tag(),
                                   .source = context_.source(),
                                   .warnings = warnings,
                                   .received_at = received_at,
                                   .channel = sentence.channel,
                                   .is_own_ship = sentence.is_own_ship,
                                   .sentences = sentence.count});
}

void MessageReader::flush() {
  assembler_.flush(counters_.sentence_problems);
  tags_.clear();
  counters_.waiting = 0;
}

}  // namespace selat::ais
