/// A device as a page in a browser, and as metrics for Prometheus. Both only look.
///
/// ```
///   WebPage            the server: where it listens, who is let in
///     Gate             every request: its host, its method, its token, then its path
///       PageFiles      the page's own files
///       Snapshots      the device as it was at most a second ago, looked at once for all
///       DeviceMetrics  the same for Prometheus
/// ```
///
/// The page is plain HTML, CSS and JavaScript in `page`, as it stands: there is no build of it, and
/// it asks nothing of any other place.
@NullMarked
package org.poormanspipes.web;

import org.jspecify.annotations.NullMarked;
