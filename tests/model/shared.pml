/*
 * What both models share: memory, frames, handle slots and their locks, the mutex, death and repair.
 *
 * A word is 8 bytes, and positions count words. The length of a message follows from its number, so
 * that every position has exactly one number that is right there.
 *
 *   header   bit 6 committed, bits 4-5 length in words, bits 0-3 number
 *   payload  looks like a committed header with an impossible length, and tells whose it is
 *
 * Every STEP is one access to shared memory, or one access and others that nobody can tell apart from
 * it, because what they touch is guarded by the mutex. A process may die before any STEP; then the
 * kernel drops its locks, and nothing else happens.
 */

#ifndef DEATHS
#define DEATHS 1      /* how many processes may die */
#endif
#ifndef BIRTHS
#define BIRTHS 0      /* how many new ones may come for those who went */
#endif

#define SLOTS 4

/* Lengths 1, 2, 1, 2 ... so frames of 2 and 3 words. */
#define LENGTH(n)   (1 + ((n) & 1))
#define START(n)    (((n) / 2) * 5 + ((n) & 1) * 2)

#define COMMITTED(w) ((w) & 64)
#define WORDS(w)     (((w) >> 4) & 3)
#define NUMBER(w)    ((w) & 15)
#define HEADER(n)    (64 | (LENGTH(n) << 4) | (n))
#define CLEARED(n)   (n)
#define PAYLOAD(n)   (64 | (3 << 4) | (n))
#define VALID(w)     (WORDS(w) != 3)

byte memory[SIZE];
#define AT(p) memory[(p) % (SIZE)]

/* The writers' line, guarded by the mutex. */
byte word;            /* the mutex: 0, or the owner's slot + 1 */
bit unrepaired;       /* "abandoned" and "repaired" of the mutex differ */
#ifdef BIAS
byte bias;            /* 0, or the slot + 1 of who may go in without the word */
bit revoked;          /* the bias is over as soon as its owner is out */
#endif
byte tail;
byte number;          /* what the next message gets */
#define NEXT (tail + 1 + LENGTH(number))

/* The handle slots: bit s of a mask is slot s. */
byte live;
byte writes;
byte lock[SLOTS];     /* the kernel's: who has slot s locked, process + 1 */
byte nameLock;        /* the kernel's: who opens or closes, process + 1 */
#ifdef BIAS
byte insides;         /* each slot's "inside" */
#ifdef BUG_ONE_INSIDE
#define INSIDE_BIT(s) 1
#else
#define INSIDE_BIT(s) (1 << (s))
#endif
#define INSIDE(s)    (insides & INSIDE_BIT(s))
#endif

#define LIVE(s)      ((live >> (s)) & 1)
#define DEAD(s)      (LIVE(s) && lock[s] == 0)
#define FREE(s)      (!LIVE(s) && lock[s] == 0)
#define ANY_DEAD     (DEAD(0) || DEAD(1) || DEAD(2) || DEAD(3))
#define ANY_WRITER   (live & writes)
#define OWNER_DEAD   (word != 0 && lock[word - 1] == 0)

/* What only the checks know. */
byte inside;          /* who is in the mutex, process + 1 */
byte committed;       /* how many messages were committed */
byte deaths;
byte births;
byte reading;         /* how many readers are left */

#define DIE   atomic { deaths < DEATHS -> die(); goto gone }
#define STEP(...) if :: d_step { __VA_ARGS__ } :: DIE fi

/* Every process has the same variables, so that a death can set them back to where they began. */
#ifdef BIAS
#define LOCALS_OF_BIAS \
  bit biased;         /* it was given the bias, and may have it still */ \
  bit by;             /* it is inside by its bias */ \
  bit gaveUp;         /* somebody stopped is inside */
#define FORGET_BIAS ; biased = 0; by = 0; gaveUp = 0
#else
#define LOCALS_OF_BIAS
#define FORGET_BIAS
#endif

#define LOCALS \
  byte my;            /* its slot */ \
  byte left;          /* how many messages it has still to write */ \
  byte seen;          /* the mutex's word, or a slot + 1, when it was looked at */ \
  byte at;            /* where a walk has come to */ \
  byte from;          /* the head when it was looked at */ \
  byte header;        /* the header when it was looked at */ \
  LOCALS_OF_BIAS \
  bit abandoned;      /* the mutex was a dead one's */ \
  bit torn;           /* the copy is not of one message */ \
  bit drained;        /* the check's: nothing was there when the header was loaded */ \
  bit last            /* the look that comes after the writers' end */

#define FORGET \
  left = 0; seen = 0; at = 0; from = 0; header = 0; abandoned = 0; torn = 0; drained = 0; last = 0 \
  FORGET_BIAS

