#pragma once
// The screen of the watch on this terminal: drawn anew each second and after each key. What a person decides
// there goes to the coordination server, and its answer is shown. A new distress rings the bell.
//
// Thread: that of the Bus. Picture and listener must outlive it.

#include <functional>
#include <memory>

#include "terminal/watch_screen.h"

namespace selat::bus {
class Bus;
}

namespace selat::service {

class Listener;

class WatchView {
 public:
  // `on_end` is called when the person ends it.
  WatchView(bus::Bus& bus, cop::OperationalPicture& picture, Listener& listener,
            terminal::WatchScreen::Options options, std::function<void()> on_end);
  ~WatchView();
  WatchView(const WatchView&) = delete;
  WatchView& operator=(const WatchView&) = delete;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace selat::service
