#pragma once
// The log of decisions and reports as a chain: the hash of each entry covers the entry and the hash before it
// (BLAKE2b-256, RFC 7693, of libsodium), so that no entry can be changed, removed or put in without breaking
// the chain from there on. It proves nothing against one who can write the file and computes all hashes anew:
// for that the newest hash must be noted elsewhere; the server logs it at each start, and
// `selat audit verify` prints it.
//
// Pure. Thread: any.

#include <cstddef>
#include <string>

#include "model/log_entry.h"

namespace selat::store {

inline constexpr std::size_t kHashBytes = 32;

// Of the entry with its number, after the entry with hash `before` (empty: it is the first). Raw bytes.
[[nodiscard]] std::string chain_hash(const std::string& before, const model::LogEntry& entry);

// For people: hexadecimal.
[[nodiscard]] std::string as_hex(const std::string& hash);

}  // namespace selat::store
