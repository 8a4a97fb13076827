#pragma once
// One message as one JSON object, with the names, units and special values of gpsd's JSON (class AIS), so
// that it can replace `gpsdecode -j`: coordinates in degrees, sentinels as "nan", "fast" or as they come
// (181, 511 …). The members stand in the order of the air interface, which is not always gpsd's.
//
// More than gpsd writes: source, toa and problems; long_range of types 4 and 11, epfd of type 24, assigned of
// types 9, 18, 19 and 21, seqno1 to seqno4 of types 7 and 13, txrx of type 23, the applications that gpsd
// does not know, and those within types 25 and 26.
// Other than gpsd: members behind the end of a short message are left out; types 17 and 27 with positions to
// 1/10,000 and not to 0.1 degree, those of 1/1,000 minute to 1/100,000 degree; the status of type 27 is a
// number beside its text, as of all other types; left turns are negative; spare bits at the end of types 15
// and 20 are not taken for the beginning of a part; the destination of types 25 and 26 is followed by its two
// spare bits, and type 26 has its radio state, without the spare bits before it in its data.
//
// Pure, no allocation once the buffer has grown. Not thread-safe (the buffer).

#include <optional>
#include <string_view>

#include "ais/json/json_text.h"
#include "ais/message.h"
#include "ais/static_pairs.h"
#include "base/bits.h"
#include "nmea/problem.h"
#include "units/instant.h"

namespace selat::ais {

struct JsonOptions {
  bool is_scaled = true;    // else integers as transmitted
  std::string_view device;  // "device"; left out if empty
};

// What the lines around a message say about it; each left out if empty.
struct JsonContext {
  std::string_view source;
  std::optional<Instant> toa;     // time of arrival, from TAG block, wrapper or suffix
  nmea::DecodeWarnings warnings;  // "problems"
};

// The object, without line ending. The bits are those that decode() made the message of.
void write_json(const Message& message, const Bits& bits, const JsonOptions& options,
                const JsonContext& context, JsonText& into);

// Both parts of a type 24 as one object, without "part".
void write_merged_static_json(const StaticPair& pair, const JsonOptions& options, const JsonContext& context,
                              JsonText& into);

// "2013-11-12T12:00:00.123Z", quotes included.
void write_json_time(Instant instant, JsonText& into);

}  // namespace selat::ais
