/// Named, bounded pipes between processes: the library.
@SuppressWarnings("module")
module org.poormanspipes {
  requires static org.jspecify;

  exports org.poormanspipes;
  exports org.poormanspipes.driver;
  exports org.poormanspipes.time;
  exports org.poormanspipes.linux to
      org.poormanspipes.fuse,
      org.poormanspipes.nats;

  uses org.poormanspipes.driver.Driver;

  provides org.poormanspipes.driver.Driver with
      org.poormanspipes.pipe.PipeDriver;
}
