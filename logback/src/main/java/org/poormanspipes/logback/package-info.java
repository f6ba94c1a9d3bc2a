/// Logback writes into a pipe: see [org.poormanspipes.logback.PipeAppender].
@NullMarked
package org.poormanspipes.logback;

import org.jspecify.annotations.NullMarked;
