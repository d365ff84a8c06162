/**
 * The way from a caller to an engine and back, byte for byte.
 *
 * <p>Owns the servlet behind {@code /services/{id}/…}, {@code /v1/…} and the legacy {@code /proxy/{port}/…}. May call
 * {@code service} and everything below it. No host, port or key ever comes from a request: a request names a service
 * or a model, and only paths of {@link org.blackfish.gateway.EnginePaths} go through. Nothing is buffered but the
 * beginning of a {@code /v1} body until its {@code model} is found; every piece is passed on and flushed as it comes.
 * Each call has a thread and an engine connection of its own, and none outlives its caller.
 */
@NullMarked
package org.blackfish.gateway;

import org.jspecify.annotations.NullMarked;
