#include "store/hashed_bytes.h"

#include <sodium/crypto_generichash.h>

namespace selat::store {

std::string HashedBytes::hash(std::size_t size) const {
  std::string hash(size, '\0');
  crypto_generichash(reinterpret_cast<unsigned char*>(hash.data()), hash.size(),
                     reinterpret_cast<const unsigned char*>(bytes_.data()), bytes_.size(), nullptr, 0);
  return hash;
}

}  // namespace selat::store
