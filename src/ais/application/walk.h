#pragma once
// The walk over the fields of an application, with which its data are read, printed and written.

#include <algorithm>
#include <array>
#include <cstddef>

#include "ais/application.h"
#include "ais/six_bit_text.h"
#include "base/bits.h"

namespace selat::ais {

// Walks over the fields of `data` and calls the visitor:
//   number(field, raw)               numbers, flags, codes, counts, selectors and times
//   text(field, view)                texts
//   bits(field, from, size)          uninterpreted bits
//   begin_list(field, items), begin_item(), end_item(), end_list()
// Fields beyond the end of the data are left out, and so are incomplete items.
template <typename Visitor>
class ApplicationWalk {
 public:
  ApplicationWalk(const Bits& data, Visitor& visitor) : data_(data), visitor_(visitor) {}

  void fields(std::span<const Field> list) {
    for (const Field& field : list) {
      walk(field);
    }
  }

 private:
  void walk(const Field& field) {
    switch (field.kind) {
      case FieldKind::spare:
        at_ += field.width;
        break;
      case FieldKind::text:
        text(field, field.width / 6U);
        break;
      case FieldKind::remaining_text:
        text(field, data_.size() > at_ ? (data_.size() - at_) / 6 : 0);
        break;
      case FieldKind::remaining_bits:
        visitor_.bits(field, at_, data_.size() > at_ ? data_.size() - at_ : 0);
        at_ = std::max(at_, data_.size());
        break;
      case FieldKind::list:
        list(field);
        break;
      case FieldKind::variant:
        variant(field);
        break;
      default:
        number(field);
        break;
    }
  }
  void number(const Field& field) {
    if (!data_.has(at_, field.width)) {
      at_ += field.width;
      return;
    }
    const std::int64_t raw = raw_of(field);
    at_ += field.width;
    if (field.kind == FieldKind::count) {
      count_ = static_cast<std::size_t>(raw);
    } else if (field.kind == FieldKind::selector) {
      selector_ = static_cast<std::size_t>(raw);
    }
    visitor_.number(field, raw);
  }
  [[nodiscard]] std::int64_t raw_of(const Field& field) const {
    if (field.kind == FieldKind::signed_number) {
      return data_.signed_at(at_, field.width);
    }
    if (field.kind == FieldKind::sign_and_amount) {
      const auto amount = static_cast<std::int64_t>(data_.unsigned_at(at_ + 1, field.width - 1U));
      return data_.unsigned_at(at_, 1) != 0 ? amount : -amount;
    }
    return static_cast<std::int64_t>(data_.unsigned_at(at_, field.width));
  }
  void text(const Field& field, std::size_t characters) {
    std::array<char, whole_eights(Bits::kMaxSize / 6)> text;
    const std::size_t length = text_at(data_, at_, text.data(), std::min(characters, text.size()));
    const std::size_t size = without_padding(text.data(), length);
    at_ += characters * 6;
    visitor_.text(field, std::string_view(text.data(), size));
  }
  void list(const Field& field) {
    std::size_t width = 0;
    for (const Field& own : field.item) {
      width += own.width;
    }
    const std::size_t room = width > 0 && data_.size() > at_ ? (data_.size() - at_) / width : 0;
    const std::size_t items = std::min({room, count_, std::size_t{field.most}});
    visitor_.begin_list(field, items);
    for (std::size_t i = 0; i < items; ++i) {
      const std::size_t start = at_;
      visitor_.begin_item();
      fields(field.item);
      visitor_.end_item();
      at_ = start + width;
    }
    visitor_.end_list();
  }
  void variant(const Field& field) {
    const std::size_t start = at_;
    if (selector_ < field.layouts.size()) {
      fields(field.layouts[selector_]);
    }
    at_ = start + field.width;
  }

  const Bits& data_;
  Visitor& visitor_;
  std::size_t at_ = 0;
  std::size_t count_ = SIZE_MAX;
  std::size_t selector_ = SIZE_MAX;
};

template <typename Visitor>
void walk_application(const ApplicationFormat& format, const Bits& data, Visitor& visitor) {
  ApplicationWalk<Visitor>(data, visitor).fields(format.fields);
}

}  // namespace selat::ais
