/// Named, bounded pipes between processes. Open a name, and whoever opens the same name meets you.
///
/// One program writes:
///
/// ```java
/// try (Device device = Device.open("Example");
///     PipeChannel pipe = device.open("HELLO", Access.WRITE)) {
///   pipe.write(ByteBuffer.wrap("hello\n".getBytes(UTF_8)));
/// }
/// ```
///
/// and another, in its own process and at its own time, reads:
///
/// ```java
/// try (Device device = Device.open("Example");
///     PipeChannel pipe = device.open("hello", Access.READ)) {
///   pipe.inputStream().transferTo(System.out);
/// }
/// ```
///
/// A pipe is created by whoever opens its name first, with that program's
/// [org.poormanspipes.PipeOptions]: bytes or messages, how many bytes it holds, what happens when
/// it is full, when it goes away. It never grows. By default a writer waits for room, a reader
/// waits for data, and what was written stays until it is read, also when its writer is gone.
///
/// Expected outcomes (empty, full, timed out, busy) are values, see
/// [org.poormanspipes.driver.Outcome]; refusals are a [org.poormanspipes.driver.DeviceException]
/// whose message is meant for a person.
@NullMarked
package org.poormanspipes;

import org.jspecify.annotations.NullMarked;
