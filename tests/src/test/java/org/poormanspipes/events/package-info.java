/// The events that the library tells the flight recorder.
package org.poormanspipes.events;
