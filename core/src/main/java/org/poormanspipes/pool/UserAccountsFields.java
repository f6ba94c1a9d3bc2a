package org.poormanspipes.pool;

import java.util.List;
import org.poormanspipes.layout.Field;

/// The fields of an entry of [UserAccountsLayout], for people.
public final class UserAccountsFields {

  /// All of them.
  public static final List<Field> ENTRY =
      List.of(
          Field.choice("state", UserAccountsLayout.STATE, "of the entry", "free", "used"),
          Field.id("uid", UserAccountsLayout.UID, "whose"),
          Field.count("pipes", UserAccountsLayout.PIPES, "of this user"),
          Field.count("bytes", UserAccountsLayout.BYTES, "in use, in whole pages"),
          Field.count("peak", UserAccountsLayout.PEAK, "the most bytes that were in use"));

  private UserAccountsFields() {}
}
