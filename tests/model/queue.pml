/*
 * MessageRing: two writers, and readers that compete. Properties: see README.md.
 *
 *   -DOVERWRITE   the oldest is dropped when there is no room; otherwise a writer waits for room
 *   -DPEACE       a reader that lost a race for a claim tries again under the mutex
 *   -DHANDOVER    writers come and go, and readers look at the slots one by one
 *   -DBIAS        a writer may be given a bias of the mutex
 *   -DBATCH       writers publish two messages at once if they can, and readers claim two at once
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

#define OLDEST head
#define ROOM (NEXT <= head + CAPACITY)

#include "shared.pml"

byte head;

/* What only the checks know. */
byte claimed;         /* the number after the last that was claimed or dropped */
#ifdef HANDOVER
byte opens;
byte open;            /* writers whose open has returned and whose close has not begun */
bit gap;              /* whether there was a moment without any since the reader's look */
#endif

/* How far the head has to go: over whole frames, and by a stride at once. */
inline measure() {
  d_step {
    from = head;
    at = head;
    if
    :: head + SIZE < NEXT + 1 -> walk()
    :: else
    fi
  }
}

/* Moves it there, against readers that claim at the same time. */
inline move() {
  STEP(
    if
    :: at != from && head == from ->
       head = at;
       do
       :: START(claimed) < at -> claimed++
       :: else -> break
       od;
       assert(START(claimed) == at);
       /* What is newest stays: the last that goes began before the newest `capacity`. */
       assert(START(claimed - 1) + CAPACITY < NEXT)
    :: else
    fi;
    at = 0;
    from = 0)
}

inline drop() {
  do
  :: d_step { head + SIZE >= NEXT + 1 -> skip } break
  :: atomic { head + SIZE < NEXT + 1 -> measure() }
     move()
  :: DIE
  od
}

inline copy() {
  STEP(torn = (AT(from + 1) != PAYLOAD(NUMBER(header))));
  if
  :: WORDS(header) == 2 -> STEP(torn = torn || AT(from + 2) != PAYLOAD(NUMBER(header)))
  :: WORDS(header) != 2
  fi
}

/* Numbers are claimed in order, each once; without overwriting, without a gap. */
inline claim() {
  assert(NUMBER(header) == claimed);
  assert(START(claimed) == from);
  claimed++;
  assert(claimed <= committed)
}

#ifdef BATCH
/* FrameWriter.publishImage of two messages: everything but the first header, which is stored last. */
#define SECOND (tail + 1 + LENGTH(number))
#define END    (SECOND + 1 + LENGTH(number + 1))
#define FITS_BOTH (left >= 2 && END <= head + CAPACITY)

inline fillBoth() {
#ifdef BUG_FIRST_FIRST
  STEP(AT(tail) = HEADER(number));
#endif
  STEP(AT(tail + 1) = PAYLOAD(number));
  if
  :: LENGTH(number) == 2 -> STEP(AT(tail + 2) = PAYLOAD(number))
  :: LENGTH(number) == 1
  fi;
  /* The image has the length alone there, which is no committed header. */
  STEP(AT(SECOND) = 0);
  STEP(AT(SECOND + 1) = PAYLOAD(number + 1));
  if
  :: LENGTH(number + 1) == 2 -> STEP(AT(SECOND + 2) = PAYLOAD(number + 1))
  :: LENGTH(number + 1) == 1
  fi;
  STEP(AT(SECOND) = HEADER(number + 1));
#ifndef BUG_NO_END
  STEP(AT(END) = CLEARED(number + 2));
#endif
}

inline commitBoth() {
  STEP(
    assert(number == committed);
    assert(tail == START(number));
    AT(tail) = HEADER(number);
    committed = committed + 2);
  STEP(tail = END);
  STEP(number = number + 2)
}
#endif

proctype Writer(byte me; byte count) {
  LOCALS;
  d_step { my = me; left = count }

write:
  do
  :: left == 0 -> break
  :: left != 0 ->
     acquireToWrite();
#ifdef OVERWRITE
#ifdef BUG_WRITE_FIRST
     measure();
     fill();
     move();
#else
     drop();
     fill();
#endif
     commit();
     releaseAfterWrite();
     left--
#else
     if
#ifdef BATCH
     :: d_step { FITS_BOTH -> skip }
        fillBoth();
        commitBoth();
        releaseAfterWrite();
        left = left - 2
     :: d_step { !FITS_BOTH && ROOM -> skip }
#else
     :: d_step { ROOM -> skip }
#endif
        fill();
        commit();
        releaseAfterWrite();
        left--
     :: d_step { !ROOM -> skip }
        releaseAfterWrite();
        if
        :: ROOM || OWNER_DEAD
        :: reading == 0 -> left = 0
        :: DIE
        fi
     :: DIE
     fi
#endif
  od;
#ifdef HANDOVER
  STEP(open--; if :: open == 0 -> gap = 1 :: else fi; live = live & ~(1 << my));
  STEP(lock[my] = 0);
#else
  close();
#endif

gone:
  if
  :: atomic { births < BIRTHS -> births++; left = 1 }
     takeSlot();
     STEP(live = live | (1 << my); writes = writes | (1 << my));
#ifdef HANDOVER
     STEP(opens++; open++);
#endif
     STEP(nameLock = 0);
     goto write
  :: true
  fi
}

