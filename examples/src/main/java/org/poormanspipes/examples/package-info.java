/// Small programs that run: two that meet through a pipe, streams, a subscriber, a conversation, a
/// logger with a flight recorder, and a driver that knows no pipes.
@NullMarked
package org.poormanspipes.examples;

import org.jspecify.annotations.NullMarked;
