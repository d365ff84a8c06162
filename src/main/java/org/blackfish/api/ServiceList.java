package org.blackfish.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.blackfish.service.ServiceFilter;
import org.blackfish.service.Services;

/**
 * The list of services. The number of the newest event names the state that a list shows, so that an unchanged one costs
 * neither a query nor a rendering, however many ask for it.
 */
@ApplicationScoped
class ServiceList {
    private static final int HELD = 16;

    private final Services services;
    private final ServiceEvents events;
    private final Map<Question, Answer> held = new ConcurrentHashMap<>();

    @Inject
    ServiceList(Services services, ServiceEvents events) {
        this.services = services;
        this.events = events;
    }

    /** What decides about an answer's bytes. */
    private record Question(long state, ServiceFilter filter, int offset, int limit, boolean live, URI api) {}

    private static final class Answer {
        private final byte[] body;
        private final int total;

        Answer(List<?> page, int total) {
            this.body = Answers.json(page).getBytes(StandardCharsets.UTF_8);
            this.total = total;
        }

        ResponseBuilder response() {
            return Response.ok(body, MediaType.APPLICATION_JSON).header("X-Total-Count", total);
        }
    }

    /** Filtered, cut by {@code limit} and {@code offset}, the whole length in {@code X-Total-Count}. */
    Response answer(Query query, URI api, Request request) {
        // Read before the rows are: what changes meanwhile has a higher number, so a tag never outlives its state.
        long state = events.newest();
        Question question = new Question(
                state,
                query.filter(),
                (int) query.number("offset", 0, 0, Integer.MAX_VALUE),
                (int) query.number("limit", Integer.MAX_VALUE, 1, Integer.MAX_VALUE),
                query.live(),
                api);
        return Answers.tagged(request, events.id(state), () -> held(question).response());
    }

    private Answer held(Question question) {
        if (held.size() >= HELD) {
            held.clear();
        }
        held.keySet().removeIf(old -> old.state() < question.state());
        return held.computeIfAbsent(question, this::read);
    }

    private Answer read(Question question) {
        List<?> page = services.list(question.filter(), question.offset(), question.limit()).stream()
                .map(service -> ServiceRendering.of(service, question.live(), question.api()))
                .toList();
        boolean whole = question.offset() == 0 && page.size() < question.limit();
        return new Answer(page, whole ? page.size() : services.count(question.filter()));
    }
}
