#include "wire/names.h"

#include "selat/v1/context.pb.h"
#include "wire/utf8.h"

namespace selat::wire {

void to_wire(const model::Names& names, v1::Names& wire) {
  wire.set_en(utf8_or_marked(names.en));
  wire.set_id(utf8_or_marked(names.id));
  wire.set_ms(utf8_or_marked(names.ms));
}

model::Names from_wire(const v1::Names& wire) {
  return {.en = wire.en(), .id = wire.id(), .ms = wire.ms()};
}

}  // namespace selat::wire
