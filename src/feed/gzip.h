#pragma once
// Unpacks what a program has posted packed with gzip.
//
// Thread: any; nothing is kept between calls.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace selat::feed {

// Nothing if it is damaged, or longer than `most` bytes.
[[nodiscard]] std::optional<std::string> unpacked_gzip(std::string_view packed, std::size_t most);

}  // namespace selat::feed
