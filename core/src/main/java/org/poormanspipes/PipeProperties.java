package org.poormanspipes;

import java.util.Locale;
import java.util.Map;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;

/// All properties of a pipe, each with a value.
///
/// @param type what it carries
/// @param whenFull what a write does when it is full
/// @param delivery who gets what was written
/// @param lifetime when it goes away by itself
/// @param capacity how many bytes it holds; a message takes its length plus 8, rounded up to 8
/// @param access who may use it
/// @param owner `user:group`, or empty for the creator's
/// @param pinned whether its memory may never be paged out
public record PipeProperties(
    PipeType type,
    WhenFull whenFull,
    Delivery delivery,
    Lifetime lifetime,
    long capacity,
    AccessRule access,
    String owner,
    boolean pinned) {

  /// What a pipe gets when nobody says otherwise.
  public static final PipeProperties DEFAULT =
      new PipeProperties(
          PipeType.BYTE,
          WhenFull.BLOCK,
          Delivery.QUEUE,
          Lifetime.DRAIN,
          64 << 10,
          AccessRule.of(0600),
          "",
          false);

  /// The smallest capacity of a byte pipe.
  public static final long MIN_BYTE_CAPACITY = 1;

  /// The smallest capacity of a message pipe: one message of 8 bytes.
  public static final long MIN_MESSAGE_CAPACITY = 16;

  /// The largest capacity of any pipe.
  public static final long MAX_CAPACITY = 1L << 40;

  /// The profile of the original device's pipes: 1999 bytes, nobody waits, anyone may.
  private static final Map<String, String> ORIGINAL =
      Map.of(
          "type", "byte",
          "when-full", "reject",
          "delivery", "queue",
          "lifetime", "temporary",
          "capacity", "1999",
          "access", "anyone");

  /// These properties with some of them changed.
  ///
  /// @param changes values by name: `profile` first, then `type`, `when-full`, `delivery`,
  ///     `lifetime`, `capacity`, `access`, `mode`, `allow`, `owner`, `pinned`
  /// @return the changed properties
  /// @throws DeviceException of kind `INVALID`, if a name or a value is unknown
  public PipeProperties with(Map<String, String> changes) throws DeviceException {
    PipeProperties changed = this;
    String profile = changes.get("profile");
    if (profile != null) {
      changed = changed.withProfile(profile);
    }
    for (Map.Entry<String, String> change : changes.entrySet()) {
      if (!change.getKey().equals("profile")) {
        changed = changed.with(change.getKey(), change.getValue());
      }
    }
    changed = changed.with(changed.access.with(changes));
    changed.checkCapacity();
    return changed;
  }

  private PipeProperties with(AccessRule rule) {
    return new PipeProperties(type, whenFull, delivery, lifetime, capacity, rule, owner, pinned);
  }

  /// The permissions, as of a file.
  ///
  /// @return for example 0600
  public int mode() {
    return access.mode();
  }

  private PipeProperties withProfile(String profile) throws DeviceException {
    return switch (profile) {
      case "original" -> with(ORIGINAL);
      case "default" -> DEFAULT;
      default -> throw AttributeValues.invalid("profile", profile, "default, original");
    };
  }

  private PipeProperties with(String name, String value) throws DeviceException {
    PipeType newType = type;
    WhenFull newWhenFull = whenFull;
    Delivery newDelivery = delivery;
    Lifetime newLifetime = lifetime;
    long newCapacity = capacity;
    String newOwner = owner;
    boolean newPinned = pinned;
    switch (name) {
      case "type" -> newType = AttributeValues.constant(PipeType.class, name, value);
      case "when-full" -> newWhenFull = AttributeValues.constant(WhenFull.class, name, value);
      case "delivery" -> newDelivery = AttributeValues.constant(Delivery.class, name, value);
      case "lifetime" -> newLifetime = AttributeValues.constant(Lifetime.class, name, value);
      case "capacity" -> newCapacity = AttributeValues.size(name, value);
      case "access", "mode", "allow" -> {
        // Together, for they depend on each other.
      }
      case "owner" -> newOwner = value;
      case "pinned" -> newPinned = AttributeValues.truth(name, value);
      default ->
          throw new DeviceException(
              Kind.INVALID,
              "a pipe has no property '"
                  + name
                  + "': it has type, when-full, delivery, lifetime,"
                  + " capacity, access, mode, allow, owner, pinned and profile");
    }
    return new PipeProperties(
        newType, newWhenFull, newDelivery, newLifetime, newCapacity, access, newOwner, newPinned);
  }

  private void checkCapacity() throws DeviceException {
    long least = type == PipeType.BYTE ? MIN_BYTE_CAPACITY : MIN_MESSAGE_CAPACITY;
    if (capacity < least || capacity > MAX_CAPACITY) {
      throw new DeviceException(
          Kind.INVALID,
          "capacity="
              + capacity
              + " is out of range: a "
              + word(type)
              + " pipe holds from "
              + least
              + " to "
              + MAX_CAPACITY
              + " bytes");
    }
  }

  /// The properties by name, as [#with] reads them.
  ///
  /// @return all of them, in order
  public Attributes attributes() {
    return Attributes.builder()
        .with("type", word(type))
        .with("when-full", word(whenFull))
        .with("delivery", word(delivery))
        .with("lifetime", word(lifetime))
        .with("capacity", capacity)
        .with("access", word(access.policy()))
        .with(
            "allow", access.policy() == AccessPolicy.REGISTERED ? access.allow().toString() : null)
        .with("mode", String.format(Locale.ROOT, "%04o", mode()))
        .with("pinned", pinned)
        .build();
  }

  /// The word for a constant, as options and listings spell it.
  ///
  /// @param constant a constant of one of the properties
  /// @return its name in lower case
  public static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
