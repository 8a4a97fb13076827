/* One sector, a server that is restarted and loses its database, two control points of which one changes its
 * terminal, or leaves to its next one, and a network that loses, doubles, delays and reorders. The rules are in leases_rules.pml.
 *
 * Bounds: leases of 1 or 2 units of time; at most two different messages under way in each direction (a message
 * is doubled and delayed as long as anybody likes); RESTARTS of the server, of which LOSSES without its
 * database; OFFERS in a term.
 */

#define NOBODY 0
#define BATAM 1
#define LUMUT 2
#define CONTROL_POINTS 2
#ifndef LEAVES
#define LEAVES 0   /* of batam's terminals */
#endif
#if LEAVES > 0
#define TERMINALS 4  /* 0, 1 and 3 of batam, in this order; 2 of lumut */
#else
#define TERMINALS 3
#endif
#define CONTROL_POINT(t) ((t) == 2 -> LUMUT : BATAM)

#ifndef RESTARTS
#define RESTARTS 1
#endif
#ifndef LOSSES
#define LOSSES 0
#endif
#ifndef OFFERS
#define OFFERS 2
#endif
#ifndef LONGEST_EVER
#define LONGEST_EVER 2
#endif
#ifndef SHORTEST_EVER
#define SHORTEST_EVER LONGEST_EVER
#endif
#ifndef CHANGES
#define CHANGES 1  /* of batam's terminal */
#endif
#ifndef OUTLINES
#define OUTLINES 0 /* new outlines of the sector */
#endif

#ifndef FORMERS
#define FORMERS 0  /* servers that live on when a new one has begun on the same database */
#endif

#define SKEW 1
#define DRIFT 1
#define SPAN byte
#define TERM byte
#define RUN byte
#define EPOCH byte
#define TERM_OF(e) ((e) >> 2)
#define EPOCH_OF(term, counter) (((term) << 2) | (counter))

byte restarts_left = RESTARTS, losses_left = LOSSES, outlines_left = OUTLINES;
byte changes_left = CHANGES;
bool is_asked[TERMINALS];  /* to say in each sign of life what it holds */
#if LEAVES > 0
byte leaves_left = LEAVES;
bool is_gone[TERMINALS];   /* its process has ended */
bool has_left;             /* the server knows so of batam's terminal */
#define IS_GONE(t) is_gone[t]
#define HAS_LEFT(t) (has_left && (t) != 2)
#else
#define IS_GONE(t) false
#endif

/* The network: two sets of messages, each kept in order, so that equal sets are equal states. */
#define EMPTY 0
#define RENEW 1
#define ACCEPT 2
#define RELEASE 3
#define LEAVE 4
#define HELD 1     /* Grant, Renewed, Welcome: the sector is yours */
#define OFFER 2
#define REVOKE 3
#define WELCOME 4  /* of a server that cannot know who holds the sector */
/* run | kind | terminal | epoch | what is left of the lease | term */
#define MESSAGE(kind, t, e, left, k, r) ((r) << 15 | (kind) << 12 | (t) << 10 | (e) << 5 | (left) << 3 | (k))
#define RUN_OF(m) ((m) >> 15)
#define KIND(m) (((m) >> 12) & 7)
#define WHO(m) (((m) >> 10) & 3)
#define WHICH(m) (((m) >> 5) & 31)
#define LEFT(m) (((m) >> 3) & 3)
#define KNOWN(m) ((m) & 7)
int to_server[2], to_terminals[2];

hidden int m, swapped;
hidden byte i, n, t_heard;

#define KEEP_IN_ORDER(set) \
  if \
  :: set[0] > set[1] -> swapped = set[0]; set[0] = set[1]; set[1] = swapped \
  :: else \
  fi
/* Where there is no room the message is lost. */
#define POST(set, what) \
  if \
  :: set[0] == EMPTY && set[1] != what -> set[0] = what; KEEP_IN_ORDER(set) \
  :: else \
  fi

/* Terms and claims matter only where the past can be lost. Elsewhere terminals obey any server, which is
 * more than they do. */
#if LOSSES > 0
#define SAID_BY_SERVER term
#define RUN_OF_SERVER server_run
#define CLAIM(t) (is_asked[t] -> held[t] : 0)
#else
#define SAID_BY_SERVER 0
#define RUN_OF_SERVER 0
#define CLAIM(t) 0
#endif
inline say(kind, t, e, left) {
  POST(to_terminals, MESSAGE(kind, t, e, left, SAID_BY_SERVER, RUN_OF_SERVER))
}
inline tell(t, e, left) { say(HELD, t, e, left) }
inline offer_to(t, e) { say(OFFER, t, e, 0) }
inline ask_back(t, e) { say(REVOKE, t, e, 0) }

