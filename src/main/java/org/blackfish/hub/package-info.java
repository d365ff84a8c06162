/**
 * The Hugging Face Hub and what is fetched from it.
 *
 * <p>Owns the questions to a hub ({@link org.blackfish.hub.Hub}), whose token is used
 * ({@link org.blackfish.hub.HubToken}), and downloads: {@link org.blackfish.hub.Downloads} plans, starts, pauses, resumes,
 * cancels and lists them, and fires {@link org.blackfish.hub.DownloadChanged}. The bytes move in a program of their own
 * ({@code fetch}), here or as a Slurm job. May call {@code fetch}, {@code problem}, {@code settings}, {@code profile},
 * {@code cluster} and {@code transport}. Invariants: the record is stored before the program starts; a model in one folder
 * is fetched by one download at a time; the token is never in a record, an argument or a variable of another program.
 */
@NullMarked
package org.blackfish.hub;

import org.jspecify.annotations.NullMarked;
