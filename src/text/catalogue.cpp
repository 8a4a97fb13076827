#include "text/catalogue.h"

#include <array>

#include "base/enum_names.h"
#include "text/locale/compiled.h"

namespace selat::text {
namespace {

// A .mo file: magic, revision, number of entries, offset of the table of keys, offset of the table of texts,
// each of 4 bytes, the least first (msgfmt --endianness=little). A row of a table: length and offset of a
// string, which a zero byte follows.
constexpr std::uint32_t kMagic = 0x950412de;
constexpr std::size_t kHeader = 20;
constexpr std::size_t kRow = 8;

}  // namespace

Catalogue::Catalogue(std::string_view mo) : mo_(mo) {
  if (mo.size() < kHeader || number_at(0) != kMagic || number_at(4) >> 16U != 0) {
    return;
  }
  keys_ = number_at(12);
  texts_ = number_at(16);
  const std::size_t size = number_at(8);
  if (keys_ + size * kRow <= mo.size() && texts_ + size * kRow <= mo.size()) {
    size_ = size;
  }
}

std::optional<std::string_view> Catalogue::find(std::string_view key) const {
  std::size_t low = 0;
  std::size_t high = key.empty() ? 0 : size_;
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    const int order = string_at(keys_ + middle * kRow).compare(key);
    if (order == 0) {
      return string_at(texts_ + middle * kRow);
    }
    (order < 0 ? low : high) = order < 0 ? middle + 1 : middle;
  }
  return std::nullopt;
}

Catalogue::Entry Catalogue::entry(std::size_t index) const {
  return {string_at(keys_ + index * kRow), string_at(texts_ + index * kRow)};
}

std::uint32_t Catalogue::number_at(std::size_t offset) const {
  std::uint32_t number = 0;
  for (std::size_t i = 4; i > 0; --i) {
    number = number << 8U | static_cast<unsigned char>(mo_[offset + i - 1]);
  }
  return number;
}

std::string_view Catalogue::string_at(std::size_t row) const {
  const std::size_t length = number_at(row);
  const std::size_t offset = number_at(row + 4);
  return offset <= mo_.size() && length <= mo_.size() - offset ? mo_.substr(offset, length)
                                                               : std::string_view();
}

const Catalogue& catalogue_of(Language language) {
  static const std::array<Catalogue, enum_count<Language>> kCatalogues = {
      Catalogue(), Catalogue(locale::id_mo()), Catalogue(locale::ms_mo())};  // by Language
  return kCatalogues[static_cast<std::size_t>(language)];
}

}  // namespace selat::text
