#pragma once
// The program `selat`: finds the command and runs it; what a command throws becomes one clear line.

namespace selat::app {

[[nodiscard]] int run_program(int argc, char** argv);

}  // namespace selat::app
