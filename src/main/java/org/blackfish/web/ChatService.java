package org.blackfish.web;

import java.util.UUID;
import org.blackfish.service.Phase;
import org.blackfish.service.Service;

/**
 * A service as the chat offers it.
 *
 * @param model the name by which the engine knows its model
 * @param engine {@code vllm} or {@code llama.cpp}; they differ in how an answer is gone on with
 */
public record ChatService(UUID id, String name, String model, String engine, Phase phase) {
    static ChatService of(Service service) {
        return new ChatService(service.id(), service.name(), service.model(), service.engine(), service.phase());
    }

    /** Why it cannot be talked to now, as a sentence for the page. */
    String refusal() {
        return switch (phase) {
            case READY -> "“" + name + "” does not answer at the moment; it is offered here as soon as it does.";
            case QUEUED, STARTING, LOADING ->
                "“" + name + "” is " + phase.word()
                        + " and cannot answer yet; it is offered here as soon as it is ready.";
            case DRAINING, ENDED -> "“" + name + "” has ended and answers no more.";
        };
    }
}
