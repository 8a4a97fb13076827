#pragma once
// The three forms of `selat sighting`.

namespace selat::app {

int sighting_add(int argc, char** argv);
int sighting_list(int argc, char** argv);
int sighting_import(int argc, char** argv);

}  // namespace selat::app