/* Whatever is said is on the disk before: that it is not yet there, or lost on the way, is the same to all. */
inline save_record() {
  disk_has_record = true;
  disk_holder = holder;
  disk_epoch = epoch;
  disk_is_ending = is_ending
}
inline save_term() { disk_term = term }

#include "leases_rules.pml"

/* Another terminal of batam may speak: a later one. */
#define IS_NEXT(t) ((t) != 2 && (t) > speaker[BATAM])

inline take_request() {
  if
  :: IS_NEXT(WHO(m)) && changes_left > 0 && KIND(m) == RENEW ->
    changes_left--;
#if LEAVES > 0
    has_left = false;
#endif
    change_terminal(WHO(m))
  :: else
  fi;
  if
  :: SPEAKS(WHO(m)) && KIND(m) == RENEW ->
    hear_of_term(KNOWN(m), RUN_OF(m));
    if
    :: IS_ADOPTED(WHICH(m), KNOWN(m), RUN_OF(m)) -> adopt(WHO(m), WHICH(m))
    :: else
    fi;
    if
    :: MAY_RENEW(WHO(m)) -> renew(WHO(m))
    :: !MAY_RENEW(WHO(m)) && is_unknown -> say(WELCOME, WHO(m), 0, 0)
    :: else
    fi
  :: SPEAKS(WHO(m)) && KIND(m) == ACCEPT -> accept(WHO(m), WHICH(m))
  :: SPEAKS(WHO(m)) && KIND(m) == RELEASE -> release(WHO(m), WHICH(m))
#if LEAVES > 0
  :: SPEAKS(WHO(m)) && KIND(m) == LEAVE ->
    leave(WHO(m));
    has_left = true
#endif
  :: else
  fi
}

#define IS_HEARD(x) (OBEYS(WHO(x), KNOWN(x)) && !IS_GONE(WHO(x)))

inline take_order() {
  if
  :: !IS_HEARD(m) -> skip
  :: IS_HEARD(m) && KIND(m) == HELD ->
    assert(KNOWN(m) >= heard[WHO(m)]);
    hear_server(WHO(m), KNOWN(m), RUN_OF(m));
    is_asked[WHO(m)] = false;
    if
    :: IS_GIVEN_BACK(WHO(m), WHICH(m)) -> POST(to_server, MESSAGE(RELEASE, WHO(m), WHICH(m), 0, 0, 0))
    :: else -> hold(WHO(m), WHICH(m), LEFT(m))
    fi
  :: IS_HEARD(m) && KIND(m) == OFFER ->
    hear_server(WHO(m), KNOWN(m), RUN_OF(m));
    POST(to_server, MESSAGE(ACCEPT, WHO(m), WHICH(m), 0, 0, 0))
  :: IS_HEARD(m) && KIND(m) == REVOKE ->
    hear_server(WHO(m), KNOWN(m), RUN_OF(m));
    give_back(WHO(m), WHICH(m));
    POST(to_server, MESSAGE(RELEASE, WHO(m), WHICH(m), 0, 0, 0))
  :: IS_HEARD(m) && KIND(m) == WELCOME ->
    hear_server(WHO(m), KNOWN(m), RUN_OF(m));
    is_asked[WHO(m)] = true
  :: else
  fi
}

/* What can have no effect any more is forgotten, so that states are equal that differ in nothing else. An
 * epoch that is over comes back only where somebody claims it. */
#if FORMERS > 0
#define FORMER_OFFERS(e) (former_lives && former_offer == (e))
#else
#define FORMER_OFFERS(e) false
#endif
#define IS_CLAIM(x, t, e) (KIND(x) == RENEW && WHO(x) == (t) && WHICH(x) == (e))
#define IS_TOLD(x, t, e) (KIND(x) == HELD && WHO(x) == (t) && WHICH(x) == (e))
#define CAN_BE_CLAIMED(t, e) ((losses_left > 0 || is_lost) && (held[t] == (e) || \
  IS_CLAIM(to_server[0], t, e) || IS_CLAIM(to_server[1], t, e) || \
  IS_TOLD(to_terminals[0], t, e) || IS_TOLD(to_terminals[1], t, e)))
