package org.poormanspipes.cli.top;

/// What makes the view change.
sealed interface Event permits Key, Look {}
