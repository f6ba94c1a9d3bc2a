/// The driver framework: devices, their file objects, and the entry points that a driver answers.
///
/// A [org.poormanspipes.driver.Driver] serves one or more devices. Each
/// [org.poormanspipes.driver.DeviceObject] carries a context of the driver's own making, and every
/// entry point is handed the device: a driver needs no globals. Opening a name on a device makes a
/// [org.poormanspipes.driver.FileObject], in which the driver keeps two more contexts: the
/// *resource* (what the name stands for, shared by all who opened it) and the *instance* (this one
/// handle), so that reading and writing look nothing up.
///
/// ```
///   Driver ──serves──> DeviceObject ── DeviceContext        one per device
///                          │
///                        opens
///                          ▼
///                      FileObject ─┬─ resource context      one per name, shared
///                                  └─ instance context      one per handle
/// ```
///
/// Requests that a driver does not answer end in a [org.poormanspipes.driver.DeviceException] of
/// kind `UNSUPPORTED`; none is forgotten. This package knows nothing of pipes.
@NullMarked
package org.poormanspipes.driver;

import org.jspecify.annotations.NullMarked;
