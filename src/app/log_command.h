#pragma once
// The two forms of `selat log`.

namespace selat::app {

int log_list(int argc, char** argv);
int log_add(int argc, char** argv);

}  // namespace selat::app
