package org.poormanspipes.mutex;

/// Where a mutex keeps what, relative to its first byte.
///
/// ```
///   0        4        8               16              24              32       36       40
///   +--------+--------+---------------+---------------+---------------+--------+--------+
///   |  word  | turns  |   contended   |   abandoned   |   repaired    |  bias  |  (0)   |
///   +--------+--------+---------------+---------------+---------------+--------+--------+
///
///   word:  31          30                                            0
///          [ waiters ] [ owner + 1; 0 = free                          ]
///   bias:  31          30                                            0
///          [ revoked ] [ owner + 1; 0 = nobody                        ]
/// ```
///
/// Owner and waiters share one word, so there is no instant at which the mutex is taken and its
/// owner not yet named.
public final class MutexLayout {

  /// The mutex word, 4 bytes.
  public static final int WORD = 0;

  /// How often the mutex was taken, 4 bytes: whoever waits sees by it that the holder goes on.
  public static final int TURNS = 4;

  /// How often the mutex was taken after it had been contended, 8 bytes; for people.
  public static final int CONTENDED = 8;

  /// How often what the mutex guards was left in the middle of a change, 8 bytes.
  public static final int ABANDONED = 16;

  /// The value of the word before when it was last put right, 8 bytes; equal means that all is
  /// well.
  public static final int REPAIRED = 24;

  /// Who may be inside without the word, and whether that is over, 4 bytes; see [MutexBias].
  public static final int BIAS = 32;

  /// The bytes of a mutex.
  public static final int SIZE = 40;

  /// The bit that says somebody may be asleep on the word.
  static final int WAITERS = 0x8000_0000;

  /// The bit that says the bias is over as soon as its owner is out.
  static final int REVOKED = 0x8000_0000;

  /// The bits that name the owner.
  static final int OWNER = 0x7fff_ffff;

  private MutexLayout() {}
}
