#pragma once
// The formats of application/*.cpp, as application_table.cpp lists them.

#include "ais/application.h"

namespace selat::ais {

extern const ApplicationFormat kBuoyMonitoring;
extern const ApplicationFormat kTextTelegramAddressed;
extern const ApplicationFormat kOldApplicationAcknowledgement;
extern const ApplicationFormat kFunctionInterrogation;
extern const ApplicationFormat kCapabilityInterrogationFormat;
extern const ApplicationFormat kCapabilityReplyFormat;
extern const ApplicationFormat kApplicationAcknowledgement;
extern const ApplicationFormat kDangerousCargo236;
extern const ApplicationFormat kTidalWindow236;
extern const ApplicationFormat kAirDraughtAddressed;
extern const ApplicationFormat kPersonsAddressed;
extern const ApplicationFormat kPortClearance;
extern const ApplicationFormat kBerthing;
extern const ApplicationFormat kAreaNoticeAddressed;
extern const ApplicationFormat kDangerousCargo;
extern const ApplicationFormat kRouteAddressed;
extern const ApplicationFormat kTextDescriptionAddressed;
extern const ApplicationFormat kTidalWindow;
extern const ApplicationFormat kInlandEta;
extern const ApplicationFormat kInlandRta;
extern const ApplicationFormat kInlandPersonsAddressed;
extern const ApplicationFormat kAidMonitoringUk;
extern const ApplicationFormat kAidMonitoringIreland;
extern const ApplicationFormat kTestBroadcast;
extern const ApplicationFormat kTextTelegram;
extern const ApplicationFormat kWeather236;
extern const ApplicationFormat kFairwayClosed;
extern const ApplicationFormat kAirDraught;
extern const ApplicationFormat kPersonsBroadcast;
extern const ApplicationFormat kSyntheticTargets;
extern const ApplicationFormat kTrafficSignal;
extern const ApplicationFormat kShipWeather;
extern const ApplicationFormat kShipWeatherWmo;
extern const ApplicationFormat kAreaNotice;
extern const ApplicationFormat kExtendedVoyage;
extern const ApplicationFormat kEnvironment;
extern const ApplicationFormat kRoute;
extern const ApplicationFormat kTextDescription;
extern const ApplicationFormat kWeather;
extern const ApplicationFormat kInlandVessel;
extern const ApplicationFormat kEmmaWarning;
extern const ApplicationFormat kInlandWaterLevels;
extern const ApplicationFormat kSignalStatus;
extern const ApplicationFormat kInlandPersons;
extern const ApplicationFormat kGeographicNotice;
extern const ApplicationFormat kSatelliteShipWeather;
extern const ApplicationFormat kEnvironment367;

}  // namespace selat::ais
