/// Named, bounded pipes between processes: the library.
module org.poormanspipes {
  requires static org.jspecify;

  exports org.poormanspipes;
  exports org.poormanspipes.driver;
  exports org.poormanspipes.time;

  uses org.poormanspipes.driver.Driver;

  provides org.poormanspipes.driver.Driver with
      org.poormanspipes.pipe.PipeDriver;
}
