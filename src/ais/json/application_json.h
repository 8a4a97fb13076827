#pragma once
// The fields of an application as members of a JSON object, with gpsd's names if it has any.

#include "ais/application.h"
#include "ais/json/json_text.h"
#include "base/bits.h"

namespace selat::ais {

// Appends `,"name":value` for each field; the object is open.
void write_application_json(const ApplicationFormat& format, const Bits& data, bool is_scaled,
                            JsonText& into);

}  // namespace selat::ais
