/// Named, bounded pipes between processes: the library.
@SuppressWarnings("module")
module org.poormanspipes {
  requires static org.jspecify;
  requires jdk.jfr;

  exports org.poormanspipes;
  exports org.poormanspipes.driver;
  exports org.poormanspipes.time;
  exports org.poormanspipes.events to
      org.poormanspipes.nats;
  exports org.poormanspipes.linux to
      org.poormanspipes.fuse,
      org.poormanspipes.nats;

  uses org.poormanspipes.driver.Driver;

  provides org.poormanspipes.driver.Driver with
      org.poormanspipes.pipe.PipeDriver;
}
