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
  Top(boost::asio::io_context& io, const config::Settings& settings, const Geography& geography);
  ~Top();
  Top(const Top&) = delete;
  Top& operator=(const Top&) = delete;

  // Runs the io_context until the picture is complete: every publisher is asked for what it has, and `up`
  // names the processes to expect. One that does not run on this machine is not waited for, one that runs and
  // is silent a second, or three times as long as the others took. Or until it was stopped, or `patience` has
  // passed. Returns whether anything was heard.
  [[nodiscard]] bool listen(Span patience = Span::seconds(3));
  [[nodiscard]] const cop::OperationalPicture& picture() const;
  // Shows the picture on the terminal, drawn anew each second, until 'q' or the io_context is stopped.
  void show();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace selat::service
