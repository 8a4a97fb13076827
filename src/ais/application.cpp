#include "ais/application.h"

#include "ais/application/walk.h"
#include "ais/six_bit_text.h"

namespace selat::ais {

namespace {

class Recorder {
 public:
  explicit Recorder(const Bits& data, std::vector<ApplicationValue>& into) : data_(data), into_(into) {}
  void number(const Field& field, std::int64_t raw) { add(field).raw = raw; }
  void text(const Field& field, std::string_view text) { add(field).text = text; }
  void bits(const Field& field, std::size_t from, std::size_t size) {
    auto& value = add(field);
    for (std::size_t at = from; at < from + size; ++at) {
      value.bits.append(data_.unsigned_at(at, 1), 1);
    }
  }
  void begin_list(const Field& field, std::size_t items) { add(field).items = items; }
  void begin_item() {}
  void end_item() {}
  void end_list() {}

 private:
  ApplicationValue& add(const Field& field) {
    auto& value = into_.emplace_back();
    value.field = &field;
    return value;
  }
  const Bits& data_;
  std::vector<ApplicationValue>& into_;
};

// Writes the values of a record and the spare bits of its format.
class Composer {
 public:
  explicit Composer(const std::vector<ApplicationValue>& values) : values_(values) {}

  Bits compose(const ApplicationFormat& format) {
    fields(format.fields);
    return bits_;
  }

 private:
  void put(std::uint64_t value, unsigned width) {
    for (unsigned left = width; left > 0;) {
      const unsigned part = left > 32 ? 32 : left;
      left -= part;
      bits_.append(left < 64 ? value >> left : 0, part);
    }
  }
  // The value of this field, if it is the next one; a shorter message does not have it.
  const ApplicationValue* take(const Field& field) {
    return next_ < values_.size() && values_[next_].field == &field ? &values_[next_++] : nullptr;
  }
  void fields(std::span<const Field> list) {
    for (const Field& field : list) {
      const bool has_value = field.kind != FieldKind::spare && field.kind != FieldKind::variant;
      if (has_value && next_ >= values_.size()) {
        return;  // the message ended here
      }
      walk(field);
    }
  }
  void walk(const Field& field) {
    if (field.kind == FieldKind::spare) {
      spare(field.width);
      return;
    }
    if (field.kind == FieldKind::variant) {
      variant(field);
      return;
    }
    const ApplicationValue* value = take(field);
    if (value == nullptr) {
      spare(field.width);
      return;
    }
    switch (field.kind) {
      case FieldKind::text:
        text(value->text, field.width / 6U);
        break;
      case FieldKind::remaining_text:
        text(value->text, value->text.size());
        break;
      case FieldKind::remaining_bits:
        for (std::size_t at = 0; at < value->bits.size(); ++at) {
          put(value->bits.unsigned_at(at, 1), 1);
        }
        break;
      case FieldKind::list:
        for (std::size_t i = 0; i < value->items; ++i) {
          fields(field.item);
        }
        break;
      default:
        if (field.kind == FieldKind::selector) {
          selector_ = static_cast<std::size_t>(value->raw);
        }
        if (field.kind == FieldKind::sign_and_amount) {
          put(value->raw > 0 ? 1 : 0, 1);
          put(static_cast<std::uint64_t>(value->raw < 0 ? -value->raw : value->raw), field.width - 1U);
          break;
        }
        put(static_cast<std::uint64_t>(value->raw), field.width);
        break;
    }
  }
  void variant(const Field& field) {
    const std::size_t end = bits_.size() + field.width;
    if (selector_ < field.layouts.size()) {
      for (const Field& own : field.layouts[selector_]) {
        walk(own);
      }
    }
    spare(end > bits_.size() ? end - bits_.size() : 0);
  }
  void spare(std::size_t width) {
    for (; width > 0; --width) {
      put(0, 1);
    }
  }
  void text(std::string_view text, std::size_t characters) {
    for (std::size_t i = 0; i < characters; ++i) {
      const auto value = kTextAlphabet.find(i < text.size() ? text[i] : '@');
      put(value == std::string_view::npos ? 63 : value, 6);
    }
  }

