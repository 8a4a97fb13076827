#include "draw/place_names.h"

#include <array>

namespace selat::draw {
namespace {

using enum PlaceKind;

// The International Court of Justice names the first in both ways (23 May 2008), and so does the chart in
// every language.
constexpr const char* kBothNames = "Pedra Branca / Pulau Batu Puteh";

constexpr auto kPlaces = std::to_array<PlaceName>({
    {kBothNames, kBothNames, kBothNames, rock, 1.3303, 104.4057, 10, 0},
    {"INDONESIA", "INDONESIA", "INDONESIA", land, 2.6, 98.75, 20, 0},
    {"Sumatra", "Sumatera", "Sumatera", land, 2.35, 98.75, 15, 0},
    {"MALAYSIA", "MALAYSIA", "MALAYSIA", land, 4.9, 101.6, 20, 0},
    {"THAILAND", "THAILAND", "THAILAND", land, 6.59, 100.2, 13, 0},
    {"SINGAPORE", "SINGAPURA", "SINGAPURA", land, 1.365, 103.80, 13, 200},
    {"Johor", "Johor", "Johor", land, 1.75, 103.5, 12, 0},
    // Islands far out, seen first on the way in.
    {"Pulau Perak", "Pulau Perak", "Pulau Perak", rock, 5.692, 98.938, 9.5, 0},
    {"Pulau Jarak", "Pulau Jarak", "Pulau Jarak", island, 3.9828, 100.0964, 9.5, 0},
    {"Berhala", "Berhala", "Berhala", island, 3.7725, 99.5009, 9.5, 0},
    {"Pulau Jemur", "Pulau Jemur", "Pulau Jemur", island, 2.8827, 100.5692, 9.5, 0},
    {"Sembilan Islands", "Kepulauan Sembilan", "Kepulauan Sembilan", island, 4.0281, 100.5462, 9.5, 100},
    {"Salahnama", "Salahnama", "Salahnama", island, 3.34, 99.7226, 9.5, 250},
    {"Pandang", "Pandang", "Pandang", island, 3.4217, 99.758, 9.5, 250},
    {"Pulau Undan", "Pulau Undan", "Pulau Undan", island, 2.0481, 102.3339, 9.5, 250},
    {"Pulau Besar", "Pulau Besar", "Pulau Besar", island, 2.1077, 102.3284, 9.5, 400},
    {"Pulau Pisang", "Pulau Pisang", "Pulau Pisang", island, 1.4627, 103.2598, 9.5, 250},
    {"Pulau Iyu Kechil", "Pulau Iyu Kecil", "Pulau Iyu Kechil", island, 1.1906, 103.3536, 9.5, 400},
    {"Pulau Nipah", "Pulau Nipah", "Pulau Nipah", island, 1.147, 103.656, 9.5, 400},
    {"Middle Rocks", "Middle Rocks", "Batuan Tengah", rock, 1.3205, 104.4085, 9.5, 1'600},
    {"South Ledge", "South Ledge", "Tubir Selatan", rock, 1.297, 104.392, 9.5, 1'600},
    {"Tioman", "Tioman", "Tioman", island, 2.8058, 104.1712, 10, 0},
    {"Pulau Aur", "Pulau Aur", "Pulau Aur", island, 2.4497, 104.5218, 9.5, 150},
    {"Pulau Tinggi", "Pulau Tinggi", "Pulau Tinggi", island, 2.2993, 104.1167, 9.5, 150},
    // Islands near the shore.
    {"Rupat", "Rupat", "Rupat", island, 1.88, 101.62, 11, 0},
    {"Bengkalis", "Bengkalis", "Bengkalis", island, 1.47, 102.25, 11, 0},
    {"Batam", "Batam", "Batam", island, 1.05, 104.03, 11, 0},
    {"Bintan", "Bintan", "Bintan", island, 1.02, 104.5, 11, 0},
    {"Langkawi", "Langkawi", "Langkawi", island, 6.37, 99.79, 10, 0},
    {"Penang", "Penang", "Pulau Pinang", island, 5.37, 100.24, 10, 0},
    {"Karimun", "Karimun", "Karimun", island, 1.06, 103.37, 10, 0},
    {"Kundur", "Kundur", "Kundur", island, 0.78, 103.42, 10, 0},
    {"Padang", "Padang", "Padang", island, 1.15, 102.35, 10, 0},
    {"Tebing Tinggi", "Tebing Tinggi", "Tebing Tinggi", island, 0.9, 102.75, 10, 0},
    {"Rangsang", "Rangsang", "Rangsang", island, 1.0, 102.95, 10, 0},
    {"Rempang", "Rempang", "Rempang", island, 0.87, 104.15, 10, 0},
    {"Galang", "Galang", "Galang", island, 0.7478, 104.2399, 10, 150},
    {"Bulan", "Bulan", "Bulan", island, 0.9662, 103.9017, 10, 250},
    {"Pangkor", "Pangkor", "Pangkor", island, 4.2282, 100.5593, 10, 250},
    {"Terutau", "Terutau", "Terutau", island, 6.6206, 99.6477, 10, 0},
    {"Dayang Bunting", "Dayang Bunting", "Dayang Bunting", island, 6.2, 99.8, 9.5, 400},
    {"Tuba", "Tuba", "Tuba", island, 6.2393, 99.8432, 9.5, 600},
    {"Singa Besar", "Singa Besar", "Singa Besar", island, 6.204, 99.7373, 9.5, 400},
    {"Payar", "Payar", "Payar", island, 6.0591, 100.0377, 9.5, 250},
    {"Pulau Ketam", "Pulau Ketam", "Pulau Ketam", island, 3.0362, 101.2545, 9.5, 400},
    {"Pulau Angsa", "Pulau Angsa", "Pulau Angsa", island, 3.1841, 101.2216, 9.5, 400},
    {"Pulau Kukup", "Pulau Kukup", "Pulau Kukup", island, 1.3209, 103.4272, 9.5, 700},
    {"Jurong", "Jurong", "Jurong", island, 1.2596, 103.6971, 9.5, 700},
    {"Pulau Ubin", "Pulau Ubin", "Pulau Ubin", island, 1.4135, 103.9592, 9.5, 700},
    {"Pulau Tekong", "Pulau Tekong", "Pulau Tekong", island, 1.405, 104.055, 9.5, 700},
    {"Sentosa", "Sentosa", "Sentosa", island, 1.2489, 103.8275, 9.5, 900},
    {"Pulau Semakau", "Pulau Semakau", "Pulau Semakau", island, 1.2035, 103.7702, 9.5, 700},
    {"Saint John's Island", "Saint John's Island", "Saint John's Island", island, 1.2228, 103.8508, 9.5, 900},
    {"Pulau Bukom", "Pulau Bukom", "Pulau Bukom", island, 1.2324, 103.7695, 9.5, 1'200},
    {"Pulau Sudong", "Pulau Sudong", "Pulau Sudong", island, 1.2081, 103.7204, 9.5, 1'200},
    {"Belakang Padang", "Belakang Padang", "Belakang Padang", island, 1.1491, 103.8852, 9.5, 700},
    {"Combol", "Combol", "Combol", island, 0.7932, 103.9143, 9.5, 400},
});

}  // namespace

std::span<const PlaceName> place_names() {
  return kPlaces;
}

}  // namespace selat::draw
