/**
 * Inference services and their life: one model, one image, one Slurm job, one key.
 *
 * <p>Owns {@link org.blackfish.service.Service} and its table, the launch ({@link org.blackfish.service.Launcher}), the
 * decisions ({@link org.blackfish.service.Lifecycle}: what a service becomes; {@link org.blackfish.service.Readiness}:
 * is it ready) and the loop that applies them ({@link org.blackfish.service.Reconciler}). May call {@code cluster},
 * {@code profile}, {@code tier}, {@code image} and {@code model}. Invariants: the row is committed before {@code sbatch}
 * runs and there is never a second job for it; what could not be found out changes no status; a final status is never
 * left; keys lie in files, never in the database, a script or a log.
 */
@NullMarked
package org.blackfish.service;

import org.jspecify.annotations.NullMarked;
