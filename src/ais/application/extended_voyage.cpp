// DAC 1, function 24: extended static and voyage data (IMO SN.1/Circ.289). States of equipment: 0 not
// available or requested, 1 operational, 2 not operational, 3 no data.
#include "ais/application/fields.h"
#include "ais/application_table.h"

namespace selat::ais {

namespace {
constexpr Field state(std::string_view name) {
  return number(name, 2, 1, 2);
}
constexpr Field kFields[] = {number("linkage", 10),
                             scaled(number("airdraught", 13, 1, 8191, "m"), 100, 2),
                             text("lastport", 5),
                             text("nextport", 5),
                             text("secondport", 5),
                             state("ais_state"),
                             state("ata_state"),
                             state("bnwas_state"),
                             state("ecdisb_state"),
                             state("chart_state"),
                             state("sounder_state"),
                             state("epaid_state"),
                             state("steer_state"),
                             state("gnss_state"),
                             state("gyro_state"),
                             state("lrit_state"),
                             state("magcomp_state"),
                             state("navtex_state"),
                             state("arpa_state"),
                             state("sband_state"),
                             state("xband_state"),
                             state("hfradio_state"),
                             state("inmarsat_state"),
                             state("mfradio_state"),
                             state("vhfradio_state"),
                             state("grndlog_state"),
                             state("waterlog_state"),
                             state("thd_state"),
                             state("tcs_state"),
                             state("vdr_state"),
                             spare(2),
                             number("iceclass", 4, 0, 10),
                             number("horsepower", 18, 0, 262'142, "hp"),
                             number("vhfchan", 12, 1, 4095),
                             text("lshiptype", 7),
                             number("tonnage", 18, 0, 262'142),
                             number("lading", 2, 1, 2),    // laden, ballast
                             number("heavyoil", 2, 1, 2),  // no, yes
                             number("lightoil", 2, 1, 2),
                             number("dieseloil", 2, 1, 2),
                             number("totaloil", 14, 0, 16'382, "t"),
                             number("persons", 13, 1, 8191),
                             spare(10)};
}  // namespace

constinit const ApplicationFormat kExtendedVoyage = {
    .id = {1, 24}, .title = "extended static and voyage data", .fields = kFields};

}  // namespace selat::ais
