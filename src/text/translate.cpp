#include "text/translate.h"

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

std::string_view translate(std::string_view english, Language language) {
  const WordingRow* row = row_of(english);
  return row == nullptr ? english : (*row)[static_cast<std::size_t>(language)];
}

std::string translate(const LocalizedMessage& message, Language language) {
  return message.rendered([language](std::string_view words) { return translate(words, language); });
}

}  // namespace selat::text
