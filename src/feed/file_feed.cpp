#include <array>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <cstring>
#include <optional>
#include <string>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/system_words.h"
#include "feed/pace.h"
#include "feed/recorded_file.h"
#include "feed/transports.h"
#include "nmea/time_text.h"

namespace selat::feed {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

// Lines due within this time are delivered together, so that a fast replay does not wake up for each.
constexpr Span kShortestWait = Span::milliseconds(2);
constexpr auto kCheckAgainAfter = std::chrono::milliseconds(2);

LocalizedMessage system_error() {
  return system_words(errno);
}

struct FileOptions {
  std::string path;                   // "-": standard input
  std::optional<double> speed = 1.0;  // times the recording's own pace; none: as fast as it is read
  std::optional<Instant> start;       // when it begins, if its lines have no times
};

class FileFeed final : public Feed, public std::enable_shared_from_this<FileFeed> {
 public:
  FileFeed(FileOptions options, Setup setup)
      : Feed(std::move(setup)), options_(std::move(options)), pipe_(io()), timer_(io()) {
    if (options_.speed && this->setup().time_of_line) {
      pace_.emplace(*options_.speed);
    }
  }

  // Without other times a recording ends up at the time at which its file was changed last: the same in each
  // run. A pipe has none.
  [[nodiscard]] std::optional<RecordingStart> recording_start() const override {
    return options_.start ? RecordingStart{*options_.start, true} : RecordingStart{changed_at_, false};
  }

  [[nodiscard]] std::optional<LocalizedMessage> obstacle() const override {
    struct stat what{};
    if (::stat(path().c_str(), &what) != 0 || ::access(path().c_str(), R_OK) != 0) {
      return told(system_error());
    }
    return S_ISDIR(what.st_mode) ? std::optional(told(tr("it is a directory"))) : std::nullopt;
  }

  void start() override {
    if (const auto why = obstacle()) {
      throw FeedError(*why);
    }
    struct stat what{};
    if (::stat(path().c_str(), &what) != 0) {
      throw FeedError(told(system_error()));
    }
    changed_at_ =
        S_ISREG(what.st_mode) ? Instant::unix_seconds(std::int64_t{what.st_mtime}) : setup().clock().wall;
    S_ISREG(what.st_mode) ? open_recorded_file() : open_pipe();
    ++counters().connections;
    set_receiving();
    asio::post(io(), [self = shared_from_this()] { self->next_block(); });
  }

  void stop() override {
    set_stopped();
    error_code ignored;
    timer_.cancel();
    pipe_.close(ignored);
    recorded_file_.reset();
  }

 private:
  [[nodiscard]] std::string path() const { return options_.path == "-" ? "/dev/stdin" : options_.path; }
  [[nodiscard]] LocalizedMessage told(const LocalizedMessage& why) const {
    return {tr("{file}: {why}"), {{"file", options_.path}, {"why", why}}};
  }

  void open_recorded_file() {
    auto opened = RecordedFile::open(path());
    if (!opened) {
      throw FeedError(told(opened.error()));
    }
    recorded_file_.emplace(*std::move(opened));
  }

