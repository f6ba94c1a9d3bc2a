package org.poormanspipes.driver;

import org.jspecify.annotations.Nullable;

/// A request for information that changes nothing.
///
/// @param subject what is asked for; the driver defines the words
/// @param name the resource it is about, or null for the device
public record QueryRequest(String subject, @Nullable String name) {}
