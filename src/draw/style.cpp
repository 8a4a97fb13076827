#include "draw/style.h"

namespace selat::draw {
namespace {

constexpr Style kDay = {
    .ink = {0.13, 0.15, 0.20},
    .paper = {1, 1, 1},
    .halo = {1, 1, 1, 0.85},
    .warning = {0.80, 0.08, 0.08},
    .open_sea = {0.93, 0.95, 0.97},
    .land = {0.93, 0.89, 0.77},
    .land_name = {0.36, 0.30, 0.18},
    .shore = {{0.45, 0.40, 0.28}, 0.7, Dash::solid},
    .grid = {{0.35, 0.40, 0.50, 0.25}, 0.7, Dash::solid},
    .waters = {{{0.80, 0.90, 0.80}, {0.80, 0.88, 0.96}, {0.96, 0.84, 0.88}, {0.90, 0.86, 0.95}}},
    .many_claims = {0.95, 0.93, 0.84},
    .many_claims_hatch = {{0.65, 0.50, 0.20, 0.45}, 1, Dash::solid},
    .territorial_sea = {{0.30, 0.45, 0.60, 0.7}, 1, Dash::dashed},
    .sector = {{0.25, 0.30, 0.45, 0.75}, 1, Dash::solid},
    .sector_name = {0.12, 0.22, 0.50},
    .reporting = {{0.00, 0.42, 0.38}, 1.3, Dash::dotted},
    .treaty = {{0.70, 0.05, 0.35}, 2, Dash::solid},
    .treaty_doubt = {0.70, 0.05, 0.35, 0.28},
    .seabed_boundary = {{0.50, 0.34, 0.10}, 1.6, Dash::dash_dot},
    .lane = {0.72, 0.45, 0.78, 0.35},
    .lane_edge = {{0.60, 0.25, 0.68, 0.9}, 0.8, Dash::dashed},
    .arrow = {0.48, 0.10, 0.58},
    .separation = {0.78, 0.30, 0.75, 0.55},
    .precaution = {0.95, 0.80, 0.30, 0.45},
    .precaution_edge = {{0.75, 0.50, 0.05, 0.9}, 1, Dash::dashed},
    .deep_water = {{0.10, 0.25, 0.65, 0.9}, 1, Dash::dashed},
    .speed_limit = {0.90, 0.15, 0.10, 0.40},
    .inshore_hatch = {{0.60, 0.25, 0.68, 0.35}, 0.6, Dash::solid},
    .through_route = {{0.60, 0.25, 0.68, 0.9}, 1.3, Dash::dotted},
    .cables = {{0.55, 0.10, 0.55, 0.9}, 1.2, Dash::dashed},
    .anchorage = {0.20, 0.50, 0.60, 0.18},
    .anchorage_edge = {{0.10, 0.42, 0.52, 0.9}, 1, Dash::dashed},
    .watch = {0.95, 0.45, 0.15, 0.22},
    .watch_edge = {{0.80, 0.25, 0.10, 0.9}, 1.5, Dash::dotted},
    .pilot = {0.15, 0.35, 0.75, 0.25},
    .pilot_edge = {{0.15, 0.35, 0.75, 0.9}, 1, Dash::solid},
    .berth = {0.30, 0.30, 0.30},
    .control_point = {0.80, 0.08, 0.08},
    .light = {0.95, 0.75, 0.10},
};

constexpr Style kNight = {
    .ink = {0.64, 0.52, 0.44},
    .paper = {0.03, 0.03, 0.04},
    .halo = {0.02, 0.02, 0.03, 0.85},
    .warning = {0.80, 0.36, 0.30},
    .open_sea = {0.03, 0.04, 0.06},
    .land = {0.14, 0.12, 0.08},
    .land_name = {0.56, 0.49, 0.36},
    .shore = {{0.36, 0.32, 0.22}, 0.7, Dash::solid},
    .grid = {{0.40, 0.42, 0.48, 0.25}, 0.7, Dash::solid},
    .waters = {{{0.04, 0.11, 0.06}, {0.04, 0.08, 0.15}, {0.15, 0.06, 0.09}, {0.10, 0.07, 0.14}}},
    .many_claims = {0.10, 0.09, 0.05},
    .many_claims_hatch = {{0.45, 0.36, 0.16, 0.5}, 1, Dash::solid},
    .territorial_sea = {{0.32, 0.42, 0.52, 0.7}, 1, Dash::dashed},
    .sector = {{0.40, 0.42, 0.50, 0.75}, 1, Dash::solid},
    .sector_name = {0.46, 0.54, 0.68},
    .reporting = {{0.20, 0.52, 0.46}, 1.3, Dash::dotted},
    .treaty = {{0.74, 0.26, 0.44}, 2, Dash::solid},
    .treaty_doubt = {0.74, 0.26, 0.44, 0.34},
    .seabed_boundary = {{0.58, 0.44, 0.22}, 1.6, Dash::dash_dot},
    .lane = {0.45, 0.22, 0.50, 0.40},
    .lane_edge = {{0.52, 0.30, 0.58, 0.9}, 0.8, Dash::dashed},
    .arrow = {0.62, 0.38, 0.68},
    .separation = {0.48, 0.16, 0.46, 0.60},
    .precaution = {0.42, 0.34, 0.10, 0.50},
    .precaution_edge = {{0.56, 0.42, 0.12, 0.9}, 1, Dash::dashed},
    .deep_water = {{0.30, 0.42, 0.66, 0.9}, 1, Dash::dashed},
    .speed_limit = {0.55, 0.12, 0.10, 0.50},
    .inshore_hatch = {{0.50, 0.30, 0.56, 0.35}, 0.6, Dash::solid},
    .through_route = {{0.52, 0.30, 0.58, 0.9}, 1.3, Dash::dotted},
    .cables = {{0.56, 0.28, 0.56, 0.9}, 1.2, Dash::dashed},
    .anchorage = {0.16, 0.40, 0.46, 0.28},
    .anchorage_edge = {{0.22, 0.46, 0.52, 0.9}, 1, Dash::dashed},
    .watch = {0.55, 0.26, 0.10, 0.30},
    .watch_edge = {{0.66, 0.32, 0.16, 0.9}, 1.5, Dash::dotted},
    .pilot = {0.14, 0.26, 0.50, 0.35},
    .pilot_edge = {{0.30, 0.42, 0.66, 0.9}, 1, Dash::solid},
    .berth = {0.46, 0.44, 0.42},
    .control_point = {0.80, 0.36, 0.30},
    .light = {0.62, 0.50, 0.12},
};

}  // namespace

const Style& style_of(Palette palette) {
  return palette == Palette::night ? kNight : kDay;
}

Dash dash_of(model::DelimitationStatus status) {
  switch (status) {
    case model::DelimitationStatus::agreed:
      return Dash::solid;
    case model::DelimitationStatus::undelimited:
      return Dash::dashed;
    case model::DelimitationStatus::disputed:
      return Dash::dotted;
  }
  return Dash::dotted;
}

}  // namespace selat::draw
