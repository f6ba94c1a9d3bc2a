/// What holds when NATS servers are killed: one alone, and one of three.
package org.poormanspipes.cluster;
