package org.poormanspipes.command;

import io.nats.client.NKey;
import io.nats.client.support.JwtUtils;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;

/// An operator, an account and a user of a NATS server, each known by a key of its own: what the
/// program `nsc` would make.
final class NatsAccount {
  private static final String OPERATOR = "{\"type\":\"operator\",\"version\":2}";
  private static final String ACCOUNT =
      "{\"type\":\"account\",\"version\":2,\"limits\":{\"subs\":-1,\"data\":-1,\"payload\":-1,"
          + "\"imports\":-1,\"exports\":-1,\"wildcards\":true,\"conn\":-1,\"leaf\":-1,"
          + "\"mem_storage\":-1,\"disk_storage\":-1,\"streams\":-1,\"consumer\":-1}}";

  private final NKey operator = NKey.createOperator(new SecureRandom());
  private final NKey account = NKey.createAccount(new SecureRandom());
  private final NKey system = NKey.createAccount(new SecureRandom());
  private final NKey user = NKey.createUser(new SecureRandom());

  NatsAccount() throws IOException, GeneralSecurityException {}

  /// Of a server that lets the account's users in.
  String configuration() throws IOException, GeneralSecurityException {
    return "operator: "
        + issue(operator, "operator", OPERATOR)
        + "\nsystem_account: "
        + key(system)
        + "\nresolver: MEMORY\nresolver_preload: {\n"
        + key(account)
        + ": "
        + issue(account, "account", ACCOUNT)
        + "\n"
        + key(system)
        + ": "
        + issue(system, "system", ACCOUNT.replace("_storage\":-1", "_storage\":0"))
        + "\n}\n";
  }

  private String issue(NKey subject, String name, String claim)
      throws IOException, GeneralSecurityException {
    long now = JwtUtils.currentTimeSeconds();
    return JwtUtils.issueJWT(operator, key(subject), name, null, now, key(operator), () -> claim);
  }

  private static String key(NKey key) throws IOException, GeneralSecurityException {
    return new String(key.getPublicKey());
  }

  /// A user's file.
  String credentials() throws IOException, GeneralSecurityException {
    String token = JwtUtils.issueUserJWT(account, key(account), key(user));
    return String.format(JwtUtils.NATS_USER_JWT_FORMAT, token, new String(user.getSeed()));
  }
}
