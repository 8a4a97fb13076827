#include "wire/library_version.h"

#include <google/protobuf/stubs/common.h>

namespace selat::wire {

std::string library_version() {
  return google::protobuf::internal::VersionString(GOOGLE_PROTOBUF_VERSION);
}

}  // namespace selat::wire
