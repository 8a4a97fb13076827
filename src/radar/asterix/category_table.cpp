// Every category that is read. A new one is its own file and its line here.

#include <array>

#include "radar/asterix/item.h"

namespace selat::radar {
namespace {

constexpr auto kCategories =
    std::to_array<const Category*>({&kCat048, &kCat062, &kCat010, &kCat034, &kCat063, &kCat065});

}  // namespace

const Category* category_of(std::uint8_t number) {
  for (const Category* category : kCategories) {
    if (category->number == number) {
      return category;
    }
  }
  return nullptr;
}

}  // namespace selat::radar
