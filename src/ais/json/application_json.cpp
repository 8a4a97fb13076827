#include "ais/json/application_json.h"

#include "ais/application/walk.h"

namespace selat::ais {

namespace {

class Printer {
 public:
  Printer(const Bits& data, bool is_scaled, JsonText& out) : data_(data), out_(out), is_scaled_(is_scaled) {}

  void number(const Field& field, std::int64_t raw) {
    switch (field.kind) {
      case FieldKind::count:
        return;  // begin_list() writes it
      case FieldKind::flag:
        out_.key(field.name);
        out_.boolean(raw != 0);
        return;
      case FieldKind::time:
        out_.key(field.name);
        time(field.layout, time_parts(field.layout, raw));
        return;
      case FieldKind::quoted_number:
        out_.key(field.name);
        out_.character('"');
        out_.number(raw);
        out_.character('"');
        return;
      case FieldKind::word:
        out_.key(field.name);
        if (is_scaled_) {
          out_.text(word_of(field, raw));
        } else {
          out_.number(raw);
        }
        return;
      default:
        out_.key(field.name);
        amount(field, raw);
        if (const auto word = word_of(field, raw); !word.empty()) {
          out_.key(field.name, "_text");
          out_.text(word);
        }
        return;
    }
  }
  void text(const Field& field, std::string_view text) {
    out_.key(field.name);
    out_.text(text);
  }
  void bits(const Field& field, std::size_t from, std::size_t size) {
    constexpr char kHex[] = "0123456789abcdef";
    out_.key(field.name);
    out_.character('"');
    out_.number(static_cast<std::int64_t>(size));
    out_.character(':');
    for (std::size_t at = 0; at < size; at += 4) {
      const auto width = static_cast<unsigned>(size - at < 4 ? size - at : 4);
      out_.character(kHex[data_.unsigned_at(from + at, width) << (4 - width)]);
    }
    out_.character('"');
  }
  void begin_list(const Field& field, std::size_t) {
    out_.key(field.name);
    out_.character('[');
  }
  void begin_item() {
    out_.begin_item();
    out_.character('{');
  }
  void end_item() { out_.character('}'); }
  void end_list() { out_.character(']'); }

 private:
  void amount(const Field& field, std::int64_t raw) {
    if (is_scaled_ && field.places > 0) {
      out_.decimal(static_cast<double>(raw + field.offset) / field.divisor, field.places);
    } else if (is_scaled_) {
      out_.number(static_cast<std::int64_t>(static_cast<double>(raw + field.offset) / field.divisor));
    } else {
      out_.number(raw);
    }
  }
  void two(std::uint8_t value, char after) {
    out_.digits(value, 2);
    out_.character(after);
  }
  void time(TimeLayout layout, TimeParts parts) {
    out_.character('"');
    if (layout == TimeLayout::bare) {
      out_.number(parts.month);
      out_.character('-');
      out_.number(parts.day);
      out_.character('T');
      out_.number(parts.hour);
      out_.character(':');
      out_.number(parts.minute);
      out_.character('"');
      return;
    }
    if (layout != TimeLayout::day_hour_minute) {
      two(parts.month, '-');
    }
    two(parts.day, 'T');
    two(parts.hour, ':');
    out_.digits(parts.minute, 2);
    if (layout != TimeLayout::day_month_hour_minute) {
      out_.character('Z');
    }
    out_.character('"');
  }

  const Bits& data_;
  JsonText& out_;
  bool is_scaled_;
};

}  // namespace

void write_application_json(const ApplicationFormat& format, const Bits& data, bool is_scaled,
                            JsonText& into) {
  Printer printer(data, is_scaled, into);
  walk_application(format, data, printer);
}

}  // namespace selat::ais
