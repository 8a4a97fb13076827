// The invariants of src/README.md, held by reading the source tree.

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

#include "source_tree.h"

namespace selat::architecture {
namespace {

const std::set<std::string> kPure = {"base",     "units", "geo",  "model",      "track", "detect",
                                     "nmea",     "ais",   "wire", "coordinate", "plan",  "text",
                                     "simulate", "route", "cop",  "tide",       "sky",   "radar"};

// Reads the clocks for everybody; what it gives is handed down.
constexpr std::string_view kClock = "src/base/clock.cpp";

// A third party and the only folders that may include it.
struct ThirdParty {
  std::string_view name;
  std::string_view header;  // regular expression on the include's name
  std::set<std::string> folders;
};

const std::vector<ThirdParty> kThirdParties = {
    {"ZeroMQ", R"(^zmq(_addon)?\.h(pp)?$)", {"bus"}},
    {"GDAL", R"(^(gdal|ogr|cpl_).*\.h$)", {"chart", "export"}},
    {"Cairo", R"(^cairo)", {"draw"}},
    {"PROJ", R"(^(proj|geodesic)\.h$)", {"chart", "export"}},
    {"SQLite", R"(^sqlite3\.h$)", {"store"}},
    {"libsodium", R"(^sodium)", {"store"}},
    {"TOML", R"(^toml)", {"config"}},
    {"libarchive", R"(^archive)", {"feed"}},
    {"Asio", R"(^boost/asio)", {"feed", "http", "mqtt", "bus", "runtime", "terminal", "service", "app"}},
    {"Beast", R"(^boost/beast)", {"http"}},
    {"libnova", R"(^libnova/)", {"sky"}},
    {"libmosquitto", R"(^mosquitto)", {"mqtt"}},
    {"OpenSSL", R"(^openssl/)", {"mqtt"}},
    {"spdlog", R"(^spdlog)", {"runtime", "service"}},
    {"CLI11", R"(^CLI)", {"cli"}},
    {"JSON", R"(^nlohmann)", {"terminal", "service"}},
    {"Protobuf", R"(^(google/protobuf/|selat/v1/))", {"wire", "bus"}},
};

TEST(Invariants, EveryFolderIncludesOnlyWhatItsDependsNames) {
  for (const auto& file : source_files()) {
    const auto allowed = allowed_folders(file.folder);
    ASSERT_FALSE(allowed.empty()) << "src/" << file.folder << " has no line in src/CMakeLists.txt";
    for (const auto& include : file.includes) {
      const auto slash = include.name.find('/');
      if (slash == std::string::npos) {
        continue;
      }
      const auto folder = include.name.substr(0, slash);
      if (!std::filesystem::is_directory(tree() / "src" / folder)) {
        continue;
      }
      EXPECT_TRUE(std::ranges::find(allowed, folder) != allowed.end())
          << at(file, include.line) << ": src/" << file.folder << " may not include " << include.name;
    }
  }
}

// A folder's line names only folders whose lines stand above it: so there is no circle.
TEST(Invariants, NoFolderDependsOnOneBelowItsLine) {
  std::set<std::string> above = {"proto"};  // has a CMakeLists.txt of its own
  for (const auto& folder : declared_folders()) {
    for (const auto& other : allowed_folders(folder)) {
      EXPECT_TRUE(other == folder || above.contains(other))
          << "src/CMakeLists.txt: " << folder << " names " << other << ", which does not stand above it";
    }
    above.insert(folder);
  }
  EXPECT_TRUE(above.contains("app"));
}

// Code for one set of instructions stays behind the interface of its room.
TEST(Invariants, KernelsArePrivateToTheirFolder) {
  for (const auto& file : source_files()) {
    for (const auto& include : file.includes) {
      const bool is_kernel = include.name.find("/simd/") != std::string::npos;
      const auto folder = std::filesystem::path(include.name).parent_path().generic_string();
      EXPECT_TRUE(!is_kernel || file.path.starts_with("src/" + folder + "/"))
          << at(file, include.line) << ": " << include.name << " is private to src/" << folder;
    }
  }
}

TEST(Invariants, OneThirdPartyOneFolder) {
  for (const auto& file : source_files()) {
    for (const auto& include : file.includes) {
      for (const auto& party : kThirdParties) {
        if (std::regex_search(include.name, std::regex(party.header.begin(), party.header.end()))) {
          EXPECT_TRUE(party.folders.contains(file.folder))
              << at(file, include.line) << ": " << party.name << " is not for src/" << file.folder;
        }
      }
    }
  }
}

TEST(Invariants, GroundCoreAndCodecsDoNoInputOrOutput) {
  static const std::set<std::string> kForbidden = {"fstream",
                                                   "iostream",
                                                   "filesystem",
                                                   "thread",
                                                   "mutex",
                                                   "shared_mutex",
                                                   "condition_variable",
                                                   "future",
                                                   "stop_token",
                                                   "semaphore",
                                                   "barrier",
                                                   "latch",
                                                   "ctime",
                                                   "time.h",
                                                   "unistd.h",
                                                   "fcntl.h",
                                                   "pthread.h",
                                                   "sys/socket.h",
                                                   "sys/time.h",
                                                   "sys/stat.h",
                                                   "stdio.h",
                                                   "netinet/in.h"};
  for (const auto& file : source_files()) {
    if (!kPure.contains(file.folder) || file.path == kClock) {
      continue;
    }
    for (const auto& include : file.includes) {
      EXPECT_FALSE(kForbidden.contains(include.name))
          << at(file, include.line) << ": <" << include.name << "> does input, output or threads";
    }
  }
}

TEST(Invariants, OneFileReadsTheClocks) {
  static const std::regex clock(
      R"(\b(system_clock|steady_clock|high_resolution_clock|utc_clock|clock_gettime|gettimeofday|getrusage|localtime)\b|\bstd::time\s*\()");
  for (const auto& file : source_files()) {
    std::istringstream lines(file.text);
    std::string line;
    for (int number = 1; file.path != kClock && std::getline(lines, line); ++number) {
      EXPECT_FALSE(std::regex_search(line, clock))
          << at(file, number) << ": time is handed in, not read: " << line;
    }
  }
}

// The top of every process takes them from there; everybody else is handed a Clock or the time.
TEST(Invariants, OnlyRuntimeTakesTheClocks) {
  for (const auto& file : source_files()) {
    for (const auto& include : file.includes) {
      EXPECT_TRUE(include.name != "base/clock.h" || file.folder == "base" || file.folder == "runtime")
          << at(file, include.line);
    }
  }
}

TEST(Invariants, HeadersOfTheShellStayLight) {
  static const std::regex heavy(
      R"(^(boost/asio\.hpp|boost/beast\.hpp|zmq|toml|CLI|nlohmann|gdal|ogr|proj|sqlite3|archive|cairo|libnova))");
  for (const auto& file : source_files()) {
    if (!file.path.ends_with(".h")) {
      continue;
    }
    for (const auto& include : file.includes) {
      EXPECT_FALSE(std::regex_search(include.name, heavy))
          << at(file, include.line) << ": forward-declare, and include it in the .cpp";
    }
  }
}

TEST(Invariants, NamespaceIsTheFolder) {
  static const std::set<std::string> kVocabulary = {"base", "units"};
  for (const auto& file : source_files()) {
    if (!file.path.ends_with(".h")) {
      continue;
    }
    const std::string wanted =
        kVocabulary.contains(file.folder) ? "namespace selat {" : "namespace selat::" + file.folder;
    EXPECT_NE(file.text.find(wanted), std::string::npos) << file.path << ": expected " << wanted;
  }
}

// So a header that needs something that it does not include fails to compile; headers without a source of
// their own are compiled alone by tests/unit/CMakeLists.txt.
TEST(Invariants, EverySourceIncludesItsOwnHeaderFirst) {
  for (const auto& file : source_files()) {
    const auto header = file.path.substr(0, file.path.rfind('.')) + ".h";
    if (!file.path.ends_with(".cpp") || !std::filesystem::exists(tree() / header)) {
      continue;
    }
    ASSERT_FALSE(file.includes.empty()) << file.path;
    EXPECT_EQ("src/" + file.includes.front().name, header)
        << file.path << ": the first include is its own header";
  }
}

// One name too few, and its last value is refused as unknown by whoever reads it from the wire.
TEST(Invariants, EveryValueOfAnEnumHasItsName) {
  static const std::regex beside(R"(//[^\n]*|=\s*\d+)");  // a comment, a number
  static const std::regex values(R"(enum class (\w+)[^{;]*\{([^}]*)\})");
  static const std::regex names(
      R"(enum_names<([\w:]+)>\s*=\s*std::to_array<std::string_view>\(\s*\{([^}]*)\})");
  static const std::regex word(R"(\w+)");
  const auto words_in = [](const std::string& text) {
    return std::vector<std::string>(std::sregex_token_iterator(text.begin(), text.end(), word), {});
  };
  std::multimap<std::string, std::vector<std::string>> enums;
  std::map<std::string, std::vector<std::string>> named;
  for (const SourceFile& file : source_files()) {
    const std::string text = std::regex_replace(text_of(file.path), beside, "");
    for (std::sregex_iterator one(text.begin(), text.end(), values), end; one != end; ++one) {
      enums.emplace((*one)[1], words_in((*one)[2]));
    }
    for (std::sregex_iterator one(text.begin(), text.end(), names), end; one != end; ++one) {
      named.emplace((*one)[1], words_in((*one)[2]));
    }
  }
  EXPECT_GT(named.size(), 20U);
  for (const auto& [name, given] : named) {
    const auto [first, last] = enums.equal_range(name.substr(name.rfind(':') + 1));
    EXPECT_TRUE(std::any_of(first, last, [&](const auto& one) { return one.second == given; }))
        << name << ": its names are not its values";
  }
}

TEST(Invariants, TheTreeReallyWasRead) {
  EXPECT_GT(source_files().size(), 30U);
  const auto allowed = allowed_folders("detect");
  EXPECT_TRUE(std::ranges::find(allowed, "track") != allowed.end());
  EXPECT_TRUE(std::ranges::find(allowed, "bus") == allowed.end());
}

}  // namespace
}  // namespace selat::architecture
