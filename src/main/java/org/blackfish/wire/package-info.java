/**
 * Records that cross HTTP: what the REST API answers, one component for each JSON member.
 *
 * <p>Owns the shape of answers and nothing else. May call nothing but the JDK, so that programs on the other side can
 * use the same records. Invariants: a component's name in snake_case is the member's name, a trailing underscore keeps a
 * Java word apart; no collection is null; there are no methods, since JSON binding would publish them.
 */
@NullMarked
package org.blackfish.wire;

import org.jspecify.annotations.NullMarked;
