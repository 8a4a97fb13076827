/* The rules by which one sector is leased, as the server (coordinate/sector_leases) and the terminals of
 * control points (coordinate/control_point_agent) keep them. leases.pml lets them act in every order;
 * leases_trace.pml lets them act as a trace of the C++ says.
 *
 * Who includes this says: NOBODY < the control points; TERMINALS, CONTROL_POINT(t); types SPAN, TERM, RUN, EPOCH;
 * TERM_OF(epoch), EPOCH_OF(term, counter); SKEW and DRIFT; LONGEST_EVER, the longest lease that any setting
 * allows; tell(t, e, left), which sends; save_record() and save_term(), after which the disk knows them.
 *
 * Spans are what is left of them in real time. By its own clock a holder stops SKEW before its lease ends and
 * the server frees the sector SKEW after; the clocks of both may be wrong by DRIFT within that time, the
 * holder's slow and the server's fast, which is the worst case.
 *
 * Each macro WITHOUT_... turns one guard off: the model must then fail (leases.test).
 */

#ifdef WITHOUT_SKEW_AT_HOLDER
#define HOLDS_FOR(lease) ((lease) + DRIFT)
#else
#define HOLDS_FOR(lease) ((lease) - SKEW + DRIFT)
#endif
#ifdef WITHOUT_SKEW_AT_SERVER
#define WAITS_FOR(lease) ((lease) - DRIFT)
#else
#define WAITS_FOR(lease) ((lease) + SKEW - DRIFT)
#endif

/* The server's disk. */
TERM disk_term;
bool disk_has_record;
byte disk_holder;
EPOCH disk_epoch;
bool disk_is_ending;   /* its holder has given it back */
SPAN disk_longest;  /* no lease promised so far that may still run is longer */

/* The server's memory. */
TERM term, first_term;     /* the present one; the one it started with */
RUN server_run;                   /* the number of this start, unlike all others */
SPAN lease;                /* its setting */
SPAN earlier;              /* until then a lease of an earlier server may be valid */
bool is_unknown;           /* it cannot know who holds the sector */
bool is_lost;              /* and may take the holder's word for it */
SPAN unknown_for;
byte holder;
EPOCH epoch;               /* of the holder, or of the last one */
SPAN leased_for;           /* meaningful while there is a holder, as the next two */
SPAN earlier_terminal_for; /* until then a lease of an earlier terminal of the holder may be valid */
bool is_ending;            /* given back by one terminal, perhaps still used by another */
byte offered_to;
EPOCH offer;
bool is_accepted;
byte counter;              /* of the epochs of this term */
short speaker[CONTROL_POINTS + 1];

/* The terminals. */
EPOCH held[TERMINALS];     /* 0: nothing */
SPAN held_for[TERMINALS];  /* effective while > 0 */
EPOCH least[TERMINALS];    /* what is below was given back */
TERM heard[TERMINALS];     /* the highest term of a server */
RUN heard_run[TERMINALS];  /* of the server that said it */

/* Whatever the clocks say: what must be true of the past. */
EPOCH highest_granted, highest_effective;
byte effective_at;         /* which control point */
bool is_epoch_unsure;      /* the past was lost, and the wall clock too */

#define MAX(a, b) ((a) > (b) -> (a) : (b))
#define LESS(a, b) ((a) > (b) -> (a) - (b) : 0)
#define IS_WAITING (offered_to != NOBODY && is_accepted && holder != NOBODY)
#ifndef HAS_LEFT
#define HAS_LEFT(t) false
#endif
#define SPEAKS(t) (speaker[CONTROL_POINT(t)] == (t) && !HAS_LEFT(t))

inline end_offer() {
  offered_to = NOBODY;
  offer = 0;
  is_accepted = false;
}

inline clear_lease() {
  holder = NOBODY;
  leased_for = 0;
  earlier_terminal_for = 0;
  is_ending = false;
}

/* The server cannot rely on its record: an earlier or later one may have given the sector to anybody. */
inline forget(the_past_is_lost) {
  unknown_for = MAX(earlier, MAX(leased_for, earlier_terminal_for));
  clear_lease();
  end_offer();
  is_unknown = true;
  is_lost = the_past_is_lost;
}

/* A new process of the server. `is_outline_new`: the sector's outline is not the one recorded; `stays_ending`:
 * what was given back before stays so, where an earlier terminal may act still. */
inline start(new_term, new_lease, is_outline_new, stays_ending) {
  assert(new_term > disk_term);
  term = new_term;
  first_term = new_term;
  save_term();
  lease = new_lease;
#ifdef WITHOUT_PROMISE
  disk_longest = new_lease;
#else
  disk_longest = MAX(disk_longest, new_lease);
#endif
  earlier = WAITS_FOR(disk_longest);
  counter = 0;
  server_run++;
  end_offer();
  is_unknown = false;
  is_lost = false;
  unknown_for = 0;
  holder = disk_holder;
  epoch = disk_epoch;
  leased_for = (holder != NOBODY -> earlier : 0);
  earlier_terminal_for = leased_for;
  if
  :: !disk_has_record -> forget(true)
#ifdef WITHOUT_WINDOW_OF_OUTLINE
  :: disk_has_record && is_outline_new -> clear_lease()
#else
  :: disk_has_record && is_outline_new -> forget(false)
#endif
  :: else
  fi;
  is_ending = (stays_ending && disk_is_ending && holder != NOBODY)
}

