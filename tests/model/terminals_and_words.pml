/* One control point: a standby and two terminals of persons, of which one speaks at a time
 * (coordinate/speaking_terminals), and what persons write there until the server has it (coordinate/outbox,
 * coordinate/applied_words).
 *
 * Bounds: three processes of terminals, each of which may be killed; FENCES changes of the speaking one;
 * WORDS words; RESTARTS of the server, none without its database; at most two different messages under way in
 * each direction, each as often and as late as it likes. Each macro WITHOUT_... turns one guard off: the model
 * must then fail.
 */

#ifndef RESTARTS
#define RESTARTS 1
#endif
#ifndef STANDBY
#define STANDBY 1       /* it runs too */
#endif
#ifndef SECOND_PERSON
#define SECOND_PERSON 1
#endif
#ifndef FENCES
#define FENCES 4
#endif
#ifndef WORDS
#define WORDS 1
#endif
#define TERMINALS 3
#define NO_TERMINAL 3
#define IS_STANDBY(t) ((t) == 0)

/* The server's disk. */
byte speaker = NO_TERMINAL;
byte fence;
bool has_left;
byte logged[WORDS];  /* how often */
/* The server's memory. */
bool is_silent;      /* the speaking terminal was not heard for longer than any patience */
bool is_applied[WORDS];
bool is_unsaved[WORDS];

/* The terminals. */
mtype = { off, joining, speaking, over };
mtype phase[TERMINALS] = off;
byte fence_of[TERMINALS];
byte fence_seen[TERMINALS];  /* of another one: a Join says whom it takes the place of */
bool takes_over[TERMINALS];

/* The words as the terminals keep them on their disk, and what a person was told. */
mtype = { unwritten, not_kept, waiting, received };
mtype words[WORDS] = unwritten;
byte writer[WORDS];
bool is_written[WORDS];  /* the person was told that it is kept */
bool is_done[WORDS];  /* the person was told so */

byte restarts_left = RESTARTS;

/* What must be true of the past. */
byte newest;         /* the highest fence given */
byte newest_person;  /* to a person's terminal */

#define EMPTY 0
#define JOIN 1
#define ACT 2         /* whatever the speaking terminal alone may ask: Renew, Accept, Release */
#define WORD 3
#define LEAVE 4
#define WELCOME 1
#define SERVED 2      /* another one speaks; it may ask again */
#define SUPERSEDED 3
#define RECEIPT 4
/* kind | terminal | fence of the sender, or of the one that speaks | fence seen, or which word | takes over */
#define MESSAGE(kind, t, f, x, o) ((kind) << 9 | (t) << 7 | (f) << 4 | (x) << 1 | (o))
#define KIND(m) ((m) >> 9)
#define WHO(m) (((m) >> 7) & 3)
#define FENCE(m) (((m) >> 4) & 7)
#define WHAT(m) (((m) >> 1) & 7)
#define TAKES_OVER(m) ((m) & 1)
short to_server[2], to_terminals[2];

hidden short m, swapped;
hidden byte i, n;

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

#define IS_FREE (speaker == NO_TERMINAL || has_left || is_silent)
#define OUTRANKS(t) (speaker != NO_TERMINAL && IS_STANDBY(speaker) && !IS_STANDBY(t))
#ifdef WITHOUT_PATIENCE
#define MAY_FOLLOW true
#elif defined(WITHOUT_RANK)
#define MAY_FOLLOW (IS_FREE || TAKES_OVER(m))
#else
#define MAY_FOLLOW (IS_FREE || TAKES_OVER(m) || OUTRANKS(WHO(m)))
#endif
#ifdef WITHOUT_FENCE_SEEN
#define NAMES_SPEAKER true
#else
#define NAMES_SPEAKER (speaker == NO_TERMINAL || WHAT(m) == fence)
#endif
#ifdef WITHOUT_LATENESS
#define IS_LATE false
#else
#define IS_LATE (FENCE(m) != fence)
#endif
/* One that has not spoken at this server, or that a standby stood in for, asks to speak; another must end. */
#define MAY_ASK (FENCE(m) == 0 || FENCE(m) > fence || IS_STANDBY(speaker))

inline begin(t) {
  assert(IS_FREE || TAKES_OVER(m) || OUTRANKS(t));
  assert(speaker == NO_TERMINAL || WHAT(m) == fence);
  speaker = t;
  has_left = false;
#ifndef WITHOUT_GROWING_FENCE
  fence++;
#endif
  assert(fence > newest);
  newest = fence;
  is_silent = false;
  if
  :: !IS_STANDBY(t) -> newest_person = fence
  :: else
  fi;
  POST(to_terminals, MESSAGE(WELCOME, t, fence, 0, 0))
}

