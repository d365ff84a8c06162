/** End to end: the launcher, a real Slurm, real images and a real browser. */
@org.jspecify.annotations.NullMarked
package org.blackfish.e2e;