/* The database is gone, and with it the promise. It counts as the longest there can be: the setting is the
 * same, or a control point has told what it was promised. Where neither is so nothing says how long to wait. */
inline lose_database() {
  disk_term = 0;
#ifdef WITHOUT_WINDOW_AFTER_LOSS
  disk_has_record = true;
#else
  disk_has_record = false;
#endif
  disk_holder = NOBODY;
  disk_epoch = 0;
  disk_is_ending = false;
#ifdef WITHOUT_LONGEST_AFTER_LOSS
  disk_longest = 0;
#else
  disk_longest = LONGEST_EVER;
#endif
}

/* No earlier promise runs any more. */
inline lower_promise() {
  disk_longest = lease;
}

/* A request tells of another server than this one, with a term that is not lower: the same one may be given
 * twice where the past and the wall clock are lost. What this server gave has
 * an epoch below that one's: the holder gets a new one. */
inline begin_term(new_term) {
  term = new_term;
  save_term();
  counter = 0;
  end_offer();
  if
  :: !is_unknown && earlier > 0 && TERM_OF(epoch) < first_term -> forget(true)
  :: !is_unknown && (earlier == 0 || TERM_OF(epoch) >= first_term) && holder != NOBODY ->
    counter++;
    epoch = EPOCH_OF(term, counter);
    highest_granted = MAX(highest_granted, epoch);
    save_record()
  :: else
  fi
}

#define IS_OF_ANOTHER_RUN(r) ((r) != server_run)
inline hear_of_term(known, known_run) {
  if
#ifndef WITHOUT_TERM_IN_REQUESTS
  :: known > term || (known == term && IS_OF_ANOTHER_RUN(known_run)) -> begin_term(known + 1)
#endif
  :: else
  fi
}

inline know_again() {
  is_unknown = false;
  is_lost = false;
  save_record();
}

#ifdef WITHOUT_TERM_OF_CLAIM
#define IS_CLAIM_OF_NOW(known, known_run) true
#else
#define IS_CLAIM_OF_NOW(known, known_run) ((known) == term && !IS_OF_ANOTHER_RUN(known_run))
#endif
#ifdef WITHOUT_DOUBT_OF_CLAIM
#define MAY_BE_CLAIMED(e) (holder == NOBODY)
#else
#define MAY_BE_CLAIMED(e) (is_unknown && is_lost && (e) >= epoch && TERM_OF(e) < term)
#endif
#define IS_ADOPTED(e, known, known_run) ((e) != 0 && IS_CLAIM_OF_NOW(known, known_run) && MAY_BE_CLAIMED(e))

inline adopt(t, e) {
  holder = CONTROL_POINT(t);
  epoch = e;
#ifdef WITHOUT_EARLIER_PROMISE_OF_CLAIM
  leased_for = WAITS_FOR(lease);
#else
  leased_for = MAX(WAITS_FOR(lease), unknown_for);
#endif
  earlier_terminal_for = unknown_for;
  is_ending = false;
  is_unknown = false;
  is_lost = false;
  unknown_for = 0;
  save_record();
}

inline make_offer(c) {
  counter++;
  offered_to = c;
  offer = EPOCH_OF(term, counter);
  is_accepted = false;
}
#ifdef WITHOUT_UNKNOWN
#define MAY_OFFER(c) (offered_to == NOBODY && (holder != (c) || is_ending))
#else
#define MAY_OFFER(c) (!is_unknown && offered_to == NOBODY && (holder != (c) || is_ending))
#endif

inline grant() {
  assert(is_epoch_unsure || offer > highest_granted);
  highest_granted = offer;
#ifndef WITHOUT_EARLIER_TERMINAL_OF_TAKER
  if
  :: holder == offered_to -> skip  /* it takes again what it gave back */
  :: else -> earlier_terminal_for = 0
  fi;
#else
  earlier_terminal_for = 0;
#endif
  holder = offered_to;
  epoch = offer;
  leased_for = WAITS_FOR(lease);
  is_ending = false;
  end_offer();
#ifndef WITHOUT_RECORD_BEFORE_GRANT
  save_record();
#endif
  tell(speaker[holder], epoch, HOLDS_FOR(lease));
}

/* The sector is free for the next one. */
inline let_go() {
  clear_lease();
  if
  :: offered_to != NOBODY && is_accepted -> grant()
  :: else -> save_record()
  fi
}

#define MAY_RENEW(t) (holder == CONTROL_POINT(t) && !is_ending && !IS_WAITING)