  // A pipe or terminal. It is opened again, so that non-blocking mode does not affect other users of it;
  // where that is not possible (a socket as standard input), the descriptor itself is used.
  void open_pipe() {
    int descriptor = ::open(path().c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (descriptor < 0 && options_.path == "-") {
      descriptor = ::dup(STDIN_FILENO);
    }
    if (descriptor < 0) {
      throw FeedError(told(system_error()));
    }
    error_code error;
    pipe_.assign(descriptor, error);
    if (error) {
      ::close(descriptor);
      throw FeedError(told(system_words(error.message())));
    }
  }

  void next_block() {
    if (is_stopped()) {
      return;
    }
    if (setup().may_read && !setup().may_read()) {
      return wait_for_readers();
    }
    space_ = splitter_.space();  // of about a thousand lines; then sockets and timers are served
    if (!recorded_file_) {
      return wait_for_pipe();
    }
    const auto size = recorded_file_->read(space_);
    size ? process(*size) : damaged(size.error());
  }

  void wait_for_pipe() {
    pipe_.async_wait(
        asio::posix::stream_descriptor::wait_read, [self = shared_from_this()](error_code error) {
          if (self->is_stopped()) {
            return;
          }
          const ssize_t size =
              error ? -1 : ::read(self->pipe_.native_handle(), self->space_.data(), self->space_.size());
          if (size < 0 && !error && (errno == EAGAIN || errno == EINTR)) {
            return self->wait_for_pipe();
          }
          size < 0 ? self->damaged(error ? system_words(error.message()) : system_error())
                   : self->process(static_cast<std::size_t>(size));
        });
  }

  void process(std::size_t size) {
    if (!recorded_file_ && counters().bytes == 0 && is_compressed({space_.data(), size})) {
      return damaged(
          tr("packed data can only be read from a file, not from a pipe: unpack it before (zcat, zstdcat)"));
    }
    count_bytes({space_.data(), size});
    is_at_end_ = size == 0;
    waiting_ = is_at_end_ ? splitter_.flush() : splitter_.split(size);
    deliver_due();
  }

  void deliver_due() {
    deliver(pace_ ? take_due(*pace_) : std::exchange(waiting_, {}), 0);
    if (is_stopped()) {
      return;
    }
    if (!waiting_.empty()) {
      return wait_for_pace();
    }
    if (is_at_end_) {
      return end(State::finished);
    }
    asio::post(io(), [self = shared_from_this()] { self->next_block(); });
  }

  // Takes those of the waiting lines that are due; sets how long the next one has to wait. A line without a
  // time is due with the one before it.
  nmea::Lines take_due(Pace& pace) {
    const SteadyTime now = setup().clock().steady;
    const nmea::Lines all = waiting_;
    for (nmea::Lines ahead = all; const auto line = ahead.next(); waiting_ = ahead) {
      if (const auto recorded_at = setup().time_of_line(line->text())) {
        wait_for_ = pace.wait(*recorded_at, now);
        if (wait_for_ > Span()) {
          break;
        }
      }
    }
    return all.before(waiting_);
  }

  void wait_for_pace() {
    timer_.expires_after(std::chrono::microseconds(std::max(wait_for_, kShortestWait).in_microseconds()));
    timer_.async_wait([self = shared_from_this()](error_code cancelled) {
      if (!cancelled && !self->is_stopped()) {
        self->deliver_due();
      }
    });
  }

  void wait_for_readers() {
    timer_.expires_after(kCheckAgainAfter);
    timer_.async_wait([self = shared_from_this()](error_code cancelled) {
      if (!cancelled) {
        self->next_block();
      }
    });
  }

  // The lines before the damage have been delivered.
  void damaged(const LocalizedMessage& why) {
    deliver(splitter_.flush(), 0);
    if (!is_stopped()) {
      end(State::failed, told(why));
    }
  }

  FileOptions options_;
  std::optional<RecordedFile> recorded_file_;  // a file, or
  asio::posix::stream_descriptor pipe_;        // a pipe
  asio::steady_timer timer_;
  std::optional<Pace> pace_;
  nmea::LineSplitter splitter_{counters().lines};
  std::span<char> space_;
  nmea::Lines waiting_;
  Span wait_for_;
  Instant changed_at_;
  bool is_at_end_ = false;
};

constexpr double kFastest = 1e6;

// Nothing: as fast as it is read.
Parsed<std::optional<double>> parse_speed(const UriPart& given) {
  if (given.text == "max") {
    return std::nullopt;
  }
  const auto number = whole_number<double>(given.text);
  if (!number || !std::isfinite(*number) || *number <= 0 || *number > kFastest) {
    return fault(
        UriProblem::bad_option, given.at,
        LocalizedMessage(tr("speed={value}: give a number over 0 (1 is the recording's own pace) or max"),
                         {{"value", shown(given.text)}}));
  }
  return *number;
}

Parsed<MakeFeed> parse(const Uri& uri) {
  static constexpr std::array<std::string_view, 2> kOptions = {"speed", "start"};
  const auto given = options_of(uri.query, kOptions);
  if (!given) {
    return std::unexpected(given.error());
  }
  FileOptions options;
  if (const auto& speed = given->front()) {
    const auto parsed = parse_speed(*speed);
    if (!parsed) {
      return std::unexpected(parsed.error());
    }
    options.speed = *parsed;
  }
  if (const auto& start = given->back()) {
    options.start = nmea::parse_prefix_time(start->text);
    if (!options.start) {
      return fault(UriProblem::bad_option, start->at,
                   LocalizedMessage(tr("start={value}: give a time in UTC, such as 2026-01-31T06:00:00Z"),
                                    {{"value", shown(start->text)}}));
    }
  }
  auto path = file_path_of(uri.place, tr("the file's path is missing"));
  if (!path) {
    return std::unexpected(path.error());
  }
  options.path = *std::move(path);
  return maker_of<FileFeed>(std::move(options));
}

}  // namespace

constinit const FeedKind kFileFeed = {
    .scheme = "file",
    .form = "file:///path/x.nmea.gz?speed=10",
    .summary = tr("a recording at that many times its pace, or speed=max; - is stdin"),
    .is_recording = true,
    .parse = parse,
};

}  // namespace selat::feed
