package org.poormanspipes.pipe;

import java.util.List;
import org.poormanspipes.AccessPolicy;
import org.poormanspipes.Delivery;
import org.poormanspipes.Lifetime;
import org.poormanspipes.PipeType;
import org.poormanspipes.WhenFull;
import org.poormanspipes.driver.Access;

/// The numbers by which shared memory names constants. They are part of the layout and stand here,
/// so that no change of an enumeration can change them.
///
/// @param <E> the enumeration
/// @param constants the constants, each at the index that is its number
record Code<E extends Enum<E>>(List<E> constants) {

  static final Code<PipeType> TYPE = new Code<>(List.of(PipeType.BYTE, PipeType.MESSAGE));

  static final Code<WhenFull> WHEN_FULL =
      new Code<>(List.of(WhenFull.BLOCK, WhenFull.REJECT, WhenFull.OVERWRITE));

  static final Code<Delivery> DELIVERY = new Code<>(List.of(Delivery.QUEUE, Delivery.BROADCAST));

  static final Code<Lifetime> LIFETIME =
      new Code<>(List.of(Lifetime.DRAIN, Lifetime.TEMPORARY, Lifetime.PERMANENT));

  static final Code<Access> ACCESS =
      new Code<>(List.of(Access.ATTRIBUTES, Access.READ, Access.WRITE, Access.READ_WRITE));

  /// What the mode does not say already.
  static final Code<AccessPolicy> POLICY =
      new Code<>(List.of(AccessPolicy.MODE, AccessPolicy.ROOT, AccessPolicy.REGISTERED));

  int number(E constant) {
    return constants.indexOf(constant);
  }

  /// The constant of a number from shared memory, which may be anything: one that means nothing is
  /// read as the first.
  E constant(int number) {
    return constants.get(number >= 0 && number < constants.size() ? number : 0);
  }
}
