// The fuzzers begin from tests/fuzz/corpus: so that they reach every message type and every application,
// each stands there.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "ais/application.h"
#include "ais/message_header.h"
#include "base/bits.h"

namespace selat::ais {
namespace {

template <typename Each>
void for_each_input(const std::string& fuzzer, Each each) {
  for (const auto& entry :
       std::filesystem::directory_iterator(SELAT_SOURCE_DIR "/tests/fuzz/corpus/" + fuzzer)) {
    std::ifstream file(entry.path(), std::ios::binary);
    each(std::string{std::istreambuf_iterator<char>(file), {}});
  }
}

TEST(FuzzCorpus, OfTheDecodersHoldsEveryType) {
  std::set<unsigned> types;
  for_each_input("ais_decode", [&](const std::string& bytes) {
    if (bytes.size() > 7) {
      types.insert(static_cast<unsigned char>(bytes[1]) & 63U);
    }
  });
  for (unsigned type = 1; type <= kLastType; ++type) {
    EXPECT_TRUE(types.contains(type)) << type;
  }
}

TEST(FuzzCorpus, OfTheApplicationsHoldsEveryFormat) {
  std::set<const ApplicationFormat*> seen;
  for_each_input("ais_application", [&](const std::string& bytes) {
    if (bytes.size() < 3) {
      return;
    }
    const auto byte = [&](std::size_t at) {
      return static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[at]));
    };
    const auto& chosen = *application_formats()[byte(0) % application_formats().size()];
    Bits data;
    for (std::size_t at = 2; at < bytes.size(); ++at) {
      const unsigned width = at + 1 == bytes.size() ? 8 - static_cast<unsigned>(byte(1) % 8) : 8;
      data.append(byte(at) >> (8 - width), width);
    }
    seen.insert(application_format(chosen.is_addressed, chosen.id, data));
  });
  for (const ApplicationFormat* format : application_formats()) {
    EXPECT_TRUE(seen.contains(format)) << format->title;
  }
}

}  // namespace
}  // namespace selat::ais
