// selat chart draw --out FILE

#include <iostream>

#include "app/chart_command.h"
#include "base/system_words.h"
#include "cli/command_line.h"
#include "config/box_text.h"
#include "draw/chart_plot.h"
#include "runtime/exit_status.h"
#include "runtime/whole_file.h"
#include "service/chart_setup.h"
#include "service/command_json.h"
#include "text/terminal.h"
#include "text/translate.h"

namespace selat::app {
namespace {

geo::Box box_of(const std::string& text) {
  const auto box = config::box_of(text);
  if (!box) {
    throw runtime::UsageError(LocalizedMessage(
        tr("--bbox: {what}; write WEST,SOUTH,EAST,NORTH in degrees, such as 103.5,1,104.5,1.5"),
        {{"what", box.error()}}));
  }
  return *box;
}

draw::Palette palette_of(const std::string& text) {
  const auto palette = from_name<draw::Palette>(text);
  if (!palette) {
    throw runtime::UsageError(
        LocalizedMessage(tr("--palette '{text}' is not day or night"), {{"text", text}}));
  }
  return *palette;
}

// A slip of the hand must not turn a file of geodata into a picture; devices and pipes are what they are.
void expect_png(const std::filesystem::path& out) {
  std::error_code unknown;
  const bool is_file =
      std::filesystem::is_regular_file(out, unknown) || !std::filesystem::exists(out, unknown);
  if (is_file && out.extension() != ".png" && out.extension() != ".PNG") {
    throw runtime::UsageError(LocalizedMessage(
        tr("--out {file}: the picture is a PNG; name a file that ends in .png"), {{"file", out.string()}}));
  }
}

}  // namespace

int chart_draw(int argc, char** argv) {
  cli::CommandLine line(
      "chart draw",
      tr("Draws the chart as a PNG picture: coast, waters by nation, lanes, sectors, treaty lines, "
         "control points; below it the legend of what is on it. Not for navigation."),
      cli::CommandLine::Reads::settings);
  std::filesystem::path out;
  std::string box;
  std::uint64_t width = 1'800;
  line.option("-o,--out", tr("FILE"), out, tr("The image to write; a file of that name is replaced."));
  line.option("--bbox", verbatim("W,S,E,N"), box,
              tr("What to show, in degrees (default: the whole Strait)."));
  line.option("--width", verbatim("PX"), width, tr("The width of the image (400 to 6000)."));
  std::string palette;
  line.option("--palette", verbatim("day|night"), palette,
              tr("Its colours (default: day); night has nothing bright in it."));
  bool is_json = false;
  line.flag("--json", is_json, tr("The result as JSON."));
  line.examples({"selat chart draw --out strait.png",
                 "selat chart draw --out singapore.png --bbox 103.5,1,104.5,1.5 --width 2400",
                 "selat chart draw --out selat.png --lang ms --palette night"});
  if (const auto status = line.parse(argc, argv)) {
    return *status;
  }
  if (out.empty()) {
    throw runtime::UsageError(tr("name the picture to write: --out strait.png"));
  }
  expect_png(out);
  draw::View view;
  if (!box.empty()) {
    view.box = box_of(box);
  }
  view.language = line.settings().language;
  if (!palette.empty()) {
    view.palette = palette_of(palette);
  }
  view.width_px = static_cast<int>(std::min<std::uint64_t>(width, 1'000'000));
  const auto drawn = draw::draw_chart(service::chart_of(line.settings()), view);
  if (!drawn) {
    throw runtime::UsageError(drawn.error().reason);
  }
  if (const auto written = runtime::write_output(out, drawn->png); !written) {
    throw runtime::Failure(LocalizedMessage(
        tr("cannot write {file}: {why}"), {{"file", out.string()}, {"why", system_words(written.error())}}));
  }
  if (is_json) {
    std::cout << service::as_json(service::Picture{out, view, *drawn}) << std::endl;
    return runtime::kSuccess;
  }
  std::cout << text::for_terminal(text::translate(
                   LocalizedMessage(
                       tr("{file}: {width} x {height} pixels"),
                       {{"file", out.string()}, {"width", drawn->width_px}, {"height", drawn->height_px}}),
                   line.settings().language))
            << std::endl;
  return runtime::kSuccess;
}

}  // namespace selat::app
