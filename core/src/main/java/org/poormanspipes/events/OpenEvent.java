package org.poormanspipes.events;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// The event `org.poormanspipes.Open`.
@Name("org.poormanspipes.Open")
@Label("Pipe Open")
@Category("Poor Man's Pipes")
@Description("A name was opened, or refused")
@StackTrace(false)
public final class OpenEvent extends PipeEvent {

  @Label("Driver")
  String driver = "";

  @Label("Access")
  String access = "";

  @Label("Opened")
  @Description("False if it was refused")
  boolean opened;

  OpenEvent() {}
}