inline take_word(t, uid) {
  if
  :: !is_applied[uid] ->
#ifdef WITHOUT_COMMIT_BEFORE_RECEIPT
    is_unsaved[uid] = true;
#else
    logged[uid]++;
#endif
#ifndef WITHOUT_UID
    is_applied[uid] = true
#endif
  :: else
  fi;
  assert(logged[uid] <= 1);
  POST(to_terminals, MESSAGE(RECEIPT, t, 0, uid, 0))
}

inline take_request() {
  if
  :: KIND(m) == WORD -> take_word(WHO(m), WHAT(m))  /* words are no orders: whoever brings them */
  :: KIND(m) == JOIN && speaker == WHO(m) && !has_left ->
    is_silent = false;
    POST(to_terminals, MESSAGE(WELCOME, speaker, fence, 0, 0))
  :: KIND(m) == JOIN && speaker == WHO(m) && has_left ->
    POST(to_terminals, MESSAGE(SUPERSEDED, WHO(m), fence, 0, 0))
  :: KIND(m) == JOIN && speaker != WHO(m) ->
    if
    :: NAMES_SPEAKER && MAY_FOLLOW && fence < FENCES -> begin(WHO(m))
    :: NAMES_SPEAKER && MAY_FOLLOW && fence == FENCES -> skip
    :: else -> POST(to_terminals, MESSAGE(SERVED, WHO(m), fence, 0, 0))
    fi
  :: (KIND(m) == ACT || KIND(m) == LEAVE) && speaker == WHO(m) && !has_left ->
    if
    :: IS_LATE -> skip
    :: else ->
      assert(FENCE(m) == fence);
      is_silent = false;
      has_left = (KIND(m) == LEAVE)
    fi
  :: KIND(m) == ACT && (speaker != WHO(m) || has_left) ->
    if
    :: MAY_ASK -> POST(to_terminals, MESSAGE(SERVED, WHO(m), fence, 0, 0))
    :: else -> POST(to_terminals, MESSAGE(SUPERSEDED, WHO(m), fence, 0, 0))
    fi
  :: else
  fi
}

inline end_terminal(t) {
  phase[t] = over;
  fence_of[t] = 0;
  fence_seen[t] = 0;
  takes_over[t] = false
}

#ifdef WITHOUT_FENCE_OF_ANSWER
#define IS_OF_NOW true
#else
#define IS_OF_NOW (FENCE(m) >= fence_of[WHO(m)])
#endif

inline take_order() {
  if
  :: phase[WHO(m)] == off || phase[WHO(m)] == over -> skip
  :: phase[WHO(m)] != off && phase[WHO(m)] != over ->
    if
    :: KIND(m) == RECEIPT ->
      words[WHAT(m)] = received;
      is_done[WHAT(m)] = true;
      writer[WHAT(m)] = 0
    :: KIND(m) == WELCOME && IS_OF_NOW ->
      phase[WHO(m)] = speaking;
      fence_of[WHO(m)] = FENCE(m);
      fence_seen[WHO(m)] = 0;
      takes_over[WHO(m)] = false
    :: KIND(m) == SERVED && IS_OF_NOW ->
      phase[WHO(m)] = joining;
      fence_seen[WHO(m)] = FENCE(m)
    :: KIND(m) == SUPERSEDED && IS_OF_NOW ->
      /* A person's terminal ends for that of another person only. */
      assert(IS_STANDBY(WHO(m)) || newest_person > fence_of[WHO(m)]);
      end_terminal(WHO(m))
    :: else
    fi
  fi
}

/* kill -9: what was not on the disk is gone. That it was not kept, the person was told. */
inline kill(t) {
  for (i : 0 .. WORDS - 1) {
    if
    :: words[i] == not_kept && writer[i] == t -> words[i] = unwritten; writer[i] = 0
#ifdef WITHOUT_OUTBOX_ON_DISK
    :: words[i] == waiting && writer[i] == t -> words[i] = unwritten; writer[i] = 0
#endif
    :: else
    fi
  }
  end_terminal(t)
}

/* The server's process ends and begins: it knows what its disk knows. */
inline restart_server() {
  is_silent = false;
  for (i : 0 .. WORDS - 1) {
    is_unsaved[i] = false;
#ifdef WITHOUT_UIDS_FROM_LOG
    is_applied[i] = false
#else
    is_applied[i] = (logged[i] > 0)
#endif
  }
  restarts_left--
}

