#include "simulate/environment.h"

#include <initializer_list>
#include <utility>

namespace selat::simulate {
namespace {

// Longitude first, as in GeoJSON and in the tables these come from.
struct LonLat {
  double lon_deg, lat_deg;
};

geo::Position place(LonLat at) {
  return geo::Position::degrees(at.lat_deg, at.lon_deg);
}

Line line(std::initializer_list<LonLat> points) {
  Line result;
  for (const LonLat& point : points) {
    result.push_back(place(point));
  }
  return result;
}

void append(Line& line, const Line& more) {
  line.insert(line.end(), more.begin(), more.end());
}

// Right to about 0.3 km; drawn from the routeing charts.
Lanes lanes() {
  return {
      .singapore_westbound = line({{104.4381, 1.4163},
                                   {104.3221, 1.3105},
                                   {104.2493, 1.3009},
                                   {104.0515, 1.2672},
                                   {103.9760, 1.2523},
                                   {103.9005, 1.2179},
                                   {103.8706, 1.2063},
                                   {103.8380, 1.1902},
                                   {103.8167, 1.1826},
                                   {103.7302, 1.1373},
                                   {103.6677, 1.1819},
                                   {103.5932, 1.1943}}),
      .malacca_north_westbound = line({{103.4953, 1.2178},
                                       {103.4129, 1.2391},
                                       {103.2152, 1.4177},
                                       {102.9295, 1.6230},
                                       {102.6769, 1.7549},
                                       {102.4166, 1.8734},
                                       {102.2649, 1.9517},
                                       {102.0760, 2.1121},
                                       {101.6798, 2.4243},
                                       {101.4532, 2.6056},
                                       {101.2122, 2.7319},
                                       {101.0179, 2.8373},
                                       {100.7865, 3.0384}}),
      .malacca_south_eastbound = line({{100.7481, 2.9705},
                                       {100.9142, 2.8476},
                                       {100.9726, 2.7976},
                                       {101.1806, 2.6967},
                                       {101.4182, 2.5669},
                                       {101.6421, 2.3990},
                                       {102.0053, 2.1059},
                                       {102.2182, 1.9055},
                                       {102.7840, 1.6323},
                                       {103.1891, 1.3742},
                                       {103.3745, 1.2137},
                                       {103.4981, 1.1422}}),
      .singapore_eastbound = line({{103.5461, 1.1066},
                                   {103.6505, 1.0516},
                                   {103.7521, 1.1244},
                                   {103.8043, 1.1588},
                                   {103.9059, 1.2082},
                                   {103.9925, 1.2385},
                                   {104.0680, 1.2522},
                                   {104.2328, 1.2673},
                                   {104.2918, 1.2756},
                                   {104.3372, 1.2948},
                                   {104.3990, 1.3470},
                                   {104.4731, 1.4013}}),
  };
}

Distance nm(double value) {
  return Distance::nautical_miles(value);
}

Anchorage round_anchorage(std::string name, LonLat centre, double radius_nm) {
  return {std::move(name), geo::Area({geo::circle(place(centre), nm(radius_nm))})};
}

WatchZone round_zone(std::string name, LonLat centre, double radius_nm, LonLat approach_from) {
  return {std::move(name), geo::Area({geo::circle(place(centre), nm(radius_nm))}), place(approach_from),
          place(centre)};
}

std::vector<Line> ferry_lines() {
  return {
      // Tanah Merah – Batam Centre
      line({{103.9885, 1.3125},
            {103.9905, 1.2950},
            {104.0200, 1.2450},
            {104.0660, 1.1950},
            {104.0680, 1.1600},
            {104.0550, 1.1390}}),
      // Tanah Merah – Nongsapura
      line({{103.9890, 1.3120},
            {103.9930, 1.2950},
            {104.0300, 1.2700},
            {104.0900, 1.2250},
            {104.0960, 1.2010}}),
      // Tanah Merah – Harbour Bay
      line({{103.9880, 1.3120},
            {103.9880, 1.2950},
            {103.9900, 1.2300},
            {103.9900, 1.1750},
            {103.9965, 1.1565}}),
      // HarbourFront – Sekupang
      line({{103.8155, 1.2595},
            {103.8100, 1.2612},
            {103.8045, 1.2605},
            {103.7940, 1.2480},
            {103.7940, 1.2200},
            {103.8300, 1.1900},
            {103.9000, 1.1850},
            {103.9145, 1.1600},
            {103.9145, 1.1310},
            {103.9230, 1.1260}}),
  };
}

std::vector<Line> coastal_loops() {
  return {
      line({{101.70, 2.20}, {101.95, 2.02}, {102.05, 1.93}, {102.02, 1.90}, {101.90, 2.00}, {101.66, 2.17}}),
      line({{102.44, 1.98}, {102.62, 1.86}, {102.64, 1.88}, {102.47, 2.00}}),
      line({{100.30, 3.95}, {100.60, 3.68}, {100.63, 3.71}, {100.34, 3.99}}),
      line({{99.10, 4.05}, {99.80, 3.45}, {99.84, 3.49}, {99.15, 4.09}}),
      line({{102.70, 1.50}, {103.00, 1.30}, {103.02, 1.32}, {102.73, 1.52}}),
      line({{104.33, 1.50}, {104.37, 1.58}, {104.40, 1.57}, {104.36, 1.49}}),
  };
}

std::vector<SimulatedAid> aids() {
  return {
      {"ONE FATHOM BANK", 1, place({101.0000, 2.8800})},
      {"PULAU UNDAN", 1, place({102.3330, 2.0480})},
      {"RAFFLES", 1, place({103.7400, 1.1600})},
      {"HORSBURGH", 1, place({104.4060, 1.3300})},
      {"BATU BERHANTI", 1, place({103.8830, 1.1870})},
      {"PULAU JARAK", 1, place({100.1000, 3.9800})},
      {"TAKONG KECIL", 1, place({103.7200, 1.1000})},
      {"FAIRWAY WEST EXAMPLE", 30, place({103.62, 1.120})},
      {"FAIRWAY EAST EXAMPLE", 30, place({104.20, 1.283})},
  };
}

std::vector<ShoreStation> stations() {
  return {
      {"belawan", place({98.690, 3.785}), nm(50)},       {"lumut", place({100.612, 4.228}), nm(55)},
      {"asahan", place({99.850, 3.020}), nm(45)},        {"berhala", place({99.500, 3.770}), nm(45)},
      {"sabak", place({100.990, 3.770}), nm(45)},        {"klang", place({101.360, 3.000}), nm(50)},
      {"port-dickson", place({101.800, 2.520}), nm(40)}, {"rupat", place({101.700, 2.080}), nm(40)},
      {"melaka", place({102.240, 2.190}), nm(40)},       {"batu-pahat", place({102.920, 1.800}), nm(40)},
      {"bengkalis", place({102.200, 1.600}), nm(40)},    {"pisang", place({103.256, 1.470}), nm(40)},
      {"karimun", place({103.400, 1.050}), nm(40)},      {"batam", place({104.000, 1.165}), nm(35)},
      {"changi", place({104.020, 1.318}), nm(40)},       {"pengerang", place({104.150, 1.370}), nm(40)},
  };
}

}  // namespace

Line circuit_of(const Lanes& given) {
  Line circuit = given.singapore_westbound;
  append(circuit, given.malacca_north_westbound);
  append(circuit, line({{100.25, 3.60},
                        {99.45, 4.25},
                        {98.60, 5.00},
                        {97.95, 5.65},  // outward
                        {97.83, 5.52},
                        {98.50, 4.90},
                        {99.35, 4.15},
                        {100.15, 3.50}}));  // back
  append(circuit, given.malacca_south_eastbound);
  append(circuit, given.singapore_eastbound);
  append(circuit, line({{104.62, 1.46}, {104.80, 1.56}, {104.78, 1.62}, {104.60, 1.53}}));
  return circuit;
}

Environment strait() {
  Environment environment;
  environment.lanes = lanes();
  environment.ferry_lines = ferry_lines();
  environment.coastal_loops = coastal_loops();
  environment.fishing_grounds = {
      {place({99.55, 3.50}), nm(7)},  {place({99.05, 4.30}), nm(7)},  {place({100.45, 3.75}), nm(6)},
      {place({101.05, 2.45}), nm(5)}, {place({101.90, 1.98}), nm(3)}, {place({102.56, 1.91}), nm(2.5)},
      {place({102.85, 1.42}), nm(4)}, {place({104.48, 1.62}), nm(4)},
  };
  environment.anchorages = {
      round_anchorage("Changi General Purpose", {104.060, 1.300}, 1.0),
      round_anchorage("Eastern", {103.900, 1.270}, 1.2),
      round_anchorage("Western", {103.740, 1.225}, 1.0),
      round_anchorage("Karimun", {103.310, 1.090}, 1.2),
      round_anchorage("Port Klang", {101.270, 2.950}, 1.5),
      round_anchorage("Dumai", {101.480, 1.720}, 0.8),
      round_anchorage("Belawan outer", {98.790, 3.900}, 1.2),
  };
  environment.watch_zones = {
      round_zone("Pulau Undan", {102.330, 2.050}, 1.5, {102.20, 1.85}),
      round_zone("Tanjung Piai", {103.500, 1.255}, 1.0, {103.40, 1.20}),
      round_zone("Kuala Sepang", {101.640, 2.550}, 1.5, {101.55, 2.35}),
  };
  environment.open_water = {
      place({100.20, 3.32}), place({103.10, 1.36}), place({101.75, 2.24}), place({99.60, 3.85}),
      place({102.62, 1.65}), place({100.95, 3.10}), place({104.40, 1.48}), place({99.30, 4.10}),
  };
  environment.aids = aids();
  environment.base_stations = {place({104.0200, 1.3180}), place({101.3600, 3.0000}),
                               place({103.7500, 1.2900})};
  environment.stations = stations();
  return environment;
}

}  // namespace selat::simulate
