#pragma once
// Splits one line into its sentences. A line may hold text before its first sentence, TAG blocks, wrappers,
// and several sentences. TAG blocks on a line of their own and wrappers go to the TagContext, for the
// sentences of the lines that follow. One object a line; views point into the line; no allocation; not
// thread-safe.

#include <cstddef>
#include <optional>
#include <string_view>

#include "nmea/json_line.h"
#include "nmea/line.h"
#include "nmea/line_counters.h"
#include "nmea/tag_context.h"
#include "units/instant.h"

namespace selat::nmea {

class LineReader {
 public:
  // Whether the caller reads this kind of sentence; the text begins with '!' or '$'.
  using IsWanted = bool (*)(std::string_view text);

  // What is handed in must outlive the reader.
  LineReader(Line line, IsWanted is_wanted, TagContext& context, LineCounters& counters);
  // Of the sentences of a line of JSON, which says when they were received.
  LineReader(const JsonLine& json, std::optional<Instant> time, IsWanted is_wanted, TagContext& context,
             LineCounters& counters);

  // The next wanted sentence, from its start character to the next sentence or the end of the line; nothing
  // at the end of the line. Other sentences are counted on the way. Call it until it returns nothing.
  [[nodiscard]] std::optional<std::string_view> next();

  // The TAG blocks in front of that sentence, merged.
  [[nodiscard]] const InlineTag& tag() const { return tag_; }
  // The time before the first sentence of the line.
  [[nodiscard]] std::optional<Instant> prefix_time() const { return prefix_time_; }

 private:
  void take_tag();
  void take_other(std::string_view text);
  void end();

  std::string_view line_;
  IsWanted is_wanted_;
  TagContext& context_;
  LineCounters& counters_;
  std::size_t at_ = 0;
  InlineTag tag_;
  bool is_tag_used_ = false;
  bool is_recognised_ = false;
  std::optional<Instant> prefix_time_;
};

}  // namespace selat::nmea
