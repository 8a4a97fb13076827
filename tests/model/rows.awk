# Makes the file `rows` for leases_trace.pml of what a trace says of one sector (-v sector=S01). Two passes: the same
# file twice.
function rank(term) { return ranks[term] }
function epoch_of(text,  parts) {
  if (text == "-") { return 0 }
  split(text, parts, ":")
  return rank(parts[1]) * 65536 + parts[2]
}
function note_term(term) { if (term > 0 && !(term in terms)) { terms[term] = 1; sorted[++term_count] = term + 0 } }
function terminal_of(name) {
  if (!(name in terminals)) { terminals[name] = terminal_count++ }
  return terminals[name]
}
function point_of(name) {
  if (name == "-") { return 0 }
  if (!(name in points)) { points[name] = ++point_count }
  return points[name]
}
function row(kind, point, terminal, epoch, x, left) {
  rows[++row_count] = sprintf("%d %d %d %d %d %d %d %d", $1 - last_ms, kind, point, terminal, epoch, x, FNR, left)
  last_ms = $1
}
FNR == 1 { pass++ }
pass == 1 {
  if ($2 == "start" || $2 == "term") { note_term($3) }
  if ($2 == "hears") { note_term($7) }
  for (n = 3; n <= NF; n++) { if ($n ~ /^[0-9]+:[0-9]+$/) { split($n, parts, ":"); note_term(parts[1]) } }
  if ($2 == "speaks") { terminal = terminal_of($4); of_point[terminal] = point_of($3) }
  next
}
pass == 2 && FNR == 1 {
  for (n = 2; n <= term_count; n++) {
    for (k = n; k > 1 && sorted[k] < sorted[k - 1]; k--) { swap = sorted[k]; sorted[k] = sorted[k - 1]; sorted[k - 1] = swap }
  }
  for (n = 1; n <= term_count; n++) { ranks[sorted[n]] = n }
}
$2 == "lost" { row(1) }
$2 == "start" { row(2, 0, 0, rank($3), $4); is_dirty = 0 }
$2 == "outline" && $3 == sector { row(3) }
$2 == "crash" { row(4); is_dirty = 0 }
$2 == "term" { row(5, 0, 0, rank($3)); is_dirty = 1 }
$2 == "speaks" { row(6, point_of($3), terminal_of($4)) }
$2 == "accepts" && $4 == sector { row(7, of_point[terminal_of($3)], terminal_of($3), epoch_of($5)) }
$2 == "releases" && $4 == sector { row(8, of_point[terminal_of($3)], terminal_of($3), epoch_of($5)); is_dirty = 1 }
$2 == "leaves" { row(9, of_point[terminal_of($3)], terminal_of($3)) }
$2 == "record" && $3 == sector { row(10, point_of($4), 0, epoch_of($5)); is_dirty = 1 }
$2 == "offer" && $4 == sector { row(11, point_of($3), 0, epoch_of($5)) }
$2 == "holds" && $4 == sector { row(12, of_point[terminal_of($3)], terminal_of($3), epoch_of($5)) }
$2 == "saved" && is_dirty { row(13); is_dirty = 0 }
$2 == "hears" && $4 == sector && !($3 in gone) { row(14, of_point[terminal_of($3)], terminal_of($3), epoch_of($5), rank($7), $6) }
$2 == "gives-back" && $4 == sector && ($3 in terminals) { row(15, 0, terminal_of($3), epoch_of($5)) }
$2 == "over" && ($3 in terminals) { row(16, 0, terminal_of($3)); gone[$3] = 1 }
$2 == "effective" && $4 == sector { row(17, 0, terminal_of($3), epoch_of($5)) }
$2 == "stays-ending" && $3 == sector { row(18) }
END {
  print terminal_count
  for (n = 0; n < terminal_count; n++) { print of_point[n] }
  for (n = 1; n <= row_count; n++) { print rows[n] }
}
