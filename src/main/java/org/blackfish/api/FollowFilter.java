package org.blackfish.api;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;

/** Lets {@code GET …/log?follow=true} ask for events, since plain programs cannot easily say so in a header. */
@Provider
@PreMatching
public final class FollowFilter implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {
        boolean log = request.getUriInfo().getPath().endsWith("/log");
        if (log && new Query(request.getUriInfo().getQueryParameters()).flag("follow")) {
            request.getHeaders().putSingle(HttpHeaders.ACCEPT, MediaType.SERVER_SENT_EVENTS);
        }
    }
}
