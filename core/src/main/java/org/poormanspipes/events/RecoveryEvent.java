package org.poormanspipes.events;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// The event `org.poormanspipes.Recovery`.
@Name("org.poormanspipes.Recovery")
@Label("Recovery")
@Category("Poor Man's Pipes")
@Description("Something was put right after a process had died")
@StackTrace(false)
public final class RecoveryEvent extends PipeEvent {

  @Label("Repaired")
  @Description("ring, handles or device")
  String repaired = "";

  @Label("Count")
  @Description("How many of them")
  int count;

  RecoveryEvent() {}
}
