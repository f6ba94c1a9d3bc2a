package org.poormanspipes.pipe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.linux.Ids;
import org.poormanspipes.pool.UserAccounts;

/// The limits of a device with what is used of them: a row for the device, then one for each user
/// who has pipes.
final class QuotaQuery {

  private QuotaQuery() {}

  static List<Attributes> quotas(PipeDeviceContext device) {
    DeviceControl control = device.control();
    Limits limits = control.limits();
    List<Attributes> rows = new ArrayList<>();
    rows.add(
        Attributes.builder()
            .with("scope", "device")
            .with("name", control.name())
            .with("pipes", control.pipes())
            .with("quota-pipes", limits.pipes())
            .with("bytes", control.accounts().totalBytes())
            .with("quota-bytes", limits.bytes())
            .with("quota-handles", limits.handlesOfPipe())
            .build());
    List<UserAccounts.Account> users = new ArrayList<>(control.users().list());
    users.sort(Comparator.comparingLong(account -> Integer.toUnsignedLong(account.uid())));
    for (UserAccounts.Account account : users) {
      rows.add(
          Attributes.builder()
              .with("scope", "user")
              .with("name", Ids.userName(account.uid()))
              .with("uid", Integer.toUnsignedLong(account.uid()))
              .with("pipes", account.pipes())
              .with("quota-pipes", limits.pipesOfUser())
              .with("bytes", account.bytes())
              .with("quota-bytes", limits.bytesOfUser())
              .with("peak", account.peak())
              .build());
    }
    return rows;
  }
}
