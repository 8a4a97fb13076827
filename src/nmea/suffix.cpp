#include "nmea/suffix.h"

#include "nmea/field_list.h"
#include "nmea/time_text.h"

namespace selat::nmea {

Suffix parse_suffix(std::string_view suffix) {
  Suffix read;
  FieldList list(suffix);
  while (const auto field = list.next()) {
    if (const auto time = parse_unix_time(*field)) {
      read.time = read.time ? read.time : time;  // a second one is the recorder's, not the sentence's
    } else if (field->size() > 1 &&
               (field->front() == 'r' || field->front() == 'b' || field->front() == 'D')) {
      read.station = model::SourceName(*field);
    }
  }
  return read;
}

}  // namespace selat::nmea
