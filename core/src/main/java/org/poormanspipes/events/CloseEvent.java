package org.poormanspipes.events;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// The event `org.poormanspipes.Close`.
@Name("org.poormanspipes.Close")
@Label("Pipe Close")
@Category("Poor Man's Pipes")
@Description("The last reference to an open name is gone")
@StackTrace(false)
public final class CloseEvent extends PipeEvent {

  @Label("Driver")
  String driver = "";

  @Label("Access")
  String access = "";

  CloseEvent() {}
}
