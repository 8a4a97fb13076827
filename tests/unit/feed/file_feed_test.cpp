#include <charconv>
#include <filesystem>
#include <fstream>
#include <utility>

#include <archive.h>
#include <archive_entry.h>
#include <boost/asio/post.hpp>
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/random.h"
#include "feed/pace.h"
#include "listening_post.h"
#include "support/temporary_directory.h"

namespace selat::feed {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

using SetFormat = int (*)(archive*);

// Writes a file packed by libarchive, with each of `contents` as one file inside.
void write_packed(const std::filesystem::path& path, SetFormat format, SetFormat filter,
                  const std::vector<std::string>& contents) {
  archive* writer = archive_write_new();
  ASSERT_EQ(format(writer), ARCHIVE_OK);
  ASSERT_EQ(filter(writer), ARCHIVE_OK) << archive_error_string(writer);
  archive_write_set_bytes_in_last_block(writer, 1);
  ASSERT_EQ(archive_write_open_filename(writer, path.c_str()), ARCHIVE_OK);
  for (const auto& content : contents) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, "part.nmea");
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_size(entry, static_cast<la_int64_t>(content.size()));
    ASSERT_EQ(archive_write_header(writer, entry), ARCHIVE_OK);
    archive_entry_free(entry);
    ASSERT_EQ(archive_write_data(writer, content.data(), content.size()),
              static_cast<la_ssize_t>(content.size()));
  }
  ASSERT_EQ(archive_write_free(writer), ARCHIVE_OK);
}

// "<seconds> words": the test's own form of a recorded line.
std::optional<Instant> leading_seconds(std::string_view line) {
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), seconds);
  return error == std::errc{} ? std::optional(Instant::unix_seconds(seconds)) : std::nullopt;
}

class FileFeed : public testing::Test {
 protected:
  std::filesystem::path write(std::string_view content) {
    const auto path = directory_ / "plain.nmea";
    std::ofstream(path) << content;
    return path;
  }
  static std::string uri(const std::filesystem::path& path, std::string_view query = "?speed=max") {
    return "file://" + path.string() + std::string(query);
  }
  static std::string many_lines(std::size_t count) {
    std::string lines;
    for (std::size_t i = 0; i < count; ++i) {
      lines += "!AIVDM,1,1,,A," + std::to_string(i) + ",0*00\r\n";
    }
    return lines;
  }
  test::TemporaryDirectory directory_;
  ListeningPost post_;
};

TEST_F(FileFeed, APlainFileToItsEnd) {
  post_.start(uri(write("!one\n!two\r\n!three without an end")));
  ASSERT_TRUE(post_.wait_for(State::finished));
  EXPECT_THAT(post_.lines(), ElementsAre("!one", "!two", "!three without an end"));
  EXPECT_EQ(post_.ends, 1);
  EXPECT_EQ(post_.feed->status().reason.in_english(), "");
}

TEST_F(FileFeed, AnEmptyFileIsFinishedAtOnce) {
  post_.start(uri(write("")));
  ASSERT_TRUE(post_.wait_for(State::finished));
  EXPECT_THAT(post_.heard, IsEmpty());
}

TEST_F(FileFeed, APathRelativeToTheWorkingDirectory) {
  const auto path = std::filesystem::relative(write("!one\n"));
  post_.start(uri(path));
  ASSERT_TRUE(post_.wait_for(State::finished));
  EXPECT_THAT(post_.lines(), ElementsAre("!one"));
}

