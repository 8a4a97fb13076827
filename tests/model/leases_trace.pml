/* Whether a trace of the C++ (tests/simulation/coordinate/trace.h) is a run of the rules: each event of one
 * sector is what a rule does, or is refused. rows.awk makes the file `rows` of the trace: what happens and after
 * how many milliseconds; terms are numbered in their order. The server of the trace knows more than the model: it
 * may end an offer at any time.
 */

#define NOBODY 0
#define CONTROL_POINTS 4
#define TERMINALS 800
#define NO_TERMINAL TERMINALS
#define SPAN int
#define TERM int
#define RUN byte    /* no trace says it */
#define EPOCH int
#define TERM_OF(e) ((e) >> 16)
#define EPOCH_OF(term, counter) (((term) << 16) | (counter))
#define SKEW 2000
#define DRIFT 1900      /* clocks are wrong by 1 %, leases 180 s or shorter */
#define LONGEST_EVER 0  /* no trace loses its database while a longer lease than the new setting may run */
#define CONTROL_POINT(t) point_of[t]

byte point_of[TERMINALS];

/* On the way to the disk. */
bool is_pending, is_pending_ending;
byte pending_holder;
EPOCH pending_epoch, highest_saved, highest_offered;
TERM pending_term;
bool is_outline_new, is_numbered_anew;

/* The row. */
int next, later, kind, point, t, e, x, left;
short i;

inline save_record() {
  is_pending = true;
  pending_holder = holder;
  pending_epoch = epoch;
  is_pending_ending = is_ending
}
inline save_term() { pending_term = term }
inline tell(who, which, left) { skip }

#include "leases_rules.pml"

c_decl {
#define MOST_ROWS 200000
static int row_count, rows[MOST_ROWS][8];

/* Which control point each terminal is of, then the rows. */
static int read_rows(unsigned char* point_of) {
  FILE* file = fopen("rows", "r");
  int count = 0;
  if (!file || fscanf(file, "%d", &count) != 1 || count > TERMINALS) { return 0; }
  for (int n = 0; n < count; ++n) {
    int one = 0;
    if (fscanf(file, "%d", &one) != 1) { return 0; }
    point_of[n] = one;
  }
  while (row_count < MOST_ROWS && fscanf(file, "%d", &rows[row_count][0]) == 1) {
    for (int n = 1; n < 8; ++n) {
      if (fscanf(file, "%d", &rows[row_count][n]) != 1) { return 0; }
    }
    ++row_count;
  }
  fclose(file);
  return row_count > 0 && row_count < MOST_ROWS;
}
}

inline must(condition) {
  if
  :: condition
  :: else ->
    c_code { printf("refused: line %d\n", rows[now.next - 1][6]); printf("holder %d epoch %d:%d leased_for %d terminal before %d earlier %d unknown %d for %d offer %d to %d longest %d\n", now.holder, now.epoch >> 16, now.epoch & 65535, now.leased_for, now.earlier_terminal_for, now.earlier, now.is_unknown, now.unknown_for, now.offer, now.offered_to, now.disk_longest); };
    assert(condition)
  fi
}

#define NOBODY_EVER_HEARD (highest_effective == 0)

inline record_nobody() {
  if
  :: is_unknown ->
    must(unknown_for == 0 || NOBODY_EVER_HEARD);
    know_again()
  :: !is_unknown && holder != NOBODY ->
    must(leased_for == 0);
    is_accepted = false;
    let_go()
  :: else -> save_record()  /* given back a moment ago */
  fi;
  must(epoch == e)
}

inline record_holder() {
  if
  :: holder == point && epoch == e -> skip  /* accepted a moment ago */
  :: (holder != point || epoch != e) && offered_to == point && offer == e ->
    must(is_accepted && !is_unknown && (holder == NOBODY || leased_for == 0));
    grant()
  :: holder == point && epoch != e && offer != e ->
    must(is_numbered_anew && TERM_OF(e) == term && e >= epoch);
    is_numbered_anew = false;
    epoch = e;
    highest_granted = MAX(highest_granted, e);
    save_record()
  :: else ->
    must(MAY_BE_CLAIMED(e));
    adopt(speaker[point], e)
  fi
}

