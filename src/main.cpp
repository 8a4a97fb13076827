#include "app/program.h"

int main(int argc, char** argv) {
  return selat::app::run_program(argc, argv);
}
