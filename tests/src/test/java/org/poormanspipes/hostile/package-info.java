/// Other users of the machine who mean harm: what they put in the way, and what they use up.
package org.poormanspipes.hostile;