/* The kernel's part of a death. Processes 0 and 1 write, 2 and 3 read. */
inline die() {
  d_step {
    deaths++;
    if :: lock[0] == me + 1 -> lock[0] = 0 :: else fi;
    if :: lock[1] == me + 1 -> lock[1] = 0 :: else fi;
    if :: lock[2] == me + 1 -> lock[2] = 0 :: else fi;
    if :: lock[3] == me + 1 -> lock[3] = 0 :: else fi;
    if :: nameLock == me + 1 -> nameLock = 0 :: else fi;
    if :: inside == me + 1 -> inside = 0 :: else fi;
    if :: me >= 2 -> reading-- :: else fi;
    FORGET
  }
}

inline enter() {
  assert(inside == 0);
  inside = me + 1
}

/* Until somebody has repaired, whoever gets the mutex is told to. */
inline markAbandoned() {
#ifndef BUG_NO_MARK
  STEP(unrepaired = 1)
#else
  skip
#endif
}

/*
 * MutexBias: who has the word goes in when nobody is inside by a bias. A bias that is another's, and one
 * that a predecessor in the own slot left, are treated alike.
 */
#ifdef BIAS
#define ENTER_BY_WORD skip
#define EVICT \
  evict(); \
  if \
  :: d_step { !gaveUp -> enter(); abandoned = unrepaired } \
  :: atomic { gaveUp -> gaveUp = 0; goto ask } \
  :: DIE \
  fi;
#else
#define ENTER_BY_WORD enter()
#define EVICT
#endif

#ifdef BIAS
inline evict() {
  STEP(seen = bias);
  if
  :: seen != 0 ->
#ifdef BUG_NO_REVOKED
     STEP(bias = 0);
#else
     STEP(bias = seen; revoked = 1);
#endif
     if
     :: d_step { !INSIDE(seen - 1) -> skip }
     :: d_step { INSIDE(seen - 1) && lock[seen - 1] == 0 -> lock[seen - 1] = me + 1 }
#ifndef BUG_NO_MARK_INSIDE
        STEP(unrepaired = unrepaired || (INSIDE(seen - 1) != 0));
#endif
        STEP(insides = insides & ~INSIDE_BIT(seen - 1));
        STEP(lock[seen - 1] = 0)
     :: d_step { INSIDE(seen - 1) && lock[seen - 1] != 0 -> word = 0; gaveUp = 1 }
     :: DIE
     fi;
     if
     :: d_step { gaveUp -> seen = 0 }
     :: !gaveUp -> STEP(bias = 0; revoked = 0; seen = 0)
     fi
  :: seen == 0
  fi
}
#endif

/*
 * RobustMutex.acquire. A wait is a guard that becomes true when a waiter that looks again and again
 * would see something new, so that an endless wait is a deadlock.
 */
inline acquire() {
ask:
  do
  :: d_step { word == 0 -> word = my + 1; ENTER_BY_WORD; abandoned = unrepaired }
     EVICT
     break
  :: d_step { word == my + 1 && inside != me + 1 -> ENTER_BY_WORD; abandoned = 1 }
     markAbandoned();
     EVICT
     break
  :: d_step { word != 0 && word != my + 1 -> seen = word }
     if
     :: d_step { word != seen -> seen = 0 }
     :: d_step { lock[seen - 1] == 0 ->
#ifndef BUG_REUSE
          lock[seen - 1] = me + 1
#else
          skip
#endif
        }
        STEP(
          if
          :: word == seen -> word = my + 1; ENTER_BY_WORD; abandoned = 1
          :: else
          fi);
        if
        :: abandoned -> markAbandoned()
        :: !abandoned
        fi;
#ifndef BUG_REUSE
        STEP(lock[seen - 1] = 0; seen = 0);
#else
        seen = 0;
#endif
        if
        :: abandoned ->
           EVICT
           break
        :: !abandoned
        fi
     :: DIE
     fi
  :: DIE
  od
}

inline release() {
  STEP(word = 0; inside = 0)
}

/* WriteTurn: with the bias if it has it; and who has the word may be given it. */
inline acquireToWrite() {
#ifdef BIAS
  by = 0;
  if
  :: biased ->
#ifdef BUG_LOOK_FIRST
     STEP(by = (bias == my + 1 && !revoked));
#endif
     STEP(insides = insides | INSIDE_BIT(my));
#ifndef BUG_LOOK_FIRST
     STEP(by = (bias == my + 1 && !revoked));
#endif
     if
     :: d_step { by -> enter() }
     :: d_step { !by -> insides = insides & ~INSIDE_BIT(my); biased = 0 }
     :: DIE
     fi
  :: !biased
  fi;
  if
  :: by
  :: !by -> acquireAndRepair()
  fi
#else
  acquireAndRepair()
#endif
}

inline releaseAfterWrite() {
#ifdef BIAS
  if
  :: by -> STEP(insides = insides & ~INSIDE_BIT(my); inside = 0; by = 0)
  :: !by ->
     if
     :: STEP(assert(bias == 0 && !revoked); bias = my + 1; biased = 1)
     :: true
     fi;
     release()
  fi
#else
  release()
#endif
}

