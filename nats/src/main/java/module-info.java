/// Pipes on a NATS server with JetStream: the same names on several machines.
@SuppressWarnings("module")
module org.poormanspipes.nats {
  requires static org.jspecify;
  requires transitive org.poormanspipes;
  requires io.nats.jnats;

  exports org.poormanspipes.nats;

  provides org.poormanspipes.driver.Driver with
      org.poormanspipes.nats.NatsDriver;
}
