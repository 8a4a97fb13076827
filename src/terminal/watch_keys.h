#pragma once
// The keys of the watch's screen, each with what it does: of its help and of `selat top --help`.

#include <array>

#include "base/localized_message.h"

namespace selat::terminal {

inline constexpr auto kWatchKeys = std::to_array<MessageId>({
    tr("j k, arrows, PageUp PageDown, Home End: select an alert, or scroll"),
    tr("Enter: open the selected alert; Esc: back, and let the list follow what is new"),
    tr("a: acknowledge it at the severity shown; graver, it asks anew. Where none is selected, the gravest "
       "that waits is selected first"),
    tr("c: comment on it"),
    tr("x: close it, with what was found out"),
    tr("/: filter by name, MMSI, sector, rule or #number; Esc ends it"),
    tr("s: sectors, feeds, processes and what happened, all of it"),
    tr("m: bell on a new distress off or on, until this screen ends"),
    tr("?: this help"),
    tr("q: end; on this page and on that of an alert: back"),
});

}  // namespace selat::terminal