  const std::vector<ApplicationValue>& values_;
  std::size_t next_ = 0;
  std::size_t selector_ = SIZE_MAX;
  Bits bits_;
};

}  // namespace

namespace {

// The number of bits up to the last field that is not spare, without lists and remaining text or bits.
[[nodiscard]] std::size_t fixed_bits(std::span<const Field> fields) {
  std::size_t bits = 0, needed = 0;
  for (const Field& field : fields) {
    bits += field.width;
    if (field.kind != FieldKind::spare) {
      needed = bits;
    }
  }
  return needed;
}

// Whether nothing stands behind the fields but zeros, with which some stations fill up a slot, or less than
// a byte of whatever fills up a message.
[[nodiscard]] bool ends_with(std::span<const Field> fields, const Bits& data) {
  std::size_t end = 0;
  for (const Field& field : fields) {
    if (field.kind == FieldKind::list || field.kind == FieldKind::remaining_text ||
        field.kind == FieldKind::remaining_bits) {
      return true;
    }
    end += field.width;
  }
  std::size_t at = data.size();
  while (at > end && data.unsigned_at(at - 1, 1) == 0) {
    --at;
  }
  return at < end + 8;
}

[[nodiscard]] bool is_of(const ApplicationFormat& format, const Bits& data) {
  return data.size() >= format.min_bits && data.size() <= format.max_bits &&
         data.size() >= fixed_bits(format.fields) && ends_with(format.fields, data) &&
         (format.is_of == nullptr || format.is_of(data));
}

}  // namespace

const ApplicationFormat* application_format(bool is_addressed, ApplicationId id, const Bits& data) {
  for (const ApplicationFormat* format : application_formats()) {
    if (format->id == id && format->is_addressed == is_addressed && is_of(*format, data)) {
      return format;
    }
  }
  return nullptr;
}

ApplicationRecord read_application(const ApplicationFormat& format, const Bits& data) {
  ApplicationRecord record{.format = &format, .values = {}};
  Recorder recorder(data, record.values);
  walk_application(format, data, recorder);
  return record;
}

Bits write_application(const ApplicationRecord& record) {
  return record.format == nullptr ? Bits() : Composer(record.values).compose(*record.format);
}

TimeParts time_parts(TimeLayout layout, std::int64_t raw) {
  const auto part = [raw](unsigned from, unsigned width) {
    return static_cast<std::uint8_t>((raw >> from) & ((1 << width) - 1));
  };
  switch (layout) {
    case TimeLayout::month_day_hour_minute:
    case TimeLayout::bare:
      return {.month = part(16, 4), .day = part(11, 5), .hour = part(6, 5), .minute = part(0, 6)};
    case TimeLayout::day_month_hour_minute:
      return {.month = part(11, 4), .day = part(15, 5), .hour = part(6, 5), .minute = part(0, 6)};
    case TimeLayout::day_hour_minute:
      return {.month = 0, .day = part(11, 5), .hour = part(6, 5), .minute = part(0, 6)};
  }
  return {};
}

std::optional<double> value_of(const ApplicationValue& value) {
  const Field& field = *value.field;
  if (value.raw < field.low || value.raw > field.high ||
      (field.kind == FieldKind::sign_and_amount && value.raw == 0)) {
    return std::nullopt;
  }
  return static_cast<double>(value.raw + field.offset) / field.divisor;
}

std::string_view word_of(const Field& field, std::int64_t raw) {
  if (field.word_of != nullptr) {
    return field.word_of(raw);
  }
  return raw >= 0 && static_cast<std::size_t>(raw) < field.words.size()
             ? field.words[static_cast<std::size_t>(raw)]
             : field.otherwise;
}

}  // namespace selat::ais