inline renew(t) {
  leased_for = MAX(leased_for, WAITS_FOR(lease));
  tell(t, epoch, HOLDS_FOR(lease));
}

#define IS_OFFERED(t, e) (offered_to == CONTROL_POINT(t) && offer == (e))

inline accept(t, e) {
  if
  :: MAY_RENEW(t) && epoch == e -> renew(t)  /* our grant was lost */
  :: else ->
    if
    :: IS_OFFERED(t, e) ->
      is_accepted = true;
#ifdef WITHOUT_WAIT_FOR_HOLDER
      grant()
#else
      if
      :: holder == NOBODY || holder == CONTROL_POINT(t) -> grant()
      :: else
      fi
#endif
    :: else
    fi
  fi
}

#ifdef WITHOUT_EPOCH_OF_RELEASE
#define RELEASES_EPOCH(e) true
#else
#define RELEASES_EPOCH(e) (epoch == (e))
#endif
#define IS_RELEASED(t, e) (holder == CONTROL_POINT(t) && RELEASES_EPOCH(e))

/* Given back by one terminal, while an earlier one may still act on its lease. */
inline linger() {
  is_ending = true;
  leased_for = earlier_terminal_for;
  save_record()
}

/* Its terminal has left, while an earlier one may still act: the next one of the control point may go on. */
inline leave_to_next() {
  leased_for = earlier_terminal_for
}

inline leave(t) {
  if
  :: offered_to == CONTROL_POINT(t) -> end_offer()
  :: else
  fi;
  if
#ifdef WITHOUT_EARLIER_TERMINAL_OF_LEAVER
  :: holder == CONTROL_POINT(t) -> let_go()
#else
  :: holder == CONTROL_POINT(t) && earlier_terminal_for > 0 -> leave_to_next()
  :: holder == CONTROL_POINT(t) && earlier_terminal_for == 0 -> let_go()
#endif
  :: else
  fi
}

inline release(t, e) {
  if
  :: IS_RELEASED(t, e) && earlier_terminal_for > 0 -> linger()
  :: IS_RELEASED(t, e) && earlier_terminal_for == 0 -> let_go()
  :: else
  fi
}

/* Another terminal begins to act for a control point; the earlier one may still be running. */
inline change_terminal(t) {
  speaker[CONTROL_POINT(t)] = t;
  if
  :: holder == CONTROL_POINT(t) ->
#ifndef WITHOUT_EARLIER_TERMINAL
    earlier_terminal_for = leased_for
#endif
  :: else
  fi;
  if
  :: offered_to == CONTROL_POINT(t) -> end_offer()
  :: else
  fi
}

/* A terminal is told that it holds the sector. */
#ifdef WITHOUT_OBEDIENCE_TO_TERMS
#define OBEYS(t, told_by) true
#else
#define OBEYS(t, told_by) ((told_by) >= heard[t])
#endif

#ifdef WITHOUT_EPOCH_AT_TERMINAL
#define IS_GIVEN_BACK(t, e) false
#else
#define IS_GIVEN_BACK(t, e) ((e) < least[t])
#endif

inline hear_server(t, told_by, its_run) {
  if
  :: told_by >= heard[t] ->
    heard[t] = told_by;
    heard_run[t] = its_run
  :: else
  fi
}

inline hold(t, e, left) {
  if
  :: e > held[t] ->
    held[t] = e;
    held_for[t] = left
  :: e == held[t] -> held_for[t] = MAX(held_for[t], left)
  :: else
  fi;
  for (i : 0 .. TERMINALS - 1) {
    assert(held_for[t] == 0 || held_for[i] == 0 || CONTROL_POINT(t) == CONTROL_POINT(i))
  }
  if
  :: held_for[t] > 0 ->
    /* A former terminal may act in the epoch that its own control point has given back and taken again. */
    assert(is_epoch_unsure || held[t] >= highest_effective || effective_at == CONTROL_POINT(t));
    if
    :: held[t] >= highest_effective || is_epoch_unsure ->
      highest_effective = held[t];
      effective_at = CONTROL_POINT(t)
    :: else
    fi
  :: else
  fi
}

inline give_back(t, e) {
  least[t] = MAX(least[t], e + 1);
  if
  :: held[t] < least[t] ->
    held[t] = 0;
    held_for[t] = 0
  :: else
  fi
}

/* Time passes for all alike; `a_while` is no longer than the shortest span that matters. */
inline pass_time(a_while) {
  earlier = LESS(earlier, a_while);
  unknown_for = LESS(unknown_for, a_while);
  leased_for = LESS(leased_for, a_while);
  earlier_terminal_for = LESS(earlier_terminal_for, a_while);
  for (i : 0 .. TERMINALS - 1) {
    held_for[i] = LESS(held_for[i], a_while);
    if
    :: held_for[i] == 0 -> held[i] = 0
    :: else
    fi
  }
}
