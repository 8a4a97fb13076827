#include "text/spoken.h"

#include <unordered_map>

namespace selat::text {
namespace {

const WordingRow* row_of(std::string_view english) {
  static const auto kIndex = [] {
    std::unordered_map<std::string_view, const WordingRow*> index;
    for (const WordingRow& row : wording_table()) {
      index.emplace(row.front(), &row);
    }
    return index;
  }();
  const auto found = kIndex.find(english);
  return found == kIndex.end() ? nullptr : found->second;
}

}  // namespace

std::string_view spoken(std::string_view english, Language language) {
  const WordingRow* row = row_of(english);
  return row == nullptr ? english : (*row)[static_cast<std::size_t>(language)];
}

std::string spoken(const Remark& remark, Language language) {
  return remark.said([language](std::string_view words) { return spoken(words, language); });
}

}  // namespace selat::text
