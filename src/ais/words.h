#pragma once
// The words gpsd writes beside coded fields ("status":5,"status_text":"Moored"). Source of the codes: ITU-R
// M.1371-5 annex 8, tables 45, 53, 74, 77. The words are those of gpsd 3.22's JSON, so that programs which
// read that JSON can read this one; codes that are younger than it have the words of the recommendation.

#include <cstdint>
#include <string_view>

namespace selat::ais {

[[nodiscard]] std::string_view status_word(std::uint32_t code);
[[nodiscard]] std::string_view fixing_device_word(std::uint32_t code);
[[nodiscard]] std::string_view ship_type_word(std::uint32_t code);
[[nodiscard]] std::string_view station_type_word(std::uint32_t code);
[[nodiscard]] std::string_view aid_type_word(std::uint32_t code);

}  // namespace selat::ais
