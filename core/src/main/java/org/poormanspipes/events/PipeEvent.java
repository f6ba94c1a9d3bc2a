package org.poormanspipes.events;

import jdk.jfr.Event;
import jdk.jfr.Label;

/// What all events have.
abstract class PipeEvent extends Event {

  @Label("Device")
  String device = "";

  @Label("Pipe")
  String pipe = "";

  final void about(Source source) {
    device = source.device();
    pipe = source.pipe();
  }
}
