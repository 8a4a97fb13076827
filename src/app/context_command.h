#pragma once
// The subcommands of `selat watch` and `selat zone`: what people add to the context of the rules while the
// system runs.

namespace selat::app {

int watch_add(int argc, char** argv);
int watch_list(int argc, char** argv);
int watch_end(int argc, char** argv);

int zone_add(int argc, char** argv);
int zone_list(int argc, char** argv);
int zone_end(int argc, char** argv);

}  // namespace selat::app