#define IS_OVER(t, e) ((epoch != (e) || holder != CONTROL_POINT(t)) && !CAN_BE_CLAIMED(t, e))
#define IS_DEAD_REQUEST(x) ((KIND(x) == LEAVE && !SPEAKS(WHO(x))) || KIND(x) != RENEW && KIND(x) != LEAVE && IS_OVER(WHO(x), WHICH(x)) && \
  (KIND(x) == RELEASE -> !RELEASES_EPOCH(WHICH(x)) : WHICH(x) != offer && !FORMER_OFFERS(WHICH(x))))
#define IS_DEAD_ORDER(x) (!IS_HEARD(x) || (KIND(x) == OFFER && WHICH(x) != offer && !FORMER_OFFERS(WHICH(x))) || \
  (KIND(x) == REVOKE && least[WHO(x)] > WHICH(x)) || (KIND(x) == WELCOME && is_asked[WHO(x)] && KNOWN(x) == heard[WHO(x)]))
#define IS_BELOW(set, kind, t) (KIND(set) == kind && WHO(set) == t && WHICH(set) != 0 && WHICH(set) < least[t])
#define IS_LEAST_NEEDED(t) ( \
  (holder == CONTROL_POINT(t) && epoch < least[t]) || (offered_to == CONTROL_POINT(t) && offer < least[t]) || \
  IS_BELOW(to_server[0], RENEW, t) || IS_BELOW(to_server[1], RENEW, t) || \
  IS_BELOW(to_terminals[0], HELD, t) || IS_BELOW(to_terminals[1], HELD, t))

inline tidy() {
  for (i : 0 .. 1) {
    if
    :: to_server[i] != EMPTY && IS_DEAD_REQUEST(to_server[i]) -> to_server[i] = EMPTY
    :: KIND(to_server[i]) == RENEW && losses_left == 0 && KNOWN(to_server[i]) < term ->
      to_server[i] = MESSAGE(RENEW, WHO(to_server[i]), 0, 0, 0, 0)
    :: else
    fi;
    if
    :: to_terminals[i] != EMPTY && IS_DEAD_ORDER(to_terminals[i]) -> to_terminals[i] = EMPTY
    :: else
    fi
  }
  for (i : 0 .. TERMINALS - 1) {
    if
    :: least[i] > 0 && !IS_LEAST_NEEDED(i) -> least[i] = 0
    :: else
    fi
  }
  KEEP_IN_ORDER(to_server);
  KEEP_IN_ORDER(to_terminals)
}

/* A server of which a later one took the database. It knows what it knew, and ends where it sees the term. */
#if FORMERS > 0
bool former_lives;
byte former_holder, former_offered_to;
EPOCH former_epoch, former_offer;
inline live_on() {
  former_lives = true;
  former_holder = holder;
  former_epoch = epoch;
  former_offered_to = offered_to;
  former_offer = offer
}
inline end_former() {
  former_lives = false;
  former_holder = NOBODY;
  former_epoch = 0;
  former_offered_to = NOBODY;
  former_offer = 0
}
/* What extends a lease is said only after the term was read; nothing is granted unless it was saved. */
inline ask_former() {
  if
#ifdef WITHOUT_TERM_BEFORE_RENEWAL
  :: KIND(m) == RENEW && former_holder == CONTROL_POINT(WHO(m)) -> tell(WHO(m), former_epoch, HOLDS_FOR(lease))
#endif
#ifdef WITHOUT_TERM_IN_SAVE
  :: KIND(m) == ACCEPT && former_holder == NOBODY && former_offered_to == CONTROL_POINT(WHO(m)) &&
      former_offer == WHICH(m) ->
    disk_holder = former_offered_to;
    disk_epoch = former_offer;
    disk_is_ending = false;
    tell(WHO(m), former_offer, HOLDS_FOR(lease))
#endif
  :: else -> end_former()
  fi
}
#else
#define live_on()
#endif

inline age_messages() {
  for (i : 0 .. 1) {
    if
    :: KIND(to_terminals[i]) == HELD && LEFT(to_terminals[i]) <= 1 -> to_terminals[i] = EMPTY
    :: KIND(to_terminals[i]) == HELD && LEFT(to_terminals[i]) > 1 -> to_terminals[i] = to_terminals[i] - 8
    :: else
    fi
  }
  KEEP_IN_ORDER(to_terminals)
}