#define IS_RUNNING(t) (phase[t] == joining || phase[t] == speaking)
/* What can have no effect any more is forgotten, so that states are equal that differ in nothing else. What
 * a terminal can say again, or a restart of a killed one, is no effect. */
#if defined(WITHOUT_LATENESS) || defined(WITHOUT_FENCE_SEEN) || defined(WITHOUT_GROWING_FENCE)
#define IS_DEAD_ASK(x) false
#else
#define IS_DEAD_ASK(x) ( \
  (KIND(x) == JOIN && (speaker == WHO(x) -> phase[WHO(x)] != joining : \
    speaker != NO_TERMINAL && WHAT(x) != fence && (phase[WHO(x)] != joining || fence_seen[WHO(x)] == fence))) || \
  (KIND(x) == ACT && FENCE(x) != fence_of[WHO(x)]) || \
  (KIND(x) == LEAVE && (FENCE(x) != fence || speaker != WHO(x) || has_left)))
#endif
#if defined(WITHOUT_UID) || defined(WITHOUT_UIDS_FROM_LOG) || defined(WITHOUT_COMMIT_BEFORE_RECEIPT)
#define IS_DEAD_WORD(x) false
#else
#define IS_DEAD_WORD(x) (KIND(x) == WORD && is_applied[WHAT(x)] && (is_done[WHAT(x)] || !IS_RUNNING(WHO(x))))
#endif
#define IS_DEAD_ORDER(x) ( \
  phase[WHO(x)] == over || (KIND(x) == RECEIPT && is_done[WHAT(x)]) || \
  (KIND(x) == WELCOME && (FENCE(x) < fence_of[WHO(x)] || (FENCE(x) == fence_of[WHO(x)] && phase[WHO(x)] == speaking))) || \
  (KIND(x) == SERVED && phase[WHO(x)] == joining && fence_seen[WHO(x)] == FENCE(x)) || \
  ((KIND(x) == SERVED || KIND(x) == SUPERSEDED) && IS_OLD(x)))
#ifdef WITHOUT_FENCE_OF_ANSWER
#define IS_OLD(x) false
#else
#define IS_OLD(x) (FENCE(x) < fence_of[WHO(x)])
#endif
inline tidy() {
  for (i : 0 .. 1) {
    if
    :: to_server[i] != EMPTY && (IS_DEAD_ASK(to_server[i]) || IS_DEAD_WORD(to_server[i])) -> to_server[i] = EMPTY
    :: else
    fi;
    if
    :: to_terminals[i] != EMPTY && IS_DEAD_ORDER(to_terminals[i]) -> to_terminals[i] = EMPTY
    :: else
    fi
  }
  KEEP_IN_ORDER(to_server);
  KEEP_IN_ORDER(to_terminals)
}

/* A word that a person was told is kept is in the outbox or done, and done is in the log once. */
#define IS_KEPT(w) (words[w] != received || !is_done[w] || logged[w] == 1)

#ifdef SHOWN
#define SHOW(what) ; printf(what); printf(" | speaker %d fence %d left %d silent %d | fences %d %d %d word logged %d | kind %d of %d fence %d what %d\n", \
  speaker, fence, has_left, is_silent, fence_of[0], fence_of[1], fence_of[2], logged[0], KIND(m), WHO(m), FENCE(m), WHAT(m)); m = 0
#else
#define SHOW(what)
#endif
#define STEP_ENDS(what) ; tidy(); assert(IS_KEPT(0) && (WORDS == 1 || IS_KEPT(WORDS - 1))) SHOW(what)