inline send_offer() {
  if
  :: offered_to == point && offer == e -> skip  /* again */
  :: else ->
    end_offer();
    must(MAY_OFFER(point) && TERM_OF(e) == term && e > highest_offered);
    highest_offered = e;
    counter = (e & 65535) - 1;
    make_offer(point)
  fi
}

/* The server may see to it later: while it stood still, no time had passed for it. */
inline give_up() {
  if
  :: IS_RELEASED(t, e) -> linger()
  :: else
  fi
}

inline hold_longer() {
  must(holder == point && epoch == e && !is_ending);
  if
  :: IS_WAITING -> end_offer()
  :: else
  fi;
  renew(t)
}

inline know_on_disk() {
  disk_term = pending_term;
  if
  :: is_pending ->
    disk_has_record = true;
    disk_holder = pending_holder;
    disk_epoch = pending_epoch;
    disk_is_ending = is_pending_ending;
    highest_saved = MAX(highest_saved, pending_epoch);
    is_pending = false
  :: else
  fi
}

#define LOST 1
#define START 2
#define OUTLINE 3
#define CRASH 4
#define NEW_TERM 5
#define SPEAKS_NOW 6
#define ACCEPTS 7
#define RELEASES 8
#define LEAVES 9
#define RECORD 10
#define OFFERS 11
#define HOLDS 12
#define SAVED 13
#define HEARS 14
#define GIVES_BACK 15
#define OVER 16
#define EFFECTIVE 17
#define STAYS_ENDING 18

inline take_row() {
  if
  :: kind == LOST -> lose_database(); is_pending = false; pending_term = 0
  :: kind == START ->
    must(e > disk_term);
    start(e, x, is_outline_new, false);
    disk_term = term;
    is_outline_new = false
  :: kind == OUTLINE -> is_outline_new = true
  :: kind == CRASH -> is_pending = false; pending_term = disk_term
  :: kind == NEW_TERM && e == term -> save_term()
  :: kind == NEW_TERM && e != term ->
    must(e > term);
    begin_term(e);
    is_numbered_anew = (holder != NOBODY)
  :: kind == SPEAKS_NOW && speaker[point] != t -> change_terminal(t)
  :: kind == ACCEPTS && SPEAKS(t) -> accept(t, e)
  :: kind == RELEASES && SPEAKS(t) -> give_up()
  :: kind == LEAVES && SPEAKS(t) ->
    if
    :: offered_to == point -> end_offer()
    :: else
    fi;
    e = epoch;
    if
    :: IS_RELEASED(t, e) -> leave_to_next()
    :: give_up()
    fi
  :: kind == RECORD && point == NOBODY -> record_nobody()
  :: kind == RECORD && point != NOBODY -> record_holder()
  :: kind == OFFERS -> send_offer()
  :: kind == HOLDS -> hold_longer()
  :: kind == SAVED -> know_on_disk()
  :: kind == HEARS && OBEYS(t, x & 65535) ->
    must(e <= highest_saved);
    hear_server(t, x & 65535, 0);
    left = LESS(left + DRIFT, SKEW);
    if
    :: !IS_GIVEN_BACK(t, e) -> hold(t, e, left)
    :: else
    fi
  :: kind == GIVES_BACK -> give_back(t, e)
  :: kind == OVER -> held[t] = 0; held_for[t] = 0
  :: kind == EFFECTIVE -> must(held[t] == e && held_for[t] > 0)
  :: kind == STAYS_ENDING -> must(disk_is_ending && holder != NOBODY); is_ending = true
  :: else
  fi
}



init {
  d_step {
    c_code { now.next = read_rows(now.point_of) ? 0 : -1; };
    assert(next == 0);
    for (i : 1 .. CONTROL_POINTS) {
      speaker[i] = NO_TERMINAL
    }
    i = 0
  }
  do
  :: c_expr { now.next < row_count } ->
    d_step {
      c_code {
        const int* const row = rows[now.next++];
        now.later = row[0]; now.kind = row[1]; now.point = row[2]; now.t = row[3];
        now.e = row[4]; now.x = row[5]; now.left = row[7];
      };
      pass_time(later);
      if
      :: earlier == 0 && disk_longest > lease && lease > 0 -> lower_promise()
      :: else
      fi;
      take_row();
      later = 0; kind = 0; x = 0; left = 0
    }
  :: c_expr { now.next >= row_count } -> break
  od
}
