#include "ais/encode.h"

#include <algorithm>
#include <type_traits>
#include <variant>

#include "ais/armour.h"
#include "ais/fields/field_writer.h"
#include "base/check.h"
#include "nmea/checksum.h"
#include "nmea/tag_block.h"

namespace selat::ais {

namespace {

[[nodiscard]] std::string armoured(const Bits& bits) {
  std::string payload;
  payload.reserve(bits.size() / 6 + 1);
  for (std::size_t at = 0; at < bits.size(); at += 6) {
    payload.push_back(six_bit_character(static_cast<unsigned>(bits.unsigned_at(at, 6))));
  }
  return payload;
}

}  // namespace

Bits encode_bits(const Message& message) {
  Bits bits;
  std::visit(
      [&bits]<typename Kind>(const Kind& any) {
        if constexpr (!std::is_same_v<Kind, NotYetDecoded>) {
          require(std::ranges::find(Kind::kTypes, any.type) != Kind::kTypes.end(),
                  "the message type must be one that its struct represents");
          FieldWriter writer(bits);
          Kind::walk(writer, any);
        }
      },
      message);
  return bits;
}

std::vector<std::string> encode(const Message& message, const EncodeOptions& options) {
  return encode(encode_bits(message), options);
}

std::vector<std::string> encode(const Bits& bits, const EncodeOptions& options) {
  std::vector<std::string> sentences;
  const std::string payload = armoured(bits);
  const std::size_t each = std::max<std::size_t>(options.characters_per_sentence, 1);
  const std::size_t count = (payload.size() + each - 1) / each;
  require(count <= 9, "a message has at most nine sentences");
  const std::string tag = nmea::write_tag_block(options.tag_source, options.tag_time);
  for (std::size_t part = 1; part <= count; ++part) {
    std::string between(options.talker.begin(), options.talker.end());
    between += options.is_own_ship ? "VDO," : "VDM,";
    between += std::to_string(count) + ',' + std::to_string(part) + ',';
    between += count > 1 ? std::to_string(options.sequence_id) : std::string();
    between += ',';
    if (options.channel != 0) {
      between += options.channel;
    }
    between += ',';
    between.append(payload, (part - 1) * each, each);
    between += ',';
    between += part == count ? std::to_string(payload.size() * 6 - bits.size()) : "0";
    sentences.push_back(tag);
    sentences.back().append("!").append(between).append(nmea::checksum_suffix(between));
  }
  return sentences;
}

}  // namespace selat::ais
