#include "nmea/vdm_sentence.h"

#include <algorithm>

namespace selat::nmea {

namespace {

constexpr std::size_t kHeaderLength = 7;  // "!AIVDM,"

[[nodiscard]] constexpr bool is_letter_or_digit(char character) {
  return (character >= 'A' && character <= 'Z') || (character >= 'a' && character <= 'z') ||
         (character >= '0' && character <= '9');
}

[[nodiscard]] constexpr bool is_digit(char character) {
  return character >= '0' && character <= '9';
}

constexpr int kNoNumber = -1;

// One or two decimal digits.
[[nodiscard]] constexpr int small_number(std::string_view field) {
  if (field.size() == 1 && is_digit(field[0])) {
    return field[0] - '0';
  }
  if (field.size() == 2 && is_digit(field[0]) && is_digit(field[1])) {
    return (field[0] - '0') * 10 + (field[1] - '0');
  }
  return kNoNumber;
}

[[nodiscard]] std::optional<SentenceProblem> take_part_numbers(VdmSentence& sentence, std::string_view count,
                                                               std::string_view number) {
  const int parts = small_number(count);
  const int part = small_number(number);
  if (parts == kNoNumber || part == kNoNumber) {
    return SentenceProblem::malformed;
  }
  if (parts == 0) {
    return SentenceProblem::count_zero;
  }
  if (parts > 9) {
    return SentenceProblem::count_over_9;
  }
  if (part == 0) {
    return SentenceProblem::part_zero;
  }
  if (part > parts) {
    return SentenceProblem::part_over_count;
  }
  sentence.count = static_cast<std::uint8_t>(parts);
  sentence.number = static_cast<std::uint8_t>(part);
  return std::nullopt;
}

[[nodiscard]] std::optional<SentenceProblem> take_sequence_id(VdmSentence& sentence, std::string_view field) {
  if (field.empty()) {
    return std::nullopt;
  }
  const int id = small_number(field);
  if (id == kNoNumber) {
    return SentenceProblem::malformed;
  }
  sentence.sequence_id = static_cast<std::uint8_t>(id);
  return std::nullopt;
}

[[nodiscard]] std::optional<SentenceProblem> take_channel(VdmSentence& sentence, std::string_view field) {
  if (field.size() > 1 || (field.size() == 1 && !is_letter_or_digit(field.front()))) {
    return SentenceProblem::malformed;
  }
  sentence.channel = field.empty() ? '\0' : field.front();
  return std::nullopt;
}

[[nodiscard]] std::optional<SentenceProblem> take_pad_bits(VdmSentence& sentence, std::string_view field) {
  if (field.size() > 1 || (field.size() == 1 && !is_digit(field.front()))) {
    return SentenceProblem::malformed;
  }
  const int pad_bits = field.empty() ? 0 : field.front() - '0';
  if (pad_bits > 7) {
    return SentenceProblem::pad_bits_over_7;
  }
  sentence.pad_bits = static_cast<std::uint8_t>(pad_bits);
  sentence.are_pad_bits_unusual = field.empty() || pad_bits > 5;
  return std::nullopt;
}

// Splits fields of one or two characters: comparing each character is faster than a search. A missing field
// is an empty one.
class ShortFields {
 public:
  explicit constexpr ShortFields(std::string_view text) : text_(text) {}
  constexpr std::string_view next() {
    std::size_t length = 0;
    while (length < text_.size() && text_[length] != ',') {
      ++length;
    }
    const auto field = text_.substr(0, length);
    text_.remove_prefix(std::min(length + 1, text_.size()));
    return field;
  }
  [[nodiscard]] constexpr std::string_view rest() const { return text_; }

 private:
  std::string_view text_;
};

// The fields between header and '*'; the problem, if there is one.
[[nodiscard]] std::optional<SentenceProblem> take_fields(VdmSentence& sentence, std::string_view fields) {
  ShortFields list(fields);
  const auto count = list.next();
  const auto number = list.next();
  const auto sequence_id = list.next();
  const auto channel = list.next();
  const auto rest = list.rest();
  const auto comma = rest.find(',');
  if (comma == std::string_view::npos) {
    return SentenceProblem::malformed;
  }
  sentence.payload = rest.substr(0, comma);
  if (const auto problem = take_part_numbers(sentence, count, number)) {
    return problem;
  }
  if (const auto problem = take_sequence_id(sentence, sequence_id)) {
    return problem;
  }
  if (const auto problem = take_channel(sentence, channel)) {
    return problem;
  }
  if (const auto problem = take_pad_bits(sentence, rest.substr(comma + 1))) {
    return problem;
  }
  return sentence.payload.empty() ? std::optional(SentenceProblem::payload_empty) : std::nullopt;
}

}  // namespace

bool is_vdm_sentence(std::string_view text) {
  return text.size() >= kHeaderLength && text[0] == '!' && is_letter_or_digit(text[1]) &&
         is_letter_or_digit(text[2]) && text[3] == 'V' && text[4] == 'D' &&
         (text[5] == 'M' || text[5] == 'O') && text[6] == ',';
}

std::expected<VdmSentence, SentenceProblem> parse_vdm_sentence(std::string_view text, ChecksumRule rule) {
  const auto frame = parse_sentence(text, rule);
  if (!frame) {
    return std::unexpected(frame.error());
  }
  VdmSentence sentence;
  sentence.checksum = frame->checksum;
  sentence.is_checksum_held = frame->is_checksum_held;
  sentence.suffix = frame->suffix;
  sentence.talker = {text[1], text[2]};
  sentence.is_own_ship = text[5] == 'O';
  if (const auto problem =
          take_fields(sentence, frame->fields.substr(std::min(kHeaderLength - 1, frame->fields.size())))) {
    return std::unexpected(*problem);
  }
  return sentence;
}

}  // namespace selat::nmea