#define TAKE(set, n, take) \
  :: d_step { set[n] != EMPTY -> m = set[n]; take() STEP_ENDS(#take) } \
  :: d_step { set[0] != EMPTY -> set[n] = EMPTY; KEEP_IN_ORDER(set) SHOW("lose") }
#define START(t, over_another) \
  :: d_step { phase[t] == off -> phase[t] = joining; takes_over[t] = over_another STEP_ENDS("start") }
#define SEND(t, is_due, what) \
  :: d_step { to_server[0] == EMPTY && (is_due) -> POST(to_server, what) STEP_ENDS("send") }
#define TERMINAL(t) \
  START(t, false) \
  SEND(t, phase[t] == joining, MESSAGE(JOIN, t, fence_of[t], fence_seen[t], takes_over[t])) \
  SEND(t, phase[t] == speaking, MESSAGE(ACT, t, fence_of[t], 0, 0)) \
  :: d_step { phase[t] == speaking -> phase[t] = joining STEP_ENDS("cut off") } \
  :: d_step { phase[t] == speaking && to_server[0] == EMPTY -> \
    POST(to_server, MESSAGE(LEAVE, t, fence_of[t], 0, 0)); end_terminal(t) STEP_ENDS("leave") } \
  :: d_step { IS_RUNNING(t) -> kill(t) STEP_ENDS("kill") }
#define WORD_AT(w, t) \
  :: d_step { IS_RUNNING(t) && words[w] == unwritten && logged[w] == 0 && !is_written[w] -> \
    words[w] = waiting; writer[w] = t; is_written[w] = true STEP_ENDS("write") } \
  :: d_step { IS_RUNNING(t) && words[w] == unwritten && logged[w] == 0 && !is_written[w] -> \
    words[w] = not_kept; writer[w] = t STEP_ENDS("write, not kept") } \
  SEND(t, phase[t] == speaking && (words[w] == waiting || (words[w] == not_kept && writer[w] == t)), \
    MESSAGE(WORD, t, fence_of[t], w, 0))


/* From here on nothing is lost and terminal t, which has been started, is the only one that runs: it speaks
 * before long, and whatever waited is in the log once. */
inline deliver_all() {
  do
  :: to_server[1] != EMPTY -> m = to_server[1]; to_server[1] = EMPTY; KEEP_IN_ORDER(to_server); take_request()
  :: to_server[1] == EMPTY && to_terminals[1] != EMPTY ->
    m = to_terminals[1]; to_terminals[1] = EMPTY; KEEP_IN_ORDER(to_terminals); take_order()
  :: else -> break
  od
}
#define OTHERS_END(t) \
  if \
  :: t != 0 -> kill(0) \
  :: else \
  fi; \
  if \
  :: t != 1 -> kill(1) \
  :: else \
  fi; \
  if \
  :: t != 2 -> kill(2) \
  :: else \
  fi
inline heal(t) {
  to_server[0] = EMPTY; to_server[1] = EMPTY; to_terminals[0] = EMPTY; to_terminals[1] = EMPTY;
  OTHERS_END(t);
  is_silent = !OUTRANKS(t);  /* a person need not wait for a standby to fall silent */
  for (n : 1 .. 4) {
    if
    :: phase[t] == joining -> POST(to_server, MESSAGE(JOIN, t, fence_of[t], fence_seen[t], takes_over[t]))
    :: phase[t] == speaking -> POST(to_server, MESSAGE(ACT, t, fence_of[t], 0, 0))
    :: else
    fi;
    deliver_all();
    if
    :: phase[t] == speaking && words[0] == waiting -> POST(to_server, MESSAGE(WORD, t, fence_of[t], 0, 0))
    :: else
    fi;
    deliver_all()
  }
  assert(fence == FENCES || phase[t] == over || (phase[t] == speaking && speaker == t));
  assert(phase[t] != speaking || (words[0] != waiting && logged[0] <= 1));
  assert(phase[t] != speaking || !is_written[0] || logged[0] == 1)
}
inline forget_all() {
  speaker = NO_TERMINAL; fence = 0; has_left = false; is_silent = false; restarts_left = 0; newest = 0; newest_person = 0;
  for (i : 0 .. TERMINALS - 1) {
    phase[i] = over; fence_of[i] = 0; fence_seen[i] = 0; takes_over[i] = false
  }
  for (i : 0 .. WORDS - 1) {
    logged[i] = 0; is_applied[i] = false; is_unsaved[i] = false; words[i] = unwritten; writer[i] = 0;
    is_done[i] = false; is_written[i] = true
  }
}
#define HEAL(t) :: d_step { IS_RUNNING(t) -> heal(t) SHOW("heal"); forget_all(); skip }; break

init {
  do
  TAKE(to_server, 0, take_request)
  TAKE(to_server, 1, take_request)
  TAKE(to_terminals, 0, take_order)
  TAKE(to_terminals, 1, take_order)
  TERMINAL(1)
#if STANDBY
  TERMINAL(0)
  HEAL(0)
#endif
#if SECOND_PERSON
  TERMINAL(2)
  START(2, true)
  HEAL(2)
#endif
#ifdef WITH_WORDS
  WORD_AT(0, 1)
  WORD_AT(0, 2)
#endif
  :: d_step { speaker != NO_TERMINAL && !is_silent -> is_silent = true STEP_ENDS("silence") }
  :: d_step { restarts_left > 0 -> restart_server() STEP_ENDS("restart") }
#ifdef WITHOUT_COMMIT_BEFORE_RECEIPT
  :: d_step { is_unsaved[0] -> is_unsaved[0] = false; logged[0]++ STEP_ENDS("save") }
#endif
  HEAL(1)
  od
}
