package org.blackfish.web;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which service the chat opens with.
 *
 * @param chosen the one asked for if it is ready, else the first that is; null when none is
 * @param wanted the one asked for, when it exists and is not ready
 * @param sentence why it is not the one asked for; null when it is, or when none was
 */
record ChatChoice(
        @Nullable UUID chosen,
        @Nullable UUID wanted,
        @Nullable String sentence) {
    /** {@code asked} is the address's parameter as it came; {@code find} looks among all services. */
    static ChatChoice of(List<ChatService> ready, @Nullable String asked, Function<UUID, Optional<ChatService>> find) {
        UUID first = ready.isEmpty() ? null : ready.getFirst().id();
        if (asked == null || asked.isBlank()) {
            return new ChatChoice(first, null, null);
        }
        UUID id = parse(asked);
        if (ready.stream().anyMatch(service -> service.id().equals(id))) {
            return new ChatChoice(id, null, null);
        }
        return Optional.ofNullable(id)
                .flatMap(find)
                .map(service -> new ChatChoice(first, service.id(), service.refusal()))
                .orElseGet(() -> new ChatChoice(first, null, "The service in this address does not exist any more."));
    }

    private static @Nullable UUID parse(String asked) {
        try {
            return UUID.fromString(asked.strip());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
