package org.poormanspipes.events;

/// What an event is about.
///
/// @param device the device's name
/// @param pipe the pipe's name, or empty if it is about the device: as the opener spelled it for an
///     open and a close, else as it was first spelled
public record Source(String device, String pipe) {}
