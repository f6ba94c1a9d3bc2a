/// Logback writes into pipes.
module org.poormanspipes.logback {
  requires static org.jspecify;
  requires transitive ch.qos.logback.core;
  requires org.poormanspipes;

  exports org.poormanspipes.logback;
}
