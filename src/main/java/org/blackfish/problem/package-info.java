/**
 * What can go wrong, as a closed family.
 *
 * <p>Owns {@link org.blackfish.problem.ProblemException} and its finals: typed data and one sentence for people.
 * May call nothing but the JDK; knows neither HTTP nor Faces. Each surface renders every member exactly once, by an
 * exhaustive switch, so a new member breaks the build until every surface has words for it.
 */
@NullMarked
package org.blackfish.problem;

import org.jspecify.annotations.NullMarked;
