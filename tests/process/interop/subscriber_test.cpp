// proto/README.md is enough for an integrator: its subscriber in Python, as it stands there, hears a running
// `selat ingest`.

#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include "../child.h"
#include "support/other_program.h"
#include "support/temporary_directory.h"

namespace selat {
namespace {

namespace fs = std::filesystem;

std::string content_of(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

// The block of Python on the page.
std::string subscriber() {
  const std::string page = content_of(SELAT_SOURCE_DIR "/proto/README.md");
  const std::string fence = "```python\n";
  const auto begin = page.find(fence);
  EXPECT_NE(begin, std::string::npos);
  const auto end = page.find("```", begin + fence.size());
  return page.substr(begin + fence.size(), end - begin - fence.size());
}

class PythonSubscriber : public testing::Test {
 protected:
  PythonSubscriber() {
    std::ofstream(directory_ / "subscriber.py") << subscriber();
    fs::create_directory(run_);
    fs::permissions(run_, fs::perms::owner_all);
    std::ofstream(directory_ / "one.nmea") << "!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5C\n";
    ingest_.emplace(
        std::vector<std::string>{"ingest", "--run-directory", run_.string(), "--data-directory",
                                 (directory_ / "data").string(), "--feed",
                                 "lumut=file://" + (directory_ / "one.nmea").string() + "?speed=max"},
        directory_ / "ingest.out");
  }
  [[nodiscard]] test::OtherProgram listener(const std::string& topic) const {
    return test::OtherProgram(
        {"/usr/bin/python3", "-u", (directory_ / "subscriber.py").string(), run_.string(), "ingest", topic},
        directory_ / (topic + ".out"), {"PYTHONPATH=" + directory_.path().string()});
  }
  // The page's own words, but into a directory of the test.
  [[nodiscard]] int make_classes() const {
    std::vector<std::string> words = {"protoc", "-I", SELAT_SOURCE_DIR "/proto",
                                      "--python_out=" + directory_.path().string()};
    for (const auto& entry : fs::directory_iterator(SELAT_SOURCE_DIR "/proto/selat/v1")) {
      words.push_back(entry.path().string());
    }
    test::OtherProgram protoc(words, directory_ / "protoc.out");
    return protoc.wait_for_end();
  }

  test::TemporaryDirectory directory_;
  fs::path run_ = directory_ / "run";
  std::optional<test::Child> ingest_;
};

TEST_F(PythonSubscriber, HearsWhatIsPublishedAndWhatWasBeforeIt) {
  ASSERT_EQ(make_classes(), 0) << content_of(directory_ / "protoc.out");
  ASSERT_TRUE(ingest_->until_said("finished"));
  const test::OtherProgram reports = listener("report");
  const test::OtherProgram feeds = listener("feed");
  boost::asio::io_context io;
  // The only batch of reports was sent before it came; of feeds it hears the third and the fourth second too.
  EXPECT_TRUE(test::run_until(io, [&] { return reports.output().find("477553000") != std::string::npos; }))
      << reports.output();
  const auto times_heard = [&] {
    const std::string said = feeds.output();
    std::size_t times = 0;
    for (auto at = said.find("name: \"lumut\""); at != std::string::npos;
         at = said.find("name: \"lumut\"", at + 1)) {
      ++times;
    }
    return times;
  };
  EXPECT_TRUE(test::run_until(io, [&] { return times_heard() >= 4; })) << feeds.output();
}

}  // namespace
}  // namespace selat
