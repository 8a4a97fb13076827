#include "nmea/line_reader.h"

#include <algorithm>

#include "nmea/time_text.h"
#include "nmea/wrapper.h"

namespace selat::nmea {

namespace {

// Where the next sentence or TAG block begins, from `at` on; the size of the text if there is none. Three
// calls of memchr are several times faster than one of find_first_of. A window at a time, about as long as a
// sentence: so each byte is looked at three times, however many sentences there are.
[[nodiscard]] std::size_t next_start(std::string_view text, std::size_t at) {
  constexpr std::size_t kWindow = 128;
  for (; at < text.size(); at += kWindow) {
    const auto window = text.substr(at, kWindow);
    std::size_t next = window.size();
    for (const char start : {'!', '$', '\\'}) {
      next = std::min(next, window.substr(0, next).find(start));
    }
    if (next < window.size()) {
      return at + next;
    }
  }
  return text.size();
}

[[nodiscard]] bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t") == std::string_view::npos;
}

[[nodiscard]] bool is_other_sentence(std::string_view text) {
  constexpr std::size_t kShortestAddress = 3;
  constexpr std::size_t kLongestAddress = 10;
  const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  const std::string_view address = text.substr(1, std::min(text.find(','), text.size()) - 1);
  return address.size() + 1 < text.size() && address.size() >= kShortestAddress &&
         address.size() <= kLongestAddress && is_capital(address.front()) &&
         std::ranges::all_of(address, [&](char c) { return is_capital(c) || (c >= '0' && c <= '9'); });
}

}  // namespace

LineReader::LineReader(Line line, IsWanted is_wanted, TagContext& context, LineCounters& counters)
    : line_(line.text()),
      is_wanted_(is_wanted),
      context_(context),
      counters_(counters),
      at_(next_start(line_, 0)) {
  is_recognised_ = is_blank(line_);
  if (at_ > 0 && at_ < line_.size()) {
    prefix_time_ = parse_prefix_time(line_.substr(0, at_));
  }
}

LineReader::LineReader(const JsonLine& json, std::optional<Instant> time, IsWanted is_wanted,
                       TagContext& context, LineCounters& counters)
    : LineReader(json.sentences(), is_wanted, context, counters) {
  prefix_time_ = time;
}

std::optional<std::string_view> LineReader::next() {
  if (is_tag_used_) {
    tag_ = {};
    is_tag_used_ = false;
  }
  while (at_ < line_.size()) {
    if (line_[at_] == '\\') {
      take_tag();
      continue;
    }
    const auto text = line_.substr(at_, next_start(line_, at_ + 1) - at_);
    at_ += text.size();
    if (is_wanted_(text)) {
      is_recognised_ = true;
      is_tag_used_ = true;
      return text;
    }
    take_other(text);
  }
  end();
  return std::nullopt;
}

void LineReader::take_tag() {
  is_recognised_ = true;
  const auto end = line_.find_first_of("\\!", at_ + 1);
  if (end == std::string_view::npos || line_[end] == '!') {
    counters_.tag_problems.add(TagProblem::unterminated);
    tag_.is_ignored = true;
    at_ = next_start(line_, at_ + 1);
    return;
  }
  const auto block = parse_tag_block(line_.substr(at_ + 1, end - at_ - 1));
  if (!block) {
    counters_.tag_problems.add(block.error());
    tag_.is_ignored = true;
  } else if (tag_.block) {
    tag_.block->merge(*block);
  } else {
    tag_.block = *block;
  }
  at_ = next_start(line_, end + 1);
  if (at_ == line_.size() && !is_blank(line_.substr(end + 1))) {
    tag_ = {};  // the block belonged to this text, not to the sentence of the next line
  }
}

void LineReader::take_other(std::string_view text) {
  if (is_wrapper(text)) {
    if (const auto wrapper = parse_wrapper(text)) {
      context_.take_wrapper(*wrapper);
    }
  } else {
    tag_ = {};  // the block belonged to this text, not to the sentence of the next line
  }
  if (is_other_sentence(text)) {
    ++counters_.other_sentences;
    is_recognised_ = true;
  }
}

void LineReader::end() {
  if (!is_recognised_) {
    ++counters_.unrecognised_lines;
  }
  if (tag_.block || tag_.is_ignored) {
    context_.take_tag_line(tag_);
  }
}

}  // namespace selat::nmea
