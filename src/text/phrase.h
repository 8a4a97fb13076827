#pragma once
// Everything a person reads on screen, in English, Bahasa Indonesia and Bahasa Melayu: one row a phrase in
// text/phrase_table.cpp. {placeholders} have the same names in all three.
//
// Thread: any. Pure.

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "base/language.h"

namespace selat::text {

enum class Phrase : std::uint8_t {
  // rules
  rule_distress,
  rule_watch_list,
  rule_zone,
  rule_position_jump,
  rule_rendezvous,
  // severities
  severity_information,
  severity_caution,
  severity_warning,
  severity_alarm,
  severity_distress,
  // states of an alert
  alert_raised,
  alert_acknowledged,
  alert_returned_unacknowledged,
  alert_ended,
  alert_retracted,
  // states of a sector
  sector_unowned,
  sector_offered,
  sector_held,
  sector_expiring,
  // why a sector is declined
  decline_jurisdiction,
  decline_no_asset,
  decline_weather,
  decline_crew_rest,
  decline_maintenance,
  decline_policy,
  // states of a feed
  feed_connecting,
  feed_receiving,
  feed_silent,
  feed_disconnected,
  feed_finished,
  feed_failed,
  // states of a process
  process_starting,
  process_running,
  process_waiting,
  process_degraded,
  process_stopping,
  process_missing,
  // units and small words
  seconds,
  minutes,
  hours_minutes,
  metres,
  nautical_miles,
  knots,
  mmsi,
  unknown_vessel,
  unknown_place,
  nobody,
  yes,
  no,
  // why there is an alert
  why_unknown_rule,
  why_distress_sart,
  why_distress_man_overboard,
  why_distress_epirb,
  why_distress_status,
  why_distress_text,
  why_distress_test,
  why_watch_mmsi,
  why_watch_imo,
  why_watch_call_sign,
  why_watch_name,
  why_watch_followed,
  why_zone_entry,
  why_zone_exit,
  why_zone_dwell,
  why_zone_speed,
  why_jump,
  why_jump_outlier,
  why_rendezvous,
  why_rendezvous_building,
  why_rendezvous_ship_to_ship,
  why_rendezvous_small_craft,
  // why a sector went to a control point
  why_sector_nearest,
  why_sector_only,
  why_sector_uncovered,
  why_sector_nobody_permitted,
  why_sector_offered,
  // selat top
  title_processes,
  title_feeds,
  title_alerts,
  title_sectors,
  column_process,
  column_state,
  column_cpu,
  column_memory,
  column_restarts,
  column_missing,
  column_feed,
  column_rate,
  column_sentences,
  column_reports,
  column_duplicates,
  column_problems,
  column_sector,
  column_holder,
  column_lease,
  column_vessels,
  column_alerts,
  column_severity,
  column_age,
  column_why,
  top_tracks,
  top_no_alerts,
  top_more,
  top_running,
  top_waiting_for,
  top_keys,
  top_events,
  nothing_runs,
  // a control point's terminal
  terminal_connected,
  terminal_disconnected,
  terminal_offered,
  terminal_countdown,
  terminal_offer_passed,
  terminal_too_late,
  terminal_held,
  terminal_lost,
  terminal_lapsed,
  terminal_regained,
  terminal_refused,
  terminal_already_served,
  terminal_waiting,
  terminal_superseded,
  terminal_alert,
  terminal_received,
  terminal_no_offer,
  terminal_not_held,
  terminal_no_alert,
  terminal_no_sectors,
  terminal_row_sector,
  terminal_unknown_order,
  terminal_needs_sector,
  terminal_needs_code,
  terminal_needs_text,
  terminal_needs_number,
  terminal_help,
  terminal_goodbye,
  // events of selat demo and selat up
  event_feed,
  event_alert,
  event_alert_over,
  event_granted,
  event_offered,
  event_uncovered,
  event_restarted,
  event_started,
  event_summary,
  demo_seed,
  demo_try,
  demo_try_top,
  demo_try_control_point,
  demo_try_config,
  demo_end,
};
inline constexpr std::size_t kPhraseCount = static_cast<std::size_t>(Phrase::demo_end) + 1;

// The phrase as it stands in the table, with its placeholders.
[[nodiscard]] std::string_view phrase(Phrase key, Language language);

// The phrase with its placeholders filled: fill(Phrase::why_zone_entry, language, {{"vessel", …}, …}).
// What is not given stays as it is. Values are taken as they are: an output still escapes the whole
// (text/terminal.h).
using Fills = std::initializer_list<std::pair<std::string_view, std::string_view>>;
[[nodiscard]] std::string fill(Phrase key, Language language, Fills fills);

}  // namespace selat::text
