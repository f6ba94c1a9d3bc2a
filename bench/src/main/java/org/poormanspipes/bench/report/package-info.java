/// Tables, JSON and plots of what was measured.
@NullMarked
package org.poormanspipes.bench.report;

import org.jspecify.annotations.NullMarked;