/* RingRecovery. The walk is one step: under the mutex nobody changes a header. */
inline repair() {
#ifndef BUG_NO_REPAIR
  STEP(at = OLDEST);
  STEP(
    at = (tail < at -> at : tail);
    do
    :: COMMITTED(AT(at)) -> at = at + 1 + WORDS(AT(at))
    :: else -> break
    od;
    tail = at;
    assert(at == START(committed)));
  STEP(
    number = NUMBER(AT(at));
    assert(number == committed);
    at = 0);
#endif
  STEP(unrepaired = 0; abandoned = 0)
}

inline acquireAndRepair() {
  acquire();
  if
  :: abandoned -> repair()
  :: !abandoned
  fi
}

/* Reaper: one dead slot. What the mutex guards is repaired by whoever gets it next. */
inline reap() {
  if
  :: d_step { DEAD(0) -> seen = 1 }
  :: d_step { DEAD(1) -> seen = 2 }
  :: d_step { DEAD(2) -> seen = 3 }
  :: d_step { DEAD(3) -> seen = 4 }
  :: d_step { !ANY_DEAD -> seen = 0 }
  :: DIE
  fi;
  if
  :: d_step { seen != 0 && lock[seen - 1] == 0 -> lock[seen - 1] = me + 1 }
     STEP(
       if
       :: LIVE(seen - 1) && word == seen -> word = my + 1; ENTER_BY_WORD; abandoned = 1
       :: else
       fi);
     if
     :: abandoned -> markAbandoned(); abandoned = 0; release()
     :: !abandoned
     fi;
#if defined(BIAS) && !defined(BUG_FREE_INSIDE)
     /* RobustMutex.forgetBias */
     if
     :: d_step { bias == seen && word == 0 -> word = my + 1 }
        if
        :: d_step { bias == seen && INSIDE(seen - 1) -> unrepaired = 1 }
           STEP(insides = insides & ~INSIDE_BIT(seen - 1))
        :: d_step { bias != seen || !INSIDE(seen - 1) -> skip }
        :: DIE
        fi;
        STEP(if :: bias == seen -> bias = 0; revoked = 0 :: else fi);
        STEP(word = 0);
        STEP(live = live & ~(1 << (seen - 1)))
     :: d_step { bias == seen && word != 0 -> skip }
     :: d_step { bias != seen -> live = live & ~(1 << (seen - 1)) }
     :: DIE
     fi;
#else
     STEP(live = live & ~(1 << (seen - 1)));
#endif
     STEP(lock[seen - 1] = 0; seen = 0)
  :: d_step { seen == 0 || lock[seen - 1] != 0 -> seen = 0 }
  fi
}

/* FrameWriter. What was in the mutex's line is read again in each step: nobody else changes it. */
inline fill() {
#ifndef BUG_NO_CLEAR
  STEP(AT(NEXT) = CLEARED(number + 1));
#endif
  STEP(AT(tail + 1) = PAYLOAD(number));
  if
  :: LENGTH(number) == 2 -> STEP(AT(tail + 2) = PAYLOAD(number))
  :: LENGTH(number) == 1
  fi
}

inline commit() {
  STEP(
    assert(number == committed);
    assert(tail == START(number));
    AT(tail) = HEADER(number);
    committed++);
  STEP(tail = NEXT);
  STEP(number++)
}

/* FrameWalk: from `at` over whole frames. */
inline walk() {
  do
  :: at >= tail -> break
  :: at < tail && at + SIZE >= NEXT + 1 && at + 1 + WORDS(AT(at)) + CAPACITY > NEXT -> break
  :: else -> assert(COMMITTED(AT(at)) && VALID(AT(at))); at = at + 1 + WORDS(AT(at))
  od
}

/* SlotTaker: a free slot, the lock first; then whatever its last owner left in the mutex. */
inline takeSlot() {
  STEP(nameLock == 0 -> nameLock = me + 1);
  do
  :: d_step { FREE(0) -> my = 0; lock[0] = me + 1 } break
  :: d_step { !FREE(0) && FREE(1) -> my = 1; lock[1] = me + 1 } break
  :: d_step { !FREE(0) && !FREE(1) && FREE(2) -> my = 2; lock[2] = me + 1 } break
  :: d_step { !FREE(0) && !FREE(1) && !FREE(2) && FREE(3) -> my = 3; lock[3] = me + 1 } break
  :: DIE
  od;
#ifdef BIAS
  STEP(insides = insides & ~INSIDE_BIT(my));
#endif
#ifndef BUG_LEFTOVER
  if
  :: d_step { word == my + 1 -> ENTER_BY_WORD }
     markAbandoned();
     release()
  :: DIE
  :: word != my + 1
  fi
#endif
}

/* CloseOperation: free, then unlocked. */
inline close() {
#ifdef BIAS
  STEP(if :: bias == my + 1 && !revoked -> bias = 0 :: else fi);
#endif
  STEP(live = live & ~(1 << my));
  STEP(lock[my] = 0)
}
