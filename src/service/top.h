#pragma once
// `selat top`: listens to a running system and shows its operational picture, once or until it is ended.
//
// Thread: that of the io_context. Errors: throws bus::BusError as the Bus does.

#include <memory>
#include <string>
#include <vector>

#include "config/settings.h"
#include "cop/operational_picture.h"
#include "service/whole_system.h"
#include "units/instant.h"

namespace boost::asio {
class io_context;
}

namespace selat::service {

class Top {
 public:
  // How long to listen before one picture is taken: `up` publishes its health each second and names the
  // processes to expect, and a rate needs two health messages.
  struct Patience {
    Span at_least = Span::milliseconds(2'200);
    Span at_most = Span::seconds(3);
  };

  Top(boost::asio::io_context& io, const config::Settings& settings, const Geography& geography);
  ~Top();
  Top(const Top&) = delete;
  Top& operator=(const Top&) = delete;

  // Runs the io_context until all expected processes were heard, it was stopped, or `patience` has passed.
  // Returns whether anything was heard.
  [[nodiscard]] bool listen(Patience patience);
  [[nodiscard]] const cop::OperationalPicture& picture() const;
  // Shows the picture on the terminal, drawn anew each second, until 'q' or the io_context is stopped.
  void show();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace selat::service
