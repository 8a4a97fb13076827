#include "store/terminal_schema.h"

#include <array>

namespace selat::store {
namespace {

// Without comments, since SQLite keeps this text in the first page. Unsigned numbers are their 64 bits.
// - words: what people wrote, body is selat.v1.CoordinationMessage; uid is index and name of a row
// - told: the newest notice about each alert, body is selat.v1.CoordinationMessage
// - line: typed, for recalling
// - coordinator: what is remembered of the coordination server
// - saves: how often the file was written
constexpr const char* kTables = R"sql(
CREATE TABLE words(number INTEGER PRIMARY KEY, uid INTEGER NOT NULL UNIQUE, written_at_us INTEGER NOT NULL,
 body BLOB NOT NULL, state TEXT NOT NULL, answered_at_us INTEGER, refusal TEXT, remark TEXT NOT NULL,
 checksum INTEGER NOT NULL) STRICT;
CREATE TABLE told(alert INTEGER PRIMARY KEY, told_at_us INTEGER NOT NULL, is_printed INTEGER NOT NULL,
 body BLOB NOT NULL, checksum INTEGER NOT NULL) STRICT;
CREATE TABLE line(number INTEGER PRIMARY KEY, text TEXT NOT NULL, checksum INTEGER NOT NULL) STRICT;
CREATE TABLE coordinator(one INTEGER PRIMARY KEY CHECK(one=1), term INTEGER NOT NULL, run INTEGER NOT NULL,
 lease_us INTEGER NOT NULL, checksum INTEGER NOT NULL) STRICT;
CREATE TABLE saves(one INTEGER PRIMARY KEY CHECK(one=1), saves INTEGER NOT NULL,
 checksum INTEGER NOT NULL) STRICT;
)sql";

constexpr FileKind kKind = {.application = 0x53454c43,  // "SELC"
                            .version = 3};

constexpr std::string_view kEarlierWords =
    "SELECT number, uid, written_at_us, body, state, answered_at_us, refusal, remark FROM words";
constexpr std::string_view kEarlierTold = "SELECT alert, told_at_us, is_printed, body FROM told";
constexpr std::string_view kEarlierLines = "SELECT number, text FROM line";

void make_tables(Database& database) {
  database.run(kTables);
  set_kind(database, kKind);
}

}  // namespace

const CheckedTable kWords = {
    .name = "words",
    .columns = "number, uid, written_at_us, body, state, answered_at_us, refusal, remark",
    .key = "number",
    .earlier = {kEarlierWords, kEarlierWords}};

const CheckedTable kTold = {.name = "told",
                            .columns = "alert, told_at_us, is_printed, body",
                            .key = "alert",
                            .earlier = {kEarlierTold, kEarlierTold}};

const CheckedTable kLines = {
    .name = "line", .columns = "number, text", .key = "number", .earlier = {kEarlierLines, kEarlierLines}};

const CheckedTable kCoordinator = {.name = "coordinator",
                                   .columns = "one, term, run, lease_us",
                                   .key = "one",
                                   .earlier = {"", "SELECT one, term, 0, lease_us FROM coordinator"}};

const CheckedTable kSaves = {.name = "saves", .columns = "one, saves", .key = "one", .earlier = {"", ""}};

const FileSchema& terminal_file() {
  static constexpr std::array kAll = {&kWords, &kTold, &kLines, &kCoordinator, &kSaves};
  static const FileSchema schema = {
      .kind = kKind,
      .tables = kAll,
      .make_tables = make_tables,
      .copy_more = nullptr,
      .conclude = nullptr,
      .of_an_empty_file = tr("database {file}: the file is empty; what a terminal kept in it is lost")};
  return schema;
}

}  // namespace selat::store
