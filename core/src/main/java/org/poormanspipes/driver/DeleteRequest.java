package org.poormanspipes.driver;

/// A request to delete a resource.
///
/// @param name its name
/// @param force true to delete it also while it is open
public record DeleteRequest(String name, boolean force) {}
