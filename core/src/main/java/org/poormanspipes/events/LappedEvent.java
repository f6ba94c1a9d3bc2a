package org.poormanspipes.events;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// The event `org.poormanspipes.Lapped`.
@Name("org.poormanspipes.Lapped")
@Label("Reader Lapped")
@Category("Poor Man's Pipes")
@Description("A reader of a broadcast was told that writers had overwritten what it had not read")
@StackTrace(false)
public final class LappedEvent extends PipeEvent {

  @Label("Lost")
  @Description("Bytes of a stream, or messages")
  long lost;

  @Label("Messages")
  @Description("Whether messages are counted, rather than bytes")
  boolean messages;

  LappedEvent() {}
}