#ifdef PEACE
#define ENTER_PEACE if :: peace -> goto look :: !peace -> goto contended fi
#define LEAVE_PEACE if :: peace -> goto leave :: !peace -> goto look fi
#else
#define ENTER_PEACE goto look
#define LEAVE_PEACE goto look
#endif

proctype Reader(byte me) {
  LOCALS;
#ifdef HANDOVER
  byte scan;
  byte before;
#endif
#ifdef PEACE
  bit peace;          /* this reader has the mutex */
#endif
#ifdef BATCH
  byte second;        /* the header of the next message, 0 if there is none */
#endif

  my = me;
look:
  STEP(from = head);
  STEP(header = AT(from); drained = (claimed == committed));
  if
  :: atomic { COMMITTED(header) && VALID(header) -> skip }
#ifdef BUG_CLAIM_FIRST
     if
     :: d_step { head == from -> head = from + 1 + WORDS(header); claim() }
     :: atomic { head != from -> from = 0; header = 0; goto look }
     :: DIE
     fi;
     copy();
     d_step { assert(!torn); from = 0; header = 0; torn = 0; drained = 0; last = 0 };
     goto look
#else
#ifdef BATCH
     STEP(
       second = AT(from + 1 + WORDS(header));
       second = (COMMITTED(second) && VALID(second) -> second : 0));
#endif
     copy();
#ifdef BATCH
     if
     :: second != 0 ->
        STEP(torn = torn || AT(from + 2 + WORDS(header)) != PAYLOAD(NUMBER(second)));
        if
        :: WORDS(second) == 2 ->
           STEP(torn = torn || AT(from + 3 + WORDS(header)) != PAYLOAD(NUMBER(second)))
        :: WORDS(second) != 2
        fi
     :: second == 0
     fi;
#endif
     if
     :: atomic { head == from ->
          head = from + 1 + WORDS(header);
          assert(!torn);
          claim();
#ifdef BATCH
          if
          :: second != 0 ->
             from = head;
             head = from + 1 + WORDS(second);
             assert(NUMBER(second) == claimed);
             assert(START(claimed) == from);
             claimed++;
             assert(claimed <= committed);
             second = 0
          :: second == 0
          fi;
#endif
          from = 0; header = 0; torn = 0; drained = 0; last = 0;
          LEAVE_PEACE }
     :: atomic { head != from ->
          from = 0; header = 0; torn = 0; drained = 0;
#ifdef BATCH
          second = 0;
#endif
          ENTER_PEACE }
     :: DIE
     fi
#endif
  :: atomic { !(COMMITTED(header) && VALID(header)) -> skip }
  fi;

  /* Nothing, or damaged: only if the head is still there. */
#ifndef BUG_STALE_HEAD
  if
  :: atomic { head != from -> from = 0; header = 0; drained = 0; goto look }
  :: d_step { head == from -> from = 0 }
  :: DIE
  fi;
#endif
  d_step {
    assert(!COMMITTED(header));
    assert(drained);
    header = 0; from = 0; drained = 0
  };
#ifdef PEACE
  if
  :: peace -> STEP(word = 0; inside = 0; peace = 0)
  :: !peace
  fi;
#endif
  if
  :: last -> goto finish
  :: !last
  fi;

  /* EndOfStream */
#ifdef HANDOVER
  STEP(before = opens; gap = (open == 0));
  do
  :: d_step { scan < SLOTS && !((ANY_WRITER >> scan) & 1) -> scan++ }
  :: d_step { scan < SLOTS && ((ANY_WRITER >> scan) & 1) -> scan = SLOTS + 1 } break
  :: scan == SLOTS -> break
  od;
#ifndef BUG_SCAN
  STEP(if :: opens != before -> scan = SLOTS + 1 :: else fi);
#endif
  if
  :: atomic { scan == SLOTS -> scan = 0; before = 0; last = 1; goto look }
  :: atomic { scan != SLOTS -> scan = 0; before = 0 }
  fi;
#else
  if
#ifndef BUG_ONE_LOOK
  :: atomic { !ANY_WRITER -> last = 1; goto look }
#else
  :: atomic { !ANY_WRITER -> goto finish }
#endif
  :: atomic { ANY_WRITER -> skip }
  :: DIE
  fi;
#endif
  if
  :: ANY_DEAD -> reap()
  :: COMMITTED(AT(head)) || !ANY_WRITER
  :: DIE
  fi;
  goto look;

finish:
  atomic {
#ifdef HANDOVER
    assert(gap);
#endif
#if BIRTHS == 0
    assert(!ANY_WRITER);
    assert(claimed == committed);
#endif
    last = 0;
    reading--
  }
  close();
  goto gone;

#ifdef PEACE
contended:
  acquireAndRepair();
  atomic { peace = 1; goto look };

leave:
  STEP(word = 0; inside = 0; peace = 0);
  goto look;
#endif

gone:
#ifdef PEACE
  peace = 0;
#endif
#ifdef BATCH
  second = 0;
#endif
  skip
}

init {
  atomic {
    reading = READERS;
#ifdef HANDOVER
    open = 2;
#endif
    lock[0] = 1; lock[1] = 2;
    writes = 3;
    live = 3;
    run Writer(0, MESSAGES);
    run Writer(1, MESSAGES);
    lock[2] = 3; live = live | 4;
    run Reader(2);
#if READERS == 2
    lock[3] = 4; live = live | 8;
    run Reader(3)
#endif
  }
}