/* -DSHOWN: a counterexample that a person reads (spin -t). */
#ifdef SHOWN
#define SHOW(what) ; printf(what); printf(" | server: term %d holder %d epoch %d for %d (terminal before %d) offer %d to %d, unknown %d lost %d for %d earlier %d | ", \
  term, holder, epoch, leased_for, earlier_terminal_for, offer, offered_to, is_unknown, is_lost, unknown_for, earlier); \
  printf("terminals: %d for %d, %d for %d, %d for %d | kind %d of %d epoch %d term %d\n", held[0], held_for[0], held[1], held_for[1], held[2], held_for[2], KIND(m), WHO(m), WHICH(m), KNOWN(m)); m = 0
#else
#define SHOW(what)
#endif

/* A message comes, and may come again, any number of times. That it is lost matters only where room is
 * needed for another: before, it is only late. */
#define TAKE(set, n, take) \
  :: d_step { set[n] != EMPTY -> m = set[n]; take(); tidy() SHOW(#take) } \
  :: d_step { set[0] != EMPTY -> set[n] = EMPTY; KEEP_IN_ORDER(set) SHOW("lose") }
#define TAKE_BY_FORMER(n) \
  :: d_step { to_server[n] != EMPTY && former_lives -> m = to_server[n]; ask_former(); tidy() SHOW("ask former") }
/* A sign of life, where it can have an effect: to renew, to claim, to tell of a later server, to begin. */
#define HAS_TO_SAY(t) (holder == CONTROL_POINT(t) || held[t] > 0 || heard[t] > term || !SPEAKS(t) || FORMERS > 0 || \
  (LOSSES > 0 && heard[t] == term && heard_run[t] != server_run))
#define ASK(t) \
  :: d_step { to_server[0] == EMPTY && (t != 1 || CHANGES > 0) && !IS_GONE(t) && HAS_TO_SAY(t) -> \
    POST(to_server, MESSAGE(RENEW, t, CLAIM(t), 0, heard[t], heard_run[t])); tidy() SHOW("ask") }
#define GIVE_BACK(t) \
  :: d_step { to_server[0] == EMPTY && held[t] > 0 -> \
    m = MESSAGE(RELEASE, t, held[t], 0, 0, 0); give_back(t, held[t]); POST(to_server, m); tidy() SHOW("give back") }
/* Its process ends, and gives no more orders. */
#define GO(t) \
  :: d_step { to_server[0] == EMPTY && leaves_left > 0 && (SPEAKS(t) || IS_NEXT(t)) && !is_gone[t] -> \
    leaves_left--; is_gone[t] = true; held[t] = 0; held_for[t] = 0; least[t] = 0; is_asked[t] = false; \
    POST(to_server, MESSAGE(LEAVE, t, 0, 0, 0, 0)); tidy() SHOW("leave") }
#define OFFER_TO(c) \
  :: d_step { counter < OFFERS && MAY_OFFER(c) && SPEAKS(speaker[c]) -> make_offer(c); offer_to(speaker[c], offer); tidy() SHOW("offer") }
#define RESTART(new_lease, stays_ending) \
  :: d_step { restarts_left > 0 && (stays_ending <= disk_is_ending) -> restarts_left--; live_on(); \
    start(disk_term + 1, new_lease, false, stays_ending); tidy() SHOW("restart") }

#if LIVE
#if FORMERS > 0
#error "a former server has no part in this"
#endif
/* From here on nothing is lost, and one control point is heard: before long it holds the sector, whatever
 * there was before. */
#define ROUNDS 8
inline deliver_all() {
  do
  :: to_server[1] != EMPTY -> m = to_server[1]; to_server[1] = EMPTY; KEEP_IN_ORDER(to_server); take_request()
  :: to_server[1] == EMPTY && to_terminals[1] != EMPTY ->
    m = to_terminals[1]; to_terminals[1] = EMPTY; KEEP_IN_ORDER(to_terminals); take_order()
  :: else -> break
  od
}
/* Batam's next terminal, if its last one has ended. */
#define HEARD_OF(c) (IS_GONE(speaker[c]) -> 3 : speaker[c])
inline heal(c) {
#if LEAVES > 0
  changes_left = 1;
#endif
  to_server[0] = EMPTY; to_server[1] = EMPTY; to_terminals[0] = EMPTY; to_terminals[1] = EMPTY;
  for (n : 1 .. ROUNDS) {
    pass_time(1);
    t_heard = HEARD_OF(c);
    POST(to_server, MESSAGE(RENEW, t_heard, CLAIM(t_heard), 0, heard[t_heard], heard_run[t_heard]));
    deliver_all();
    if
    :: holder != NOBODY && leased_for == 0 -> let_go()
    :: else
    fi;
    if
    :: is_unknown && unknown_for == 0 -> know_again()
    :: else
    fi;
    if
    :: offered_to != NOBODY && !is_accepted -> end_offer()
    :: else
    fi;
    if
    :: holder == NOBODY && MAY_OFFER(c) -> make_offer(c); offer_to(speaker[c], offer)
    :: else
    fi;
    deliver_all()
  }
  assert(held_for[speaker[c]] > 0)
}
inline forget_all() {
  term = 0; first_term = 0; lease = 0; earlier = 0; is_unknown = false; is_lost = false; unknown_for = 0;
  clear_lease(); epoch = 0; end_offer(); counter = 0; speaker[BATAM] = 0; server_run = 0; highest_granted = 0; highest_effective = 0; effective_at = 0;
  disk_term = 0; disk_has_record = false; disk_holder = NOBODY; disk_epoch = 0; disk_is_ending = false; disk_longest = 0;
  restarts_left = 0; losses_left = 0; changes_left = 0; outlines_left = 0; is_epoch_unsure = false;
#if LEAVES > 0
  leaves_left = 0; has_left = false;
#endif
  for (i : 0 .. TERMINALS - 1) {
    held[i] = 0; held_for[i] = 0; least[i] = 0; heard[i] = 0; heard_run[i] = 0; is_asked[i] = false
#if LEAVES > 0
    ; is_gone[i] = false
#endif
  }
}
#define HEAL(c) :: d_step { (c == LUMUT || TERMINALS < 4 || !IS_GONE(3)) -> heal(c) SHOW("heal"); forget_all(); skip }; break
#endif
#define LOSE_DATABASE(new_term, unsure) \
  :: d_step { losses_left > 0 && restarts_left > 0 -> losses_left--; restarts_left--; is_epoch_unsure = unsure; \
    m = new_term; lose_database(); start(m, SHORTEST_EVER, false, false); tidy() SHOW("database lost") }

init {
  d_step {
    speaker[BATAM] = 0;
    speaker[LUMUT] = 2;
    disk_has_record = true;
    start(2, LONGEST_EVER, false, false);
    earlier = 0
  }
  do
  :: d_step { pass_time(1); age_messages(); tidy() SHOW("time") }
  TAKE(to_server, 0, take_request)
  TAKE(to_server, 1, take_request)
  TAKE(to_terminals, 0, take_order)
  TAKE(to_terminals, 1, take_order)
#if FORMERS > 0
  TAKE_BY_FORMER(0)
  TAKE_BY_FORMER(1)
#endif
  ASK(0)
  ASK(1)
  ASK(2)
#if LEAVES > 0
  ASK(3)
  GIVE_BACK(3)
  GO(0)
  GO(1)
  GO(3)
#endif
  GIVE_BACK(0)
  GIVE_BACK(1)
  GIVE_BACK(2)
  OFFER_TO(BATAM)
  OFFER_TO(LUMUT)
  :: d_step { offered_to != NOBODY && !is_accepted -> offer_to(speaker[offered_to], offer); tidy() SHOW("offer again") }
  :: d_step { offered_to != NOBODY && !is_accepted -> end_offer(); tidy() SHOW("offer ends") }
  :: d_step { IS_WAITING -> ask_back(speaker[holder], epoch); tidy() SHOW("revoke") }
  :: d_step { holder != NOBODY && leased_for == 0 -> let_go(); tidy() SHOW("lease ended") }
  :: d_step { is_unknown && unknown_for == 0 -> know_again(); tidy() SHOW("known again") }
  :: d_step { earlier == 0 && disk_longest > lease -> lower_promise(); tidy() SHOW("lower promise") }
  RESTART(SHORTEST_EVER, false)
  RESTART(SHORTEST_EVER, true)
#if LONGEST_EVER > SHORTEST_EVER
  RESTART(LONGEST_EVER, false)
  RESTART(LONGEST_EVER, true)
#endif
#if LOSSES > 0
  /* The wall clock is the witness of the term; or it fell back, and a term comes again. */
  LOSE_DATABASE(disk_term + 1, is_epoch_unsure)
  LOSE_DATABASE(disk_term, true)
  LOSE_DATABASE(disk_term - 1, true)
#endif
  :: d_step { outlines_left > 0 && restarts_left > 0 -> outlines_left--; restarts_left--;
      start(disk_term + 1, SHORTEST_EVER, true, false); tidy() SHOW("new outline") }
#if LIVE
  HEAL(BATAM)
  HEAL(LUMUT)
#endif
  od
}
