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
byte tail;
byte number;          /* what the next message gets */
#define NEXT (tail + 1 + LENGTH(number))

/* The handle slots: bit s of a mask is slot s. */
byte live;
byte writes;
byte lock[SLOTS];     /* the kernel's: who has slot s locked, process + 1 */
byte nameLock;        /* the kernel's: who opens or closes, process + 1 */

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
#define LOCALS \
  byte my;            /* its slot */ \
  byte left;          /* how many messages it has still to write */ \
  byte seen;          /* the mutex's word, or a slot + 1, when it was looked at */ \
  byte at;            /* where a walk has come to */ \
  byte from;          /* the head when it was looked at */ \
  byte header;        /* the header when it was looked at */ \
  bit abandoned;      /* the mutex was a dead one's */ \
  bit torn;           /* the copy is not of one message */ \
  bit drained;        /* the check's: nothing was there when the header was loaded */ \
  bit last            /* the look that comes after the writers' end */

#define FORGET \
  left = 0; seen = 0; at = 0; from = 0; header = 0; abandoned = 0; torn = 0; drained = 0; last = 0

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
 * RobustMutex.acquire. A wait is a guard that becomes true when a waiter that looks again and again
 * would see something new, so that an endless wait is a deadlock.
 */
inline acquire() {
  do
  :: d_step { word == 0 -> word = my + 1; enter(); abandoned = unrepaired } break
  :: d_step { word == my + 1 && inside != me + 1 -> enter(); abandoned = 1 }
     markAbandoned();
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
          :: word == seen -> word = my + 1; enter(); abandoned = 1
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
        :: abandoned -> break
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
       :: LIVE(seen - 1) && word == seen -> word = my + 1; enter(); abandoned = 1
       :: else
       fi);
     if
     :: abandoned -> markAbandoned(); abandoned = 0; release()
     :: !abandoned
     fi;
     STEP(live = live & ~(1 << (seen - 1)));
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
#ifndef BUG_LEFTOVER
  if
  :: d_step { word == my + 1 -> enter() }
     markAbandoned();
     release()
  :: DIE
  :: word != my + 1
  fi
#endif
}

/* CloseOperation: free, then unlocked. */
inline close() {
  STEP(live = live & ~(1 << my));
  STEP(lock[my] = 0)
}
