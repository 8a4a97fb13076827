#include "service/tide_and_sky_text.h"

#include <cmath>

#include "text/measure.h"
#include "text/names.h"
#include "text/terminal.h"
#include "text/translate.h"

namespace selat::service {
namespace {

// In the order of each enum.
constexpr auto kLights =
    std::to_array<MessageId>({tr("daylight"), tr("civil twilight"), tr("nautical twilight"), tr("night")});
constexpr auto kPhases = std::to_array<MessageId>(
    {tr("new moon"), tr("waxing crescent"), tr("first quarter"), tr("waxing gibbous"), tr("full moon"),
     tr("waning gibbous"), tr("last quarter"), tr("waning crescent")});
static_assert(kLights.size() == enum_count<sky::Light> && kPhases.size() == enum_count<sky::Phase>);

class Rows {
 public:
  Rows(const TideAndSky& result, Language language) : result_(result), language_(language) {}

  [[nodiscard]] std::vector<SheetRow> all() {
    add(tr("Time"), text::date_and_time(result_.at));
    if (result_.tide) {
      add_tide(*result_.tide);
    } else {
      add(tr("Tide"), {tr("unknown: no gauge within {distance} over water"),
                       {{"distance", text::distance(kFarthestGauge, language_)}}});
    }
    add_sun();
    add_moon();
    return std::move(rows_);
  }

 private:
  [[nodiscard]] std::string words(const LocalizedMessage& message) const {
    return text::translate(message, language_);
  }
  void add(MessageId what, std::string told) { rows_.push_back({what, std::move(told)}); }
  void add(MessageId what, const LocalizedMessage& message) { add(what, words(message)); }

  // Metres to a tenth, which is more than constants without weather promise.
  [[nodiscard]] std::string heights(const TideAtGauge& tide, Distance height) const {
    const auto metres = [this](Distance up) {
      return text::number(std::abs(text::tenth(up.in_metres())), 1, language_) + " m";
    };
    const Distance over_lat = height + tide.gauge->mean_above_lat;
    return words({height < Distance() ? tr("{height} below mean level") : tr("{height} above mean level"),
                  {{"height", metres(height)}}}) +
           ", " +
           words({over_lat < Distance() ? tr("{height} below lowest astronomical tide")
                                        : tr("{height} above lowest astronomical tide"),
                  {{"height", metres(over_lat)}}});
  }
  // To the minute: "2026-11-30T18:42Z"
  [[nodiscard]] static std::string minute(Instant at) {
    return text::date_and_time(at + Span::seconds(30)).substr(0, 16) + 'Z';
  }
  [[nodiscard]] std::string time_of(sky::Event event) const {
    const auto& at = result_.sky.next[static_cast<std::size_t>(event)];
    return at ? minute(*at) : words(tr("none within two days"));
  }

  void add_turn(MessageId what, const TideAtGauge& tide, const std::optional<tide::Turn>& turn) {
    if (turn) {
      add(what, minute(turn->at) + ", " + heights(tide, turn->height));
    }
  }

  void add_tide(const TideAtGauge& tide) {
    add(tr("Tide"),
        heights(tide, tide.height) + ", " + words(tide.next.is_rising ? tr("rising") : tr("falling")));
    add_turn(tr("Next high water"), tide, tide.next.high);
    add_turn(tr("Next low water"), tide, tide.next.low);
    add(tr("Tide gauge"), {tr("{name}, {distance} over water; record {from} to {to}"),
                           {{"name", text::for_terminal(text::name(tide.gauge->names, language_))},
                            {"distance", text::distance(tide.over_water, language_)},
                            {"from", tide.gauge->record_from},
                            {"to", tide.gauge->record_to}}});
    add(tr("How sure"), tr("computed from moon and sun, without weather; at the gauge, not here; no official "
                           "prediction"));
    add(tr("Source"), text::for_terminal(tide.gauge->credit));
  }

  [[nodiscard]] std::string over_horizon(const sky::Seen& seen) const {
    const double degrees = std::trunc(seen.altitude.in_degrees());
    if (degrees == 0) {  // refraction and its radius decide whether it is up
      return words({tr("at the horizon, in {bearing}"), {{"bearing", text::bearing(seen.azimuth)}}});
    }
    return words(
        {degrees < 0 ? tr("{n}° below the horizon, in {bearing}")
                     : tr("{n}° above the horizon, in {bearing}"),
         {{"n", text::number(std::abs(degrees), 0, language_)}, {"bearing", text::bearing(seen.azimuth)}}});
  }

  void add_sun() {
    const SkyOverPlace& over = result_.sky;
    add(tr("Sun"), over_horizon(over.sun) + ": " + words(kLights[static_cast<std::size_t>(over.light)]));
    add(tr("Next sunrise"), {tr("{time}; nautical dawn {nautical}, civil dawn {civil}"),
                             {{"time", time_of(sky::Event::sunrise)},
                              {"nautical", time_of(sky::Event::nautical_dawn)},
                              {"civil", time_of(sky::Event::civil_dawn)}}});
    add(tr("Next sunset"), {tr("{time}; civil dusk {civil}, nautical dusk {nautical}"),
                            {{"time", time_of(sky::Event::sunset)},
                             {"civil", time_of(sky::Event::civil_dusk)},
                             {"nautical", time_of(sky::Event::nautical_dusk)}}});
  }

  void add_moon() {
    const SkyOverPlace& over = result_.sky;
    add(tr("Moon"), {tr("{where}: {phase}, {n} % lit"),
                     {{"where", over_horizon(over.moon)},
                      {"phase", words(kPhases[static_cast<std::size_t>(over.phase.phase)])},
                      {"n", text::number(over.phase.lit * 100, 0, language_)}}});
    add(tr("Next moonrise"), time_of(sky::Event::moonrise));
    add(tr("Next moonset"), time_of(sky::Event::moonset));
    const LocalizedMessage moonlit(tr("no: night, but the moon is up, {n} % lit"),
                                   {{"n", text::number(over.phase.lit * 100, 0, language_)}});
    add(tr("Dark"), over.is_dark()                    ? tr("yes: night, the moon below the horizon")
                    : over.light == sky::Light::night ? moonlit
                                                      : tr("no: the sun gives light"));
  }

  const TideAndSky& result_;
  Language language_;
  std::vector<SheetRow> rows_;
};

}  // namespace

std::vector<SheetRow> rows_of(const TideAndSky& result, Language language) {
  return Rows(result, language).all();
}

}  // namespace selat::service
