#pragma once
// The subcommands of `selat chart`.

namespace selat::app {

int chart_at(int argc, char** argv);
int chart_check(int argc, char** argv);
int chart_draw(int argc, char** argv);
int chart_import(int argc, char** argv);
int chart_route(int argc, char** argv);

}  // namespace selat::app
