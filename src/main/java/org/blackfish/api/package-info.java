/**
 * The REST API below {@code /api}: resources, events, and problems as documents.
 *
 * <p>Owns how a request is read ({@link org.blackfish.api.LaunchRequestReader}, {@link org.blackfish.api.Query}) and how
 * an answer is written ({@link org.blackfish.api.JsonText}, {@link org.blackfish.api.ProblemMapper}). May call every
 * feature, {@code security} and {@code wire}. Invariants: nothing but JSON, text and event streams leaves {@code /api};
 * no request causes a call to Slurm except launch, test and stop; no container thread waits for anything.
 */
@NullMarked
package org.blackfish.api;

import org.jspecify.annotations.NullMarked;
