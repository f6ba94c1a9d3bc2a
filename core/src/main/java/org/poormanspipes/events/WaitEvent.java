package org.poormanspipes.events;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;

/// The event `org.poormanspipes.Wait`.
@Name("org.poormanspipes.Wait")
@Label("Pipe Wait")
@Category("Poor Man's Pipes")
@Description("A thread slept for data, for room or for the lock")
@StackTrace(true)
@Threshold("10 ms")
public final class WaitEvent extends PipeEvent {

  @Label("Waited For")
  @Description("data, room or lock")
  String reason = "";

  WaitEvent() {}
}