TEST_F(FileFeed, EveryPackingIsOpened) {
  const std::string content = many_lines(5'000);
  struct Packing {
    const char* name;
    SetFormat format, filter;
  };
  for (const auto& packing : {Packing{"gz", archive_write_set_format_raw, archive_write_add_filter_gzip},
                              Packing{"zst", archive_write_set_format_raw, archive_write_add_filter_zstd},
                              Packing{"xz", archive_write_set_format_raw, archive_write_add_filter_xz},
                              Packing{"bz2", archive_write_set_format_raw, archive_write_add_filter_bzip2},
                              Packing{"zip", archive_write_set_format_zip, archive_write_add_filter_none}}) {
    SCOPED_TRACE(packing.name);
    const auto path = directory_ / (std::string("x.nmea.") + packing.name);
    write_packed(path, packing.format, packing.filter, {content});
    ListeningPost post;
    post.start(uri(path));
    ASSERT_TRUE(post.wait_for(State::finished)) << post.feed->status().reason.in_english();
    EXPECT_THAT(post.heard, SizeIs(5'000));
    EXPECT_EQ(post.feed->status().counters.bytes, content.size());
  }
}

TEST_F(FileFeed, AllFilesOfAZipOneAfterTheOther) {
  write_packed(directory_ / "x.zip", archive_write_set_format_zip, archive_write_add_filter_none,
               {"!one\n", "!two\n", ""});
  post_.start(uri(directory_ / "x.zip"));
  ASSERT_TRUE(post_.wait_for(State::finished));
  EXPECT_THAT(post_.lines(), ElementsAre("!one", "!two"));
}

TEST_F(FileFeed, OfADamagedFileWhatCameBeforeIsKept) {
  Random random(7);
  std::string content;
  for (int i = 0; i < 40'000; ++i) {
    content += std::to_string(random.next()) + "\n";
  }
  const auto path = directory_ / "cut.gz";
  write_packed(path, archive_write_set_format_raw, archive_write_add_filter_gzip, {content});
  std::filesystem::resize_file(path, std::filesystem::file_size(path) / 2);
  post_.start(uri(path));
  ASSERT_TRUE(post_.wait_for(State::failed));
  EXPECT_GT(post_.heard.size(), 10'000U);
  EXPECT_LT(post_.heard.size(), 40'000U);
  EXPECT_THAT(post_.feed->status().reason.in_english(), HasSubstr("cut.gz"));
  EXPECT_EQ(post_.ends, 1);
}

TEST_F(FileFeed, WhatIsNoFileIsAClearErrorAtTheStart) {
  EXPECT_THROW(post_.start(uri(directory_ / "missing.nmea")), FeedError);
  try {
    post_.start(uri(directory_.path()));
    FAIL() << "a directory was read";
  } catch (const FeedError& error) {
    EXPECT_THAT(error.what(), HasSubstr("it is a directory"));
  }
}

TEST_F(FileFeed, TheLoopIsSharedWithOthersAtFullSpeed) {
  const std::string content = many_lines(40'000);
  post_.start(uri(write(content)));
  std::size_t turns = 0;
  std::function<void()> other = [&] {
    if (post_.feed->status().state != State::finished) {
      ++turns;
      boost::asio::post(post_.io, other);
    }
  };
  boost::asio::post(post_.io, other);
  ASSERT_TRUE(post_.wait_for(State::finished));
  EXPECT_THAT(post_.heard, SizeIs(40'000));
  EXPECT_GE(turns, content.size() / (64 * 1024));
}

TEST_F(FileFeed, LinesWaitForTheirTime) {
  post_.setup().time_of_line = leading_seconds;
  post_.start(uri(write("1000 first\nwithout a time\n1100 a hundred seconds later\n"), "?speed=1000"));
  std::vector<std::size_t> heard_at_once;
  post_.on_chunk = [&] { heard_at_once.push_back(post_.heard.size()); };
  ASSERT_TRUE(post_.wait_for(State::finished));
  EXPECT_THAT(heard_at_once, ElementsAre(2, 3)) << "the third waits for a tenth of a second of its own";
}

TEST_F(FileFeed, LinesWithoutTimesDoNotWait) {
  post_.setup().time_of_line = leading_seconds;
  post_.start(uri(write(many_lines(10'000)), ""));
  ASSERT_TRUE(post_.wait_for(State::finished));
  EXPECT_THAT(post_.heard, SizeIs(10'000));
}

TEST_F(FileFeed, ANamedPipe) {
  const auto path = directory_ / "pipe";
  ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
  post_.start(uri(path));
  const int writer = ::open(path.c_str(), O_WRONLY | O_NONBLOCK);
  ASSERT_GE(writer, 0);
  ASSERT_EQ(::write(writer, "!one\n!tw", 8), 8);
  ASSERT_TRUE(post_.wait_for_lines(1));
  EXPECT_EQ(post_.feed->status().state, State::receiving);
  ASSERT_EQ(::write(writer, "o\n", 2), 2);
  ::close(writer);
  ASSERT_TRUE(post_.wait_for(State::finished));
  EXPECT_THAT(post_.lines(), ElementsAre("!one", "!two"));
}

TEST_F(FileFeed, PackedDataThroughAPipeIsRefusedInPlainWords) {
  const auto path = directory_ / "pipe";
  ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
  post_.start(uri(path));
  const int writer = ::open(path.c_str(), O_WRONLY | O_NONBLOCK);
  ASSERT_EQ(::write(writer, "\x1f\x8b\x08\x00", 4), 4);
  ASSERT_TRUE(post_.wait_for(State::failed));
  ::close(writer);
  EXPECT_THAT(post_.feed->status().reason.in_english(), HasSubstr("zcat"));
}

constexpr Instant at(std::int64_t seconds) {
  return Instant::unix_seconds(seconds);
}

constexpr SteadyTime since(std::int64_t seconds) {
  return SteadyTime::seconds(seconds);
}

TEST(Pace, ARecordingAtTwiceItsPace) {
  Pace pace(2.0);
  EXPECT_EQ(pace.wait(at(1'000), since(50)), Span());
  EXPECT_EQ(pace.wait(at(1'010), since(50)), Span::seconds(5));
  EXPECT_EQ(pace.wait(at(1'010), since(55)), Span());
}

TEST(Pace, WhoIsLateCatchesUp) {
  Pace pace(1.0);
  EXPECT_EQ(pace.wait(at(1'000), since(50)), Span());
  EXPECT_EQ(pace.wait(at(1'001), since(60)), Span());
  EXPECT_EQ(pace.wait(at(1'012), since(60)), Span::seconds(2));
}

TEST(Pace, ALittleOutOfOrderIsDueAtOnce) {
  Pace pace(1.0);
  EXPECT_EQ(pace.wait(at(1'000), since(50)), Span());
  EXPECT_EQ(pace.wait(at(995), since(50)), Span());
  EXPECT_EQ(pace.wait(at(1'003), since(50)), Span::seconds(3));
}

TEST(Pace, AGapOfDaysIsNotWaitedFor) {
  Pace pace(1.0);
  EXPECT_EQ(pace.wait(at(1'000), since(50)), Span());
  EXPECT_EQ(pace.wait(at(900'000), since(50)), Span());
  EXPECT_EQ(pace.wait(at(900'004), since(50)), Span::seconds(4));
  EXPECT_EQ(pace.wait(at(0), since(50)), Span());
}

}  // namespace
}  // namespace selat::feed
