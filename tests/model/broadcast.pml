/*
 * BroadcastMessageRing: two writers, and readers that see every message. Properties: see README.md.
 *
 *   -DOVERWRITE   the floor is raised when there is no room; otherwise writers wait for the slowest
 *   -DJOIN        the second reader comes later, and begins at the oldest message
 *   -DIDLE        instead of the second reader's next life, a writer comes that never writes
 */

#define CAPACITY 5
#ifndef STRIDE
#ifdef OVERWRITE
#define STRIDE 1
#else
#define STRIDE 0
#endif
#endif
#ifdef BUG_NO_SPARE
#define SIZE (CAPACITY + STRIDE)
#else
#define SIZE (CAPACITY + STRIDE + 1)
#endif
#ifndef READERS
#define READERS 2
#endif
#ifndef MESSAGES
#define MESSAGES 2    /* for each writer to write */
#endif

#define OLDEST floor
#include "shared.pml"

byte floor;
byte joins;
byte cursor[SLOTS];

#define READER(s)  (LIVE(s) && !((writes >> (s)) & 1))
#define SLOWER(s)  if :: READER(s) && cursor[s] < at -> at = cursor[s] :: else fi

/* Floor.gate, and SlotTable.slowest: readers only join under the mutex, and cursors only grow. */
inline lookAtGate() {
  at = tail;
  SLOWER(0); SLOWER(1); SLOWER(2); SLOWER(3);
  if :: at < floor -> at = floor :: else fi;
  gate = at;
  at = 0
}

#ifdef BUG_CACHED_GATE
#define OTHERS_JOINED false
#else
#define OTHERS_JOINED (joined != joins)
#endif

#define HELD_BACK(s)  (READER(s) && NEXT > cursor[s] + CAPACITY)
#define ROOM  (!HELD_BACK(0) && !HELD_BACK(1) && !HELD_BACK(2) && !HELD_BACK(3))

/* How far the floor has to go: over whole frames, and by a stride at once. */
inline measure() {
  d_step {
    at = floor;
    if
    :: floor + SIZE < NEXT + 1 -> walk()
    :: else
    fi
  }
}

inline raise() {
  STEP(floor = at; at = 0)
}

inline publish() {
  measure();
#ifdef BUG_WRITE_FIRST
  fill();
  raise();
#else
  raise();
  fill();
#endif
  commit()
}

#ifdef BUG_RESUME_ONCE
#define ONE_LOOK true
#else
#define ONE_LOOK false
#endif

proctype Writer(byte me; byte count) {
  LOCALS;
#ifndef OVERWRITE
  byte gate;
  byte joined;
  d_step { joined = 255; my = me; left = count }
#else
  d_step { my = me; left = count }
#endif

  do
  :: left == 0 -> break
  :: left != 0 ->
     acquireAndRepair();
#ifdef OVERWRITE
     publish();
     release();
     left--
#else
     STEP(
       if
       :: OTHERS_JOINED || gate + CAPACITY < NEXT -> lookAtGate()
       :: else
       fi;
       joined = joins);
     if
     :: gate + CAPACITY >= NEXT ->
        publish();
        release();
        left--
     :: gate + CAPACITY < NEXT ->
        release();
        if
        :: ANY_DEAD -> reap()
        :: ROOM || OWNER_DEAD
        :: DIE
        fi
     fi
#endif
  od;
#ifndef OVERWRITE
  atomic { gate = 0; joined = 0 };
#endif
  close();

gone:
  skip
}

proctype Reader(byte me; bit joining) {
  LOCALS;
  byte next;          /* the number that the reader expects, beside its cursor */
  bit born;

  my = me;
  if
  :: joining -> goto open
  :: !joining
  fi;

look:
  STEP(header = AT(cursor[my]); drained = (cursor[my] == START(committed)));
  if
  :: COMMITTED(header) && VALID(header) ->
     STEP(torn = (AT(cursor[my] + 1) != PAYLOAD(NUMBER(header))));
     if
     :: WORDS(header) == 2 ->
        STEP(torn = torn || AT(cursor[my] + 2) != PAYLOAD(NUMBER(header)))
     :: WORDS(header) != 2
     fi
  :: !(COMMITTED(header) && VALID(header))
  fi;
#ifndef BUG_NO_FLOOR
  if
  :: floor > cursor[my] ->
#ifndef OVERWRITE
     assert(false);
#endif
     /* Lost: on at the floor. */
     header = 0; torn = 0; drained = 0; last = 0;
     do
     :: d_step { true -> from = floor }
        STEP(header = AT(from));
        if
        :: floor == from || ONE_LOOK -> break
        :: floor != from && !ONE_LOOK -> from = 0; header = 0
        :: DIE
        fi
     :: DIE
     od;
     STEP(
       next = next + ((NUMBER(header) - next) & 15);
       cursor[my] = from;
       assert(START(next) == from);
       from = 0; header = 0);
     goto look
  :: floor <= cursor[my]
  :: DIE
  fi;
#endif
  if
  :: COMMITTED(header) ->
     STEP(
       assert(VALID(header));
       assert(!torn);
       assert(NUMBER(header) == next);
       assert(next < committed);
       next++;
       cursor[my] = cursor[my] + 1 + WORDS(header);
       header = 0; drained = 0; last = 0);
     goto look
  :: !COMMITTED(header)
  fi;
  d_step {
    assert(drained);
    header = 0; drained = 0
  };
  if
  :: last -> goto finish
  :: !last
  fi;

  /* EndOfStream */
  if
  :: atomic { !ANY_WRITER -> last = 1; goto look }
  :: atomic { ANY_WRITER -> skip }
  :: DIE
  fi;
#ifdef IDLE
end_wait:
#endif
  if
  :: ANY_DEAD -> reap()
  :: COMMITTED(AT(cursor[my])) || floor > cursor[my] || !ANY_WRITER
  :: DIE
  fi;
  goto look;

open:
  takeSlot();
#ifndef BUG_JOIN
  acquireAndRepair();
#endif
  STEP(from = floor);
  STEP(
    next = NUMBER(AT(from));
    cursor[my] = from;
    from = 0);
  STEP(joins++);
  STEP(live = live | (1 << my); writes = writes & ~(1 << my));
#ifndef BUG_JOIN
  release();
#endif
  STEP(nameLock = 0);
  goto look;

finish:
  atomic {
    assert(!ANY_WRITER);
    assert(next == committed);
    last = 0;
    reading--;
    next = 0
  };
  close();

gone:
  next = 0
#ifdef IDLE
  ;
  if
  :: atomic { births < BIRTHS -> births++; deaths = DEATHS }
     takeSlot();
     STEP(live = live | (1 << my); writes = writes | (1 << my));
     STEP(nameLock = 0)
  :: true
  fi
#endif
}

init {
  atomic {
    reading = READERS;
    lock[0] = 1; lock[1] = 2;
    writes = 3;
    live = 3;
    run Writer(0, MESSAGES);
    run Writer(1, MESSAGES);
#ifndef JOIN
    lock[2] = 3; live = live | 4;
    run Reader(2, 0);
#if READERS == 2
    lock[3] = 4; live = live | 8;
    run Reader(3, 0)
#endif
#else
#if READERS == 2
    lock[2] = 3; live = live | 4;
    run Reader(2, 0);
#endif
    run Reader(3, 1)
#endif
  }
}
