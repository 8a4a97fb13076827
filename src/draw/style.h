#pragma once
// Colours and lines of the chart plot, for the panels and the legend.

#include "draw/canvas.h"
#include "model/sector.h"

namespace selat::draw::style {

inline constexpr Colour kInk = {0.13, 0.15, 0.20, 1};
inline constexpr Colour kPaper = {1, 1, 1, 1};
inline constexpr Colour kNoHalo = {1, 1, 1, 0};
inline constexpr Colour kOpenSea = {0.93, 0.95, 0.97, 1};
inline constexpr Colour kLand = {0.93, 0.89, 0.77, 1};
inline constexpr Stroke kShore = {{0.45, 0.40, 0.28, 1}, 0.7, Dash::solid};
inline constexpr Stroke kGrid = {{0.35, 0.40, 0.50, 0.25}, 0.7, Dash::solid};

inline constexpr Colour waters_of(model::Nation nation) {
  switch (nation) {
    case model::Nation::idn:
      return {0.80, 0.90, 0.80, 1};
    case model::Nation::mys:
      return {0.80, 0.88, 0.96, 1};
    case model::Nation::sgp:
      return {0.96, 0.84, 0.88, 1};
    case model::Nation::tha:
      return {0.90, 0.86, 0.95, 1};
  }
  return kOpenSea;
}

inline constexpr Colour kManyClaims = {0.95, 0.93, 0.84, 1};
inline constexpr Stroke kManyClaimsHatch = {{0.65, 0.50, 0.20, 0.45}, 1, Dash::solid};
inline constexpr Stroke kTerritorialSea = {{0.30, 0.45, 0.60, 0.7}, 1, Dash::dashed};
inline constexpr Stroke kSector = {{0.25, 0.30, 0.45, 0.75}, 1, Dash::solid};
inline constexpr Colour kSectorName = {0.12, 0.22, 0.50, 1};

inline constexpr Colour kTreaty = {0.70, 0.05, 0.35, 1};
inline constexpr Dash dash_of(model::DelimitationStatus status) {
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

inline constexpr Colour kLane = {0.72, 0.45, 0.78, 0.35};
inline constexpr Stroke kLaneEdge = {{0.60, 0.25, 0.68, 0.9}, 0.8, Dash::dashed};
inline constexpr Colour kSeparation = {0.78, 0.30, 0.75, 0.55};
inline constexpr Colour kPrecaution = {0.95, 0.80, 0.30, 0.45};
inline constexpr Stroke kPrecautionEdge = {{0.75, 0.50, 0.05, 0.9}, 1, Dash::dashed};
inline constexpr Stroke kDeepWater = {{0.10, 0.25, 0.65, 0.9}, 1, Dash::dashed};
inline constexpr Colour kSpeedLimit = {0.90, 0.15, 0.10, 0.40};
inline constexpr Stroke kInshoreHatch = {{0.60, 0.25, 0.68, 0.35}, 0.6, Dash::solid};
inline constexpr Stroke kThroughRoute = {{0.60, 0.25, 0.68, 0.9}, 1.3, Dash::dotted};
inline constexpr Stroke kSeabed = {{0.55, 0.10, 0.55, 0.9}, 1.2, Dash::dashed};
inline constexpr Colour kArrow = {0.48, 0.10, 0.58, 1};

inline constexpr Colour kAnchorage = {0.20, 0.50, 0.60, 0.18};
inline constexpr Stroke kAnchorageEdge = {{0.10, 0.42, 0.52, 0.9}, 1, Dash::dashed};
inline constexpr Colour kWatch = {0.95, 0.45, 0.15, 0.22};
inline constexpr Stroke kWatchEdge = {{0.80, 0.25, 0.10, 0.9}, 1.5, Dash::dotted};
inline constexpr Colour kPilot = {0.15, 0.35, 0.75, 0.25};
inline constexpr Stroke kPilotEdge = {{0.15, 0.35, 0.75, 0.9}, 1, Dash::solid};
inline constexpr Colour kBerth = {0.30, 0.30, 0.30, 1};
inline constexpr Colour kControlPoint = {0.85, 0.10, 0.10, 1};
inline constexpr Colour kLight = {0.95, 0.75, 0.10, 1};

}  // namespace selat::draw::style
