package org.poormanspipes.events;

/// What an event is about.
///
/// @param device the device's name
/// @param pipe the pipe's name as it was first spelled, or empty if it is about the device
public record Source(String device, String pipe) {}
