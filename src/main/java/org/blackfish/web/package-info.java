/**
 * The pages' side of the browser: one bean per page, the shell around them, and the words for what goes wrong.
 *
 * <p>Owns the {@code …Page} beans (one per file of the web application, same stem), {@link org.blackfish.web.Shell} for
 * the template, and {@link org.blackfish.web.ProblemHandler}, the one place where a problem becomes a message. May call
 * features and {@code security}, never {@code wire} or {@code api}. Pages hold no script and no style; they ask Slurm
 * nothing by themselves and read only what the features already know.
 */
@NullMarked
package org.blackfish.web;

import org.jspecify.annotations.NullMarked;
