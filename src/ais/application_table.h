#pragma once
// Every application of binary messages that Selat reads, in one list. A new one is a file in
// ais/application/, and its line here: the name under which the file defines its format.

#include "ais/application.h"

namespace selat::ais {

#define SELAT_APPLICATIONS(FORMAT)                    \
  /* to one station (types 6, 25, 26) */              \
  FORMAT(kBuoyMonitoring)                /* 0:0 */    \
  FORMAT(kTextTelegramAddressed)         /* 1:0 */    \
  FORMAT(kOldApplicationAcknowledgement) /* 1:1 */    \
  FORMAT(kFunctionInterrogation)         /* 1:2 */    \
  FORMAT(kCapabilityInterrogationFormat) /* 1:3 */    \
  FORMAT(kCapabilityReplyFormat)         /* 1:4 */    \
  FORMAT(kApplicationAcknowledgement)    /* 1:5 */    \
  FORMAT(kDangerousCargo236)             /* 1:12 */   \
  FORMAT(kTidalWindow236)                /* 1:14 */   \
  FORMAT(kAirDraughtAddressed)           /* 1:15 */   \
  FORMAT(kPersonsAddressed)              /* 1:16 */   \
  FORMAT(kPortClearance)                 /* 1:18 */   \
  FORMAT(kBerthing)                      /* 1:20 */   \
  FORMAT(kAreaNoticeAddressed)           /* 1:23 */   \
  FORMAT(kDangerousCargo)                /* 1:25 */   \
  FORMAT(kRouteAddressed)                /* 1:28 */   \
  FORMAT(kTextDescriptionAddressed)      /* 1:30 */   \
  FORMAT(kTidalWindow)                   /* 1:32 */   \
  FORMAT(kPersonsOf1371Addressed)        /* 1:40 */   \
  FORMAT(kInlandEta)                     /* 200:21 */ \
  FORMAT(kInlandRta)                     /* 200:22 */ \
  FORMAT(kInlandPersonsAddressed)        /* 200:55 */ \
  FORMAT(kAidMonitoringUk)               /* 235:10 */ \
  FORMAT(kAidMonitoringIreland)          /* 250:10 */ \
  /* to all (types 8, 25, 26) */                      \
  FORMAT(kTestBroadcast)        /* 0:0 */             \
  FORMAT(kTextTelegram)         /* 1:0 */             \
  FORMAT(kWeather236)           /* 1:11 */            \
  FORMAT(kFairwayClosed)        /* 1:13 */            \
  FORMAT(kAirDraught)           /* 1:15 */            \
  FORMAT(kPersonsBroadcast)     /* 1:16 */            \
  FORMAT(kSyntheticTargets)     /* 1:17 */            \
  FORMAT(kTrafficSignal)        /* 1:19 */            \
  FORMAT(kShipWeather)          /* 1:21 */            \
  FORMAT(kShipWeatherWmo)       /* 1:21 */            \
  FORMAT(kAreaNotice)           /* 1:22 */            \
  FORMAT(kExtendedVoyage)       /* 1:24 */            \
  FORMAT(kEnvironment)          /* 1:26 */            \
  FORMAT(kRoute)                /* 1:27 */            \
  FORMAT(kTextDescription)      /* 1:29 */            \
  FORMAT(kWeather)              /* 1:31 */            \
  FORMAT(kInlandVessel)         /* 200:10 */          \
  FORMAT(kEmmaWarning)          /* 200:23 */          \
  FORMAT(kInlandWaterLevels)    /* 200:24 */          \
  FORMAT(kSignalStatus)         /* 200:40 */          \
  FORMAT(kInlandPersons)        /* 200:55 */          \
  FORMAT(kSeawayWeather)        /* 316:1 */           \
  FORMAT(kSeawayWind)           /* 316:1 */           \
  FORMAT(kSeawayWaterLevel)     /* 316:1 */           \
  FORMAT(kSeawayWaterFlow)      /* 316:1 */           \
  FORMAT(kGeographicNotice)     /* 367:22 */          \
  FORMAT(kSatelliteShipWeather) /* 367:23 */          \
  FORMAT(kSatelliteShipSmall)   /* 367:24 */          \
  FORMAT(kSatelliteShipTiny)    /* 367:25 */          \
  FORMAT(kEnvironment367)       /* 367:33 */

#define SELAT_DECLARED(name) extern const ApplicationFormat name;
SELAT_APPLICATIONS(SELAT_DECLARED)
#undef SELAT_DECLARED

}  // namespace selat::ais
