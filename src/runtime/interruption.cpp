#include "runtime/interruption.h"

#include <csignal>
#include <initializer_list>

namespace selat::runtime {
namespace {

volatile std::sig_atomic_t has_interruption_come = 0;

void take_signal(int) {
  has_interruption_come = 1;
}

void set_handlers(void (*handler)(int)) {
  struct sigaction action{};
  action.sa_handler = handler;
  action.sa_flags = static_cast<int>(SA_RESETHAND);  // and no SA_RESTART: a read that waits is to end
  sigemptyset(&action.sa_mask);
  for (const int signal : {SIGINT, SIGTERM}) {
    ::sigaction(signal, &action, nullptr);
  }
}

}  // namespace

Interruption::Interruption() {
  has_interruption_come = 0;
  set_handlers(take_signal);
}
Interruption::~Interruption() {
  set_handlers(SIG_DFL);
}

bool Interruption::has_come() {
  return has_interruption_come != 0;
}

}  // namespace selat::runtime
