#include "runtime/tool_identity.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bus/keys.h"
#include "runtime/command_error.h"
#include "support/temporary_directory.h"

namespace selat::runtime {
namespace {

TEST(ToolIdentity, TheToolsOfAMachineSpeakForWhomItsKeysName) {
  const test::TemporaryDirectory directory;
  config::Settings settings;
  EXPECT_EQ(key_of_tools(settings), "top") << "no keys are needed";
  settings.bus.keys = directory / "keys";
  bus::make_key_files(settings.bus.keys, "control-point.lumut");
  EXPECT_EQ(key_of_tools(settings), "control-point.lumut");
  bus::make_key_files(settings.bus.keys, "control-point.changi");
  try {
    static_cast<void>(key_of_tools(settings));
    FAIL() << "for one of two would be a guess";
  } catch (const UsageError& error) {
    EXPECT_THAT(error.message().in_english(), testing::HasSubstr("several control points (changi, lumut)"));
  }
  bus::make_key_files(settings.bus.keys, "top");
  EXPECT_EQ(key_of_tools(settings), "top");
}

}  // namespace
}  // namespace selat::runtime
