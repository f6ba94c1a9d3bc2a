/// What happens to pipes, for the flight recorder of the JVM (JFR). Drivers tell it here; the page
/// `docs/events.md` says what the events mean.
///
/// Until somebody records, nothing is done and no event's class is loaded: what begins an event
/// returns null then, and what ends one takes null. On the class path of a run time without the
/// module `jdk.jfr` nobody ever records.
@NullMarked
package org.poormanspipes.events;

import org.jspecify.annotations.NullMarked;
