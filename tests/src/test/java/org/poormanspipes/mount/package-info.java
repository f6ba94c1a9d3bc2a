/// A device as files: real mounts, and the programs that use them.
///
/// Nothing here touches a mount from the JVM that runs the tests: where a server does not answer,
/// who asked it can't be ended. Every mount is in a [org.poormanspipes.mount.Namespace] of its own,
/// which this JVM is not in; who uses it is a [org.poormanspipes.mount.Client], a process with a
/// watchdog. Most clients are a few lines of Python, with `clients.py` at hand.
package org.poormanspipes.mount;
