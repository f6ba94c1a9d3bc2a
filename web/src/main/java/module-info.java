/// A device as a web page and as metrics: what `pmp web` serves.
@SuppressWarnings("module")
module org.poormanspipes.web {
  requires static org.jspecify;
  requires transitive org.poormanspipes;
  requires jdk.httpserver;
  requires io.prometheus.metrics.model;
  requires io.prometheus.writer.text;

  exports org.poormanspipes.web;
}
