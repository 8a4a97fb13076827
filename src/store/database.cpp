#include "store/database.h"

#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <unistd.h>

#include "store/store_error.h"

namespace selat::store {
namespace {

constexpr int kBusyTimeout_ms = 1'000;

StoreProblem problem_of(int code) {
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return StoreProblem::in_use;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
      return StoreProblem::corrupt;
    case SQLITE_FULL:
      return StoreProblem::full;
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return StoreProblem::read_only;
    case SQLITE_CANTOPEN:
    case SQLITE_AUTH:
      return StoreProblem::unreachable;
    default:
      return StoreProblem::failed;
  }
}

MessageId advice_for(StoreProblem problem) {
  switch (problem) {
    case StoreProblem::in_use:
      return tr("another process has it open; end that one, or name another file with [coordinate] database");
    case StoreProblem::corrupt:
      return tr("it is damaged or not a database of Selat; move the file away to start with an empty one");
    case StoreProblem::full:
      return tr("there is no space left for it; make room, nothing is acknowledged until then");
    case StoreProblem::read_only:
      return tr("it cannot be written; check its owner and permissions and those of its directory");
    case StoreProblem::unreachable:
      return tr("it cannot be opened; check that its directory exists and may be entered");
    case StoreProblem::newer:
      return tr("it was written by a later version of Selat; use that one");
    case StoreProblem::superseded:
      return tr("another coordination server has taken it over");
    case StoreProblem::failed:
      return tr("the disk reports an error; check the system's log");
  }
  return {};
}

}  // namespace

Database::Database(std::filesystem::path file, Access access) : file_(std::move(file)) {
  try {
    if (access == Access::reader) {
      open(SQLITE_OPEN_READONLY);
      return;
    }
    make_directory();
    if (access == Access::owner) {
      take_lock();
    }
    open(SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    if (sqlite3_db_readonly(handle_, "main") == 1) {
      fail(SQLITE_READONLY);
    }
    run("PRAGMA journal_mode=WAL");
    run("PRAGMA synchronous=FULL");
    run("PRAGMA foreign_keys=ON");
    run("BEGIN EXCLUSIVE; COMMIT");
  } catch (...) {
    close();
    throw;
  }
}

Database::~Database() {
  close();
}

void Database::make_directory() const {
  if (!file_.has_parent_path() || std::filesystem::exists(file_.parent_path())) {
    return;
  }
  std::error_code error;
  std::filesystem::create_directories(file_.parent_path(), error);
  if (!error) {
    std::filesystem::permissions(file_.parent_path(), std::filesystem::perms::owner_all, error);
  }
  if (error) {
    throw StoreError(
        StoreProblem::unreachable,
        LocalizedMessage(tr("cannot make directory {directory}: {why}"),
                         {{"directory", file_.parent_path().string()}, {"why", error.message()}}));
  }
}

// The lock is kept until the process ends, however it ends: two servers on one file are impossible.
void Database::take_lock() {
  lock_ = ::open((file_.string() + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock_ < 0) {
    fail(errno == EROFS || errno == EACCES ? SQLITE_READONLY : SQLITE_CANTOPEN);
  }
  if (::flock(lock_, LOCK_EX | LOCK_NB) != 0) {
    fail(SQLITE_BUSY);
  }
}

void Database::open(int flags) {
  const int opened = sqlite3_open_v2(file_.c_str(), &handle_, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  if (opened != SQLITE_OK) {
    fail(opened);
  }
  sqlite3_extended_result_codes(handle_, 1);
  sqlite3_busy_timeout(handle_, kBusyTimeout_ms);
  run("PRAGMA trusted_schema=OFF");
}

void Database::close() {
  sqlite3_close(handle_);
  if (lock_ >= 0) {
    ::close(lock_);
  }
}

void Database::fail(int code) const {
  const StoreProblem problem = problem_of(code);
  const bool is_of_the_last_call = handle_ != nullptr && (sqlite3_errcode(handle_) & 0xff) == (code & 0xff);
  const char* said = is_of_the_last_call ? sqlite3_errmsg(handle_) : sqlite3_errstr(code);
  throw StoreError(problem, LocalizedMessage(tr("database {file}: {what} ({why})"),
                                             {{"file", file_.string()},
                                              {"what", LocalizedMessage(advice_for(problem))},
                                              {"why", said}}));
}

void Database::run(const std::string& sql) {
  const int code = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) {
    fail(code);
  }
}

std::int64_t Database::number(const std::string& sql) {
  Statement statement(*this, sql);
  return statement.step() ? statement.integer(0) : 0;
}

Statement::Statement(Database& database, std::string_view sql) : database_(database) {
  const int code =
      sqlite3_prepare_v2(database.handle(), sql.data(), static_cast<int>(sql.size()), &handle_, nullptr);
  if (code != SQLITE_OK) {
    database.fail(code);
  }
}

Statement::~Statement() {
  sqlite3_finalize(handle_);
}

void Statement::bind(std::initializer_list<Cell> cells) {
  sqlite3_reset(handle_);
  sqlite3_clear_bindings(handle_);
  int index = 0;
  for (const Cell& cell : cells) {
    ++index;
    int code = SQLITE_OK;
    if (const auto* number = std::get_if<std::int64_t>(&cell)) {
      code = sqlite3_bind_int64(handle_, index, *number);
    }
    if (const auto* real = std::get_if<double>(&cell)) {
      code = sqlite3_bind_double(handle_, index, *real);
    }
    if (const auto* text = std::get_if<std::string>(&cell)) {
      code = sqlite3_bind_text64(handle_, index, text->data(), text->size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    }
    if (const auto* blob = std::get_if<Blob>(&cell)) {
      code = sqlite3_bind_blob64(handle_, index, blob->bytes.data(), blob->bytes.size(), SQLITE_TRANSIENT);
    }
    if (code != SQLITE_OK) {
      database_.fail(code);
    }
  }
}

bool Statement::step() {
  const int code = sqlite3_step(handle_);
  if (code == SQLITE_ROW) {
    return true;
  }
  if (code != SQLITE_DONE) {
    sqlite3_reset(handle_);
    database_.fail(code);
  }
  return false;
}

void Statement::execute(std::initializer_list<Cell> cells) {
  bind(cells);
  while (step()) {
  }
  sqlite3_reset(handle_);
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(handle_, column) == SQLITE_NULL;
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(handle_, column);
}

double Statement::real(int column) const {
  return sqlite3_column_double(handle_, column);
}

std::string Statement::text(int column) const {
  const void* bytes = sqlite3_column_blob(handle_, column);
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(handle_, column));
  return bytes == nullptr ? std::string() : std::string(static_cast<const char*>(bytes), size);
}

Transaction::Transaction(Database& database) : database_(database) {
  database_.run("BEGIN IMMEDIATE");
}

Transaction::~Transaction() {
  if (is_open_) {
    sqlite3_exec(database_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
  }
}

void Transaction::commit() {
  database_.run("COMMIT");
  is_open_ = false;
}

}  // namespace selat::store
