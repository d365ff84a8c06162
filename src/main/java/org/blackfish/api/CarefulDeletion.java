package org.blackfish.api;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Every DELETE refuses a query with a name that is none of its {@link Filters}, before it deletes anything. */
@Provider
public final class CarefulDeletion implements DynamicFeature {
    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        Method method = resource.getResourceMethod();
        if (method.isAnnotationPresent(DELETE.class)) {
            context.register(new Refusal(filters(method)));
        }
    }

    /** In the order in which a sentence lists them. */
    static Set<String> filters(Method method) {
        Filters given = method.getAnnotation(Filters.class);
        return new TreeSet<>(given == null ? List.of() : List.of(given.value()));
    }

    private static final class Refusal implements ContainerRequestFilter {
        private final Set<String> filters;

        Refusal(Set<String> filters) {
            this.filters = filters;
        }

        @Override
        public void filter(ContainerRequestContext request) {
            new Query(request.getUriInfo().getQueryParameters()).requireOnly(filters);
        }
    }
}
