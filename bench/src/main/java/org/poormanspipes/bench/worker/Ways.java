package org.poormanspipes.bench.worker;

import org.poormanspipes.bench.transport.Link;

/// The two ways of a round trip.
final class Ways {
  private Ways() {}

  static Link there(Link link) {
    return link.named("there");
  }

  static Link back(Link link) {
    return link.named("back");
  }
}
