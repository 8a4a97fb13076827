// Type 27: long-range position report (M.1371-5 annex 8 §3.25).
#include "ais/decode/fields.h"
#include "ais/decode/rows.h"

namespace selat::ais {

namespace {
template <typename Fields, typename Self>
void walk(Fields& fields, Self& message) {
  fields.header(message);
  fields.flag(message.is_high_accuracy);
  fields.flag(message.has_raim);
  fields.status(message.status);
  fields.long_range_position(message.position);
  fields.long_range_sog(message.sog);
  fields.long_range_cog(message.cog);
  fields.flag(message.is_older_than_5_s);
  fields.spare(1);
}
}  // namespace

void decode_long_range_position(const Bits& bits, Message& into) {
  FieldReader reader(bits);
  walk(reader, into.emplace<LongRangePosition>());
}

void encode_long_range_position(const Message& message, Bits& into) {
  FieldWriter writer(into);
  walk(writer, std::get<LongRangePosition>(message));
}

}  // namespace selat::ais
