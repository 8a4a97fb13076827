// Every application Selat reads. A new one is a file in ais/application/, its declaration in rows.h and its
// line here.
#include <array>

#include "ais/application/rows.h"

namespace selat::ais {

namespace {

constexpr auto kFormats = std::to_array<const ApplicationFormat*>({
    // to one station (types 6, 25, 26)
    &kBuoyMonitoring,                 // 0:0
    &kTextTelegramAddressed,          // 1:0
    &kOldApplicationAcknowledgement,  // 1:1
    &kFunctionInterrogation,          // 1:2
    &kCapabilityInterrogationFormat,  // 1:3
    &kCapabilityReplyFormat,          // 1:4
    &kApplicationAcknowledgement,     // 1:5
    &kDangerousCargo236,              // 1:12
    &kTidalWindow236,                 // 1:14
    &kAirDraughtAddressed,            // 1:15
    &kPersonsAddressed,               // 1:16
    &kPortClearance,                  // 1:18
    &kBerthing,                       // 1:20
    &kAreaNoticeAddressed,            // 1:23
    &kDangerousCargo,                 // 1:25
    &kRouteAddressed,                 // 1:28
    &kTextDescriptionAddressed,       // 1:30
    &kTidalWindow,                    // 1:32
    &kInlandEta,                      // 200:21
    &kInlandRta,                      // 200:22
    &kInlandPersonsAddressed,         // 200:55
    &kAidMonitoringUk,                // 235:10
    &kAidMonitoringIreland,           // 250:10
    // to all (types 8, 25, 26)
    &kTestBroadcast,         // 0:0
    &kTextTelegram,          // 1:0
    &kWeather236,            // 1:11
    &kFairwayClosed,         // 1:13
    &kAirDraught,            // 1:15
    &kPersonsBroadcast,      // 1:16
    &kSyntheticTargets,      // 1:17
    &kTrafficSignal,         // 1:19
    &kShipWeather,           // 1:21
    &kShipWeatherWmo,        // 1:21
    &kAreaNotice,            // 1:22
    &kExtendedVoyage,        // 1:24
    &kEnvironment,           // 1:26
    &kRoute,                 // 1:27
    &kTextDescription,       // 1:29
    &kWeather,               // 1:31
    &kInlandVessel,          // 200:10
    &kEmmaWarning,           // 200:23
    &kInlandWaterLevels,     // 200:24
    &kSignalStatus,          // 200:40
    &kInlandPersons,         // 200:55
    &kGeographicNotice,      // 367:22
    &kSatelliteShipWeather,  // 367:23
    &kEnvironment367,        // 367:33
});

}  // namespace

std::span<const ApplicationFormat* const> application_formats() {
  return kFormats;
}

}  // namespace selat::ais
